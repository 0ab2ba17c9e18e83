"""A pass that the new key does not give: kept, withdrawn, or held while a certificate rests on it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Attempt, RegradeChange
from assessments.queries.results import held_passes
from assessments.services.regrading.deciding import keep_held_passes
from certificates.models import Certificate
from certificates.services.issuing import issue_certificate, revoke_certificate
from common.errors import Conflict, DomainError
from courses.models import EnrolmentProgress, LearningEvent
from courses.queries.folding import progress_of
from people.models import Account, AuditEntry
from tests.assessments.kinds.bodies import choice
from tests.assessments.regrading import LATER, a_quiz, mended, question_of, regrade, sat
from tests.factories import OrgUnitFactory

pytestmark = pytest.mark.django_db
AFTER = LATER + timedelta(days=1)


@pytest.fixture
def passed() -> Attempt:
    """Passed by a key that says a; b is right, and the trainer has kept that."""
    quiz = a_quiz(choice())
    attempt = sat(quiz, lambda entry, key: key)
    question = question_of(quiz)
    body = question.versions.get().body
    mended(
        question,
        body | {"options": [row | {"share": float(n == 1)} for n, row in enumerate(body["options"])]},
    )
    return attempt


@pytest.fixture
def certificate(passed: Attempt) -> Certificate:
    OrgUnitFactory(level="tinh", kind="tỉnh")
    return issue_certificate(enrolment=passed.enrolment, at=LATER)


@pytest.fixture
def officer() -> Account:
    return Account.objects.create_superuser("nhan-su", "", "mat-khau-1")


def again(attempt: Attempt, lost: str) -> str:
    regrade(question_of(attempt.quiz), lost=lost)
    attempt.refresh_from_db()
    return RegradeChange.objects.get(attempt=attempt).outcome


def state(attempt: Attempt) -> str:
    stored = EnrolmentProgress.objects.get(enrolment=attempt.enrolment).state
    assert stored == progress_of(attempt.enrolment).state  # no drift
    return stored


def test_a_pass_is_kept_unless_the_trainer_says_otherwise(passed: Attempt) -> None:
    assert again(passed, "keep") == "kept"
    assert (passed.passed, passed.earned, passed.falls_short, state(passed)) == (True, 0, True, "completed")


def test_a_pass_taken_back_is_retracted_in_the_record_with_the_reason(passed: Attempt) -> None:
    assert again(passed, "withdraw") == "withdrawn"
    assert (passed.passed, state(passed)) == (False, "not_started")
    event = LearningEvent.objects.get(kind="retracted")
    assert (event.corrects.kind, event.evidence) == ("assessment_passed", {"reason": "Đáp án sai"})


def test_another_attempt_that_passed_keeps_the_course_completed(passed: Attempt) -> None:
    second = sat(passed.quiz, lambda entry, key: key, passed.enrolment)  # its paper has the mended version
    assert second.passed
    again(passed, "withdraw")
    assert state(passed) == "completed"


def test_nothing_is_taken_from_under_a_certificate_until_hr_has_decided(
    passed: Attempt, certificate: Certificate
) -> None:
    assert again(passed, "withdraw") == "held"
    assert (passed.passed, state(passed)) == (True, "completed")
    assert not LearningEvent.objects.filter(kind="retracted").exists()
    assert held_passes([passed.enrolment_id]).count() == 1


def test_hr_keeps_the_result_with_a_reason_once(
    passed: Attempt, certificate: Certificate, officer: Account
) -> None:
    again(passed, "withdraw")
    told = {"enrolment": passed.enrolment, "by": officer, "at": AFTER}
    with pytest.raises(DomainError, match="nêu lý do"):
        keep_held_passes(**told, reason=" ")
    keep_held_passes(**told, reason="Lỗi của đề, không phải của học viên")
    with pytest.raises(Conflict, match="Không còn"):
        keep_held_passes(**told, reason="Lần nữa")
    passed.refresh_from_db()
    assert passed.passed
    assert AuditEntry.objects.get(action="held_pass_kept").person == passed.enrolment.learner


def test_taking_the_certificate_back_withdraws_the_pass_that_was_held(
    passed: Attempt, certificate: Certificate, officer: Account
) -> None:
    again(passed, "withdraw")
    revoke_certificate(certificate=certificate, reason="Đáp án sai", by=officer, at=AFTER)
    passed.refresh_from_db()
    assert (passed.passed, state(passed)) == (False, "not_started")
    assert passed.past_results.order_by("number").last().passed
    assert not held_passes([passed.enrolment_id]).exists()
    assert AuditEntry.objects.filter(action="held_pass_withdrawn").count() == 1


def test_taking_back_a_certificate_for_another_reason_leaves_the_pass(
    passed: Attempt, certificate: Certificate, officer: Account
) -> None:
    revoke_certificate(certificate=certificate, reason="Cấp nhầm", by=officer, at=AFTER)
    assert state(passed) == "completed"


def test_the_desk_lists_held_results_and_decides_on_the_certificates_page(
    client: Client, passed: Attempt, certificate: Certificate, officer: Account
) -> None:
    client.force_login(officer)
    entry = reverse("register_entry", args=[certificate.uuid])
    assert "cần quyết định" not in client.get(entry).content.decode()
    again(passed, "withdraw")
    assert certificate.register_number in client.get(reverse("certificates_waiting")).content.decode()
    shown = client.get(entry).content.decode()
    assert ("0/1 điểm, không đạt" in shown, "Giữ kết quả đạt" in shown) == (True, True)
    assert "cũng bị thu hồi" in client.get(reverse("revoke_entry", args=[certificate.uuid])).content.decode()
    client.post(reverse("keep_result", args=[certificate.uuid]), {"ly_do": "Lỗi của đề"})
    assert "cần quyết định" not in client.get(entry).content.decode()
    assert RegradeChange.objects.get().decision == "Lỗi của đề"


def test_the_learner_reads_what_it_was_what_it_is_and_why(client: Client, passed: Attempt) -> None:
    account = Account.objects.create_user("hoc-vien", "", "mat-khau-1", person=passed.enrolment.learner)
    client.force_login(account)
    address = reverse("quiz_attempt", args=[passed.uuid])
    assert "đã được chấm lại" not in client.get(address).content.decode()
    again(passed, "keep")
    shown = client.get(address).content.decode()
    for words in ("1/1 điểm, đạt → 0/1 điểm, đạt", "Đáp án sai", "được giữ nguyên"):
        assert words in shown


def test_hr_reads_the_history_with_who_did_it(client: Client, passed: Attempt, officer: Account) -> None:
    again(passed, "withdraw")
    client.force_login(officer)
    shown = client.get(reverse("person_record", args=[passed.enrolment.learner.uuid])).content.decode()
    assert "1/1 điểm, đạt → 0/1 điểm, chưa đạt" in shown
