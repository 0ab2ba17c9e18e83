"""An appeal is asked with a reason, decided by another, and never costs anybody anything."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from assessments.marking.appealing import appeal_standing
from assessments.models import Appeal, Attempt, HandMark, PastResult
from assessments.queries.results import past_results_of
from assessments.services.appeals import ask_appeal, decide_appeal
from common import clock
from common.errors import Conflict, DomainError, Forbidden
from courses.models import LearningEvent
from courses.models.record import EventKind
from people.models import Account, AuditEntry
from tests.assessments.marking.conftest import READ, levels, mark, question_of

Named = Callable[..., Account]
Desk = Callable[[Account], Client]
ASKED = READ + timedelta(days=3)


@pytest.fixture
def failed(attempt: Attempt, name: Named) -> Attempt:
    """Marked 2.5 of 5, half a point short."""
    marker = name()
    mark(attempt, "rubric", marker, levels(content=1, form=0))
    mark(attempt, "plain", marker, 1)
    attempt.refresh_from_db()
    return attempt


@pytest.fixture
def appeal(failed: Attempt) -> Appeal:
    return ask_appeal(attempt=failed, question=question_of(failed, "rubric"), reason="Em nêu đủ ý", at=ASKED)


def _decide(appeal: Appeal, by: Account, answer: str = "Bài đủ ý", **fractions: float) -> Appeal:
    named = {question_of(appeal.attempt, which): fraction for which, fraction in fractions.items()}
    return decide_appeal(appeal=appeal, by=by, answer=answer, fractions=named, at=ASKED)


def test_raised_points_can_bring_the_pass(appeal: Appeal, failed: Attempt, editor: Account) -> None:
    assert not failed.passed
    _decide(appeal, editor, rubric=1.0)
    failed.refresh_from_db()
    assert (failed.earned, failed.passed) == (4, True)
    past = PastResult.objects.order_by("number").last()
    assert past
    assert (past.why, past.earned if hasattr(past, "earned") else float(past.score), past.note) == (
        "appealed",
        2.5,
        "Bài đủ ý",
    )
    event = LearningEvent.objects.get(kind=EventKind.ASSESSMENT_PASSED)
    assert event.occurred_at == failed.submitted_at
    assert HandMark.objects.filter(part="appeal", marker=editor).count() == 1


def test_points_of_what_a_machine_marked_can_be_raised_too(
    appeal: Appeal, failed: Attempt, editor: Account
) -> None:
    choice = next(entry["id"] for entry in failed.paper if entry["kind"] == "single")
    Attempt.objects.filter(pk=failed.pk).update(
        marks={**failed.marks, choice: failed.marks[choice] | {"fraction": 0.0, "right": False}}
    )
    decide_appeal(appeal=appeal, by=editor, answer="Đề nhầm", fractions={choice: 1.0}, at=ASKED)
    failed.refresh_from_db()
    assert failed.marks[choice]["by_hand"] is True
    assert failed.marks[choice]["fraction"] == 1


def test_keeping_the_points_is_an_answer_with_a_reason(
    appeal: Appeal, failed: Attempt, editor: Account
) -> None:
    decided = _decide(appeal, editor, "Bài thiếu ý hai")
    assert (decided.state, decided.answer, decided.decided_by) == ("kept", "Bài thiếu ý hai", editor)
    assert PastResult.objects.filter(why="appealed").count() == 0
    assert AuditEntry.objects.get(action="appeal_decided").person == failed.enrolment.learner


def test_nobody_loses_a_point_by_asking(appeal: Appeal, failed: Attempt, editor: Account) -> None:
    with pytest.raises(Conflict):
        _decide(appeal, editor, rubric=0.1)
    appeal.refresh_from_db()
    assert appeal.state == "open"


def test_who_marked_it_first_does_not_decide(appeal: Appeal) -> None:
    with pytest.raises(Forbidden):
        _decide(appeal, HandMark.objects.first().marker, rubric=1.0)  # type: ignore[union-attr]


def test_nor_does_a_stranger_nor_the_learner(appeal: Appeal, account: Account, editor: Account) -> None:
    account.user_permissions.set(editor.user_permissions.all())
    for nobody in (Account.objects.get(pk=account.pk), Account.objects.create(username="la")):
        with pytest.raises(Forbidden):
            _decide(appeal, nobody)


def test_it_is_decided_once(appeal: Appeal, editor: Account) -> None:
    _decide(appeal, editor)
    with pytest.raises(Conflict):
        _decide(appeal, editor, rubric=1.0)


@pytest.mark.parametrize(("answer", "fraction"), [("", 1.0), ("Lý do", 1.2)])
def test_an_answer_needs_a_reason_and_points_that_can_be(
    appeal: Appeal, editor: Account, answer: str, fraction: float
) -> None:
    with pytest.raises(DomainError):
        _decide(appeal, editor, answer, rubric=fraction)


def test_one_appeal_at_a_time_and_one_a_result(appeal: Appeal, failed: Attempt, editor: Account) -> None:
    _refused(failed, ASKED)
    _decide(appeal, editor, rubric=1.0)
    _refused(failed, ASKED + timedelta(days=1))


def test_a_new_result_may_be_appealed_against_again(appeal: Appeal, failed: Attempt, editor: Account) -> None:
    _decide(appeal, editor)
    later = ASKED + timedelta(days=2)
    PastResult.objects.create(
        attempt=failed,
        number=9,
        score=1,
        passed=False,
        waiting=False,
        marks={},
        why="regraded",
        replaced_at=later,
    )
    assert appeal_standing(failed, past_results_of(failed)).may_ask(later)


@pytest.mark.parametrize(("days", "allowed"), [(14, True), (15, False)])
def test_it_is_asked_within_the_days(failed: Attempt, settings: object, days: int, allowed: bool) -> None:
    settings.APPEAL_DAYS = 15  # type: ignore[attr-defined]
    assert appeal_standing(failed, past_results_of(failed)).may_ask(READ + timedelta(days=days)) is allowed


def test_no_days_means_no_appeals(failed: Attempt, settings: object) -> None:
    settings.APPEAL_DAYS = 0  # type: ignore[attr-defined]
    _refused(failed, READ)


def test_there_is_nothing_to_appeal_against_before_a_result(attempt: Attempt) -> None:
    _refused(attempt, ASKED)


def _refused(attempt: Attempt, at: datetime) -> None:
    with pytest.raises(Conflict):
        ask_appeal(attempt=attempt, question="", reason="Xem lại", at=at)


def test_a_reason_is_needed_and_a_question_of_the_paper(failed: Attempt) -> None:
    for question, reason in (("", "  "), ("x", "Xem lại")):
        with pytest.raises(DomainError):
            ask_appeal(attempt=failed, question=question, reason=reason, at=ASKED)


@pytest.fixture
def today(failed: Attempt) -> datetime:
    """The result is of today, so that the pages still take appeals."""
    past = PastResult.objects.get()
    moment = clock.now()
    fields = {
        field.attname: getattr(past, field.attname) for field in PastResult._meta.fields if field.name != "id"
    }
    PastResult.objects.create(**fields | {"number": 2, "replaced_at": moment})
    return moment


def test_a_learner_asks_on_their_page_and_sees_the_answer_there(
    failed: Attempt, today: datetime, learner: Client, desk: Desk, editor: Account, account: Account
) -> None:
    result, ask = reverse("quiz_attempt", args=[failed.uuid]), reverse("quiz_appeal", args=[failed.uuid])
    assert ask in learner.get(result).content.decode()
    assert learner.post(ask, {"cau": "", "ly-do": " "}).status_code == 422
    assert learner.post(ask, {"cau": question_of(failed, "rubric"), "ly-do": "Em nêu đủ ý"}).url == result
    page = learner.get(result).content.decode()
    assert "Đang xem xét" in page
    assert ask not in page
    browser = desk(editor)
    listed = browser.get("/quan-tri/cham-bai/phuc-khao/").content.decode()
    assert "Em nêu đủ ý" in listed
    appeal = reverse("marking_appeal", args=[Appeal.objects.get().uuid])
    assert "Câu xin phúc khảo" in browser.get(appeal).content.decode()
    assert (
        browser.post(appeal, {f"diem-{question_of(failed, 'rubric')}": "một", "tra-loi": "x"}).status_code
        == 422
    )
    browser.post(appeal, {f"diem-{question_of(failed, 'rubric')}": "2", "tra-loi": "Bài đủ ý thật"})
    page = desk(account).get(result).content.decode()
    assert "Đã nâng điểm" in page
    assert "Bài đủ ý thật" in page


def test_who_marked_it_sees_the_appeal_without_a_form(appeal: Appeal, desk: Desk) -> None:
    marker = HandMark.objects.first().marker  # type: ignore[union-attr]
    browser = desk(marker)
    page = browser.get(reverse("marking_appeal", args=[appeal.uuid])).content.decode()
    assert "người khác sẽ làm" in page
    assert 'name="tra-loi"' not in page


def test_a_hidden_name_stays_hidden_for_who_decides(
    rule: Callable[..., object], appeal: Appeal, desk: Desk, editor: Account
) -> None:
    rule(anonymous=True)
    browser, person = desk(editor), appeal.attempt.enrolment.learner
    for address in ("/quan-tri/cham-bai/phuc-khao/", reverse("marking_appeal", args=[appeal.uuid])):
        assert person.full_name not in browser.get(address).content.decode()
    _decide(appeal, editor)
    assert AuditEntry.objects.get(action="appeal_decided").person is None
    assert person.full_name in browser.get("/quan-tri/cham-bai/phuc-khao/?muc=xong").content.decode()


def test_an_appeal_at_another_test_is_as_an_unknown_one(appeal: Appeal, desk: Desk, name: Named) -> None:
    from tests.factories.assessments import QuizFactory, bank_of

    other = name()
    other.marker_of.update(quiz=QuizFactory(bank=bank_of(appeal.attempt.quiz)))
    assert desk(other).get(reverse("marking_appeal", args=[appeal.uuid])).status_code == 404


def test_somebody_elses_paper_cannot_be_appealed_against(
    failed: Attempt, another: Attempt, learner: Client
) -> None:
    assert learner.get(reverse("quiz_appeal", args=[another.uuid])).status_code == 404
