"""The trainer's list: few queries, two editors, everybody present, guests found as a roster finds them."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock
from courses.models import Attendance, Meeting, Seat
from courses.models.session import SessionState
from people.models import Account
from tests.courses.training.cast import client_of, running, seated, states
from tests.factories import AccountFactory, PersonFactory
from tests.factories.training import MeetingFactory, SessionTrainerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    found: Meeting = MeetingFactory(
        session=running(meetings=0), starts_at=clock.now() - timedelta(minutes=30)
    )
    return found


@pytest.fixture
def trainer(meeting: Meeting) -> Account:
    account: Account = SessionTrainerFactory(session=meeting.session).account
    return account


@pytest.fixture
def phone(trainer: Account) -> Client:
    return client_of(trainer)


def where(meeting: Meeting, name: str = "attendance_list") -> str:
    return reverse(name, args=[meeting.uuid])


def said(seat: Seat, new: str, old: str = "") -> dict[str, str]:
    return {f"tt-{seat.uuid}": new, f"cu-{seat.uuid}": old}


def text_of(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def test_what_is_ticked_is_written_and_what_is_not_stays_unsaid(phone: Client, meeting: Meeting) -> None:
    first, _second = seated(meeting.session, 2)
    phone.post(where(meeting), said(first, "late"))
    row = Attendance.objects.get()
    assert (row.seat, row.state, row.how) == (first, "late", "list")


def test_two_people_editing_one_list_lose_nothing_and_are_told(phone: Client, meeting: Meeting) -> None:
    one, two = seated(meeting.session, 2)
    other = client_of(SessionTrainerFactory(session=meeting.session).account)
    other.post(where(meeting), said(one, "absent") | said(two, "present"))
    answer = phone.post(where(meeting), said(one, "present") | {f"cu-{two.uuid}": ""}, follow=True)
    assert "vừa ghi “Vắng”" in text_of(answer)
    assert [row.state for row in one.attendance.all()] == ["absent", "present"]
    assert states(meeting.session) == ["present", "present"]


def test_everybody_present_leaves_what_was_written(phone: Client, meeting: Meeting) -> None:
    first, _second, _third = seated(meeting.session, 3)
    phone.post(where(meeting), said(first, "excused"))
    phone.post(where(meeting, "attendance_all"))
    phone.post(where(meeting, "attendance_all"))
    assert sorted(states(meeting.session)) == ["excused", "present", "present"]
    assert Attendance.objects.count() == 3


def test_a_page_costs_the_same_for_two_as_for_many(phone: Client, meeting: Meeting) -> None:
    counts = []
    for number in (0, 2, 25):
        seated(meeting.session, number)
        phone.post(where(meeting, "attendance_all"))
        phone.get(where(meeting))
        with CaptureQueriesContext(connection) as asked:
            phone.get(where(meeting))
        counts.append(len(asked))
    assert counts[0] <= counts[1] == counts[2]


def test_the_empty_list_says_so(phone: Client, meeting: Meeting) -> None:
    assert "Chưa có ai trong danh sách" in text_of(phone.get(where(meeting)))


def test_a_guest_is_found_by_name_and_telephone(phone: Client, meeting: Meeting) -> None:
    person = PersonFactory(full_name="Trần Thị Hòa", phone="0912345678")
    phone.post(where(meeting, "attendance_guest"), {"full_name": "trần thị hoà", "phone": "0912 345 678"})
    row = Attendance.objects.get()
    assert (row.seat.person, row.how, row.seat.origin) == (person, "walk_in", "walk_in")


def test_a_guest_is_found_by_name_and_birthday(phone: Client, meeting: Meeting) -> None:
    person = PersonFactory(full_name="Lê Văn Tám", birth_on=date(1980, 5, 1))
    phone.post(where(meeting, "attendance_guest"), {"full_name": "Lê Văn Tám", "birth": "1/5/1980"})
    assert Attendance.objects.get().seat.person == person


@pytest.mark.parametrize(
    ("asked", "status", "sentence"),
    [
        ({"full_name": "Người Lạ", "phone": "0912345678"}, 404, "Chưa có người này"),
        ({"full_name": "Trần Thị Hòa"}, 400, "Hãy ghi mã cán bộ"),
        ({"full_name": "Người Khác", "code": "CB777"}, 404, "Chưa có người này"),
        ({"full_name": "Trần Thị Hòa", "phone": "12"}, 422, "chưa đúng"),
    ],
)
def test_a_stranger_has_a_sentence(
    phone: Client, meeting: Meeting, asked: dict[str, str], status: int, sentence: str
) -> None:
    PersonFactory(full_name="Trần Thị Hòa", staff_code="CB777")
    answer = phone.post(where(meeting, "attendance_guest"), asked)
    assert (answer.status_code, Seat.objects.count()) == (status, 0)
    assert sentence in text_of(answer)


def test_after_the_end_the_trainer_only_reads(phone: Client, meeting: Meeting) -> None:
    (seat,) = seated(meeting.session)
    meeting.session.state = SessionState.CLOSED
    meeting.session.save()
    assert phone.get(where(meeting)).status_code == 200
    assert phone.post(where(meeting), said(seat, "present") | {"ly_do": "x"}).status_code == 403
    assert phone.post(where(meeting, "attendance_all")).status_code == 403
    assert phone.post(where(meeting, "attendance_guest"), {}).status_code == 403
    assert not Attendance.objects.exists()


def test_a_trainer_of_another_class_sees_nothing(meeting: Meeting) -> None:
    other = client_of(SessionTrainerFactory(session=running()).account)
    assert other.get(where(meeting)).status_code == 404
    assert client_of(AccountFactory()).get(where(meeting)).status_code == 403


def test_nonsense_in_the_form_changes_nothing(phone: Client, meeting: Meeting) -> None:
    (seat,) = seated(meeting.session)
    phone.post(where(meeting), {f"tt-{seat.uuid}": "nonsense", "tt-x": "present", f"tt-{uuid4()}": "present"})
    assert not Attendance.objects.exists()


def test_the_phone_sends_a_batch_and_hears_of_each(phone: Client, meeting: Meeting) -> None:
    (seat,) = seated(meeting.session)
    now = int(clock.now().timestamp() * 1000)
    scan = {
        "uuid": str(uuid4()), "meeting": str(meeting.uuid), "code": seat.person.staff_code, "at": now, "told": now,
    }  # fmt: skip
    send = reverse("attendance_scans", args=[meeting.session.uuid])
    answer = phone.post(send, {"scans": [scan]}, content_type="application/json")
    assert [one["state"] for one in answer.json()["answers"]] == ["recorded"]
    for broken in (
        {"scans": [{}]},
        {"scans": "x"},
        [],
        {"scans": [scan | {"at": "x"}]},
        {"scans": [scan] * 201},
    ):
        assert phone.post(send, broken, content_type="application/json").status_code == 400


def test_without_scripts_a_code_is_typed(phone: Client, meeting: Meeting) -> None:
    (seat,) = seated(meeting.session)
    scan = reverse("attendance_scan", args=[meeting.session.uuid])
    assert seat.person.staff_code in text_of(phone.get(scan))
    phone.post(scan, {"ma": seat.person.staff_code, "buoi": str(meeting.uuid)})
    assert states(meeting.session) == ["late"]
    assert "Hãy quét thẻ" in text_of(phone.post(scan, {"ma": ""}, follow=True))


def test_the_buttons_of_a_page_with_a_form_belong_to_their_own_dialogs(
    phone: Client, meeting: Meeting
) -> None:
    seated(meeting.session)
    page = text_of(phone.get(where(meeting)))
    assert 'id="du-mat"' in page
    assert page.count('name="full_name"') == 1
