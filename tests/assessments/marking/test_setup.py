"""Who marks a test and how: set by those who write questions, logged, and safe for papers that wait."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Attempt, Marker, MarkingRule, MarkingTask, Quiz
from lms.navigation import desks_of
from people.models import Account, AuditEntry
from tests.factories.people import AccountFactory, PersonFactory

Desk = Callable[[Account], Client]
Named = Callable[..., Account]
MENU = "/quan-tri/cham-bai/"


@pytest.fixture
def page(quiz: Quiz) -> str:
    return reverse("marking_setup", args=[quiz.activity.uuid])


def test_an_editor_names_a_marker_who_then_finds_the_desk(
    desk: Desk, editor: Account, page: str, quiz: Quiz
) -> None:
    expert = AccountFactory(username="chuyen-gia", person=PersonFactory(full_name="Lê Văn Chấm"))
    assert MENU not in [place.href for place in desks_of(expert)]
    browser = desk(editor)
    browser.post(page, {"viec": "giao", "ten-dang-nhap": " Chuyen-Gia ", "vai": "second"})
    assert "Lê Văn Chấm" in browser.get(page).content.decode()
    assert AuditEntry.objects.get(action="marker_named").person == expert.person
    fresh = Account.objects.get(pk=expert.pk)
    assert desk(fresh).get(MENU).status_code == 200


def test_a_duty_ends_and_the_desk_is_closed(desk: Desk, editor: Account, page: str, name: Named) -> None:
    marker = name()
    desk(editor).post(page, {"viec": "thoi", "nguoi": str(Marker.objects.get().uuid)})
    assert desk(marker).get(MENU).status_code == 403
    assert AuditEntry.objects.filter(action="marker_ended").count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"viec": "giao", "ten-dang-nhap": "khong-co", "vai": "first"},
        {"viec": "giao", "ten-dang-nhap": "giang-vien", "vai": "agreed"},
        {"viec": "thoi", "nguoi": "x"},
        {"viec": "cach", "chenh-lech": "101"},
        {"viec": "cach", "chenh-lech": "-1"},
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    desk: Desk, editor: Account, page: str, sent: dict[str, str]
) -> None:
    answer = desk(editor).post(page, sent)
    assert (answer.status_code, 'role="alert"' in answer.content.decode()) == (422, True)
    assert not (Marker.objects.exists())
    assert not (MarkingRule.objects.exists())


def test_nobody_is_named_twice_for_one_test(desk: Desk, editor: Account, page: str, name: Named) -> None:
    marker = name("first")
    answer = desk(editor).post(page, {"viec": "giao", "ten-dang-nhap": marker.username, "vai": "second"})
    assert (answer.status_code, Marker.objects.count()) == (422, 1)


def test_a_marker_sets_nothing(desk: Desk, page: str, name: Named) -> None:
    browser = desk(name())
    assert (
        browser.get(page).status_code
        == browser.post(page, {"viec": "cach", "chenh-lech": "5"}).status_code
        == 403
    )
    assert browser.get("/quan-tri/cham-bai/tien-do/").status_code == 403


def test_the_rule_holds_for_what_is_handed_in_afterwards(
    attempt: Attempt, desk: Desk, editor: Account, page: str, request: pytest.FixtureRequest
) -> None:
    desk(editor).post(page, {"viec": "cach", "hai-nguoi": "on", "chenh-lech": "20"})
    assert MarkingTask.objects.filter(attempt=attempt).count() == 2
    later = request.getfixturevalue("another")
    assert MarkingTask.objects.filter(attempt=later).count() == 4
    assert AuditEntry.objects.get(action="marking_rule_set").detail["second_marker"] is True


def test_names_stay_hidden_while_papers_wait(
    rule: Callable[..., object], hand_in: Callable[..., Attempt], enrolment: object, desk: Desk, editor: Account, page: str
) -> None:  # fmt: skip
    rule(anonymous=True)
    hand_in(enrolment)
    answer = desk(editor).post(page, {"viec": "cach", "chenh-lech": "10"})
    assert (answer.status_code, MarkingRule.objects.get().anonymous) == (422, True)
