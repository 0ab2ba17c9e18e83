"""*Lịch của tôi*: the days ahead, an answer, registering, and the calendar that a phone fetches by itself."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.models import CalendarFeed, Seat
from courses.models.seat import SeatState
from courses.models.session import Registration
from courses.services.training.seats import register
from people.models import Account, Notice
from people.services.merging import merge_persons
from reports.queries.learner_export import everything_about
from tests.factories import AccountFactory, PersonFactory
from tests.factories.training import (
    PLANNED_AT,
    SeatFactory,
    SessionTrainerFactory,
    TrainingFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(PLANNED_AT, tick=False):
        yield


@pytest.fixture
def cadre() -> Account:
    account: Account = AccountFactory(person=PersonFactory())
    return account


@pytest.fixture
def client(cadre: Account) -> Client:
    client = Client()
    client.force_login(cadre)
    return client


def page(client: Client, name: str, *args: object, query: str = "") -> str:
    text: str = client.get(reverse(name, args=args) + query).content.decode()
    return text


def answer(client: Client, session: Any, deed: str, reason: str = "") -> Any:
    url = reverse("my_class_answer", args=[session.uuid])
    return client.post(url, {"viec": deed, "ly_do": reason}, follow=True)


def test_the_days_ahead_stand_in_order_with_hour_and_place(client: Client, cadre: Account) -> None:
    assert "Sắp tới chưa có lớp nào" in page(client, "my_calendar")
    seat = SeatFactory(person=cadre.person, state=SeatState.INVITED)
    TrainingFactory(title="Lớp của người khác")
    text = page(client, "my_calendar")
    assert text.count(seat.session.title) == 2
    assert "8:00 – 11:00" in text
    assert "Thứ Năm" in text
    assert text.index("2026-12-10") < text.index("2026-12-11")
    assert "Lớp của người khác" not in text


def test_what_is_over_stands_on_its_own_shelf(client: Client, cadre: Account) -> None:
    seat = SeatFactory(person=cadre.person)
    assert seat.session.title not in page(client, "my_calendar", query="?muc=da-qua")
    with time_machine.travel(PLANNED_AT + timedelta(days=60), tick=False):
        client.force_login(cadre)
        assert seat.session.title in page(client, "my_calendar", query="?muc=da-qua")
        assert seat.session.title not in page(client, "my_calendar")


def test_an_invited_cadre_answers_in_one_press_and_may_withdraw_with_a_reason(
    client: Client, cadre: Account
) -> None:
    seat = SeatFactory(person=cadre.person, state=SeatState.INVITED)
    answer(client, seat.session, "nhan-loi")
    assert Seat.objects.get().state == SeatState.CONFIRMED
    assert "Xin ghi lý do" in answer(client, seat.session, "khong-du").content.decode()
    answer(client, seat.session, "khong-du", "Trực bão")
    assert Seat.objects.get().state == SeatState.DECLINED
    assert Seat.objects.get().changes.last().reason == "Trực bão"


def test_a_class_that_takes_registrations_is_offered_and_the_wait_list_tells_the_turn(
    client: Client, cadre: Account
) -> None:
    session = TrainingFactory(registration=Registration.FREE, capacity=1)
    SeatFactory(session=session)
    SeatFactory(session=session, state=SeatState.WAITING, waiting_since=PLANNED_AT - timedelta(days=1))
    assert session.title in page(client, "my_calendar")
    told = answer(client, session, "dang-ky").content.decode()
    assert "danh sách chờ" in told
    assert "Anh/chị ở vị trí 2 trong danh sách chờ" in told


def test_a_class_that_is_nobodys_business_does_not_open(client: Client, cadre: Account) -> None:
    session = TrainingFactory()
    for name in ("my_class", "my_class_ics"):
        assert client.get(reverse(name, args=[session.uuid])).status_code == 404
    assert answer(client, session, "dang-ky").status_code == 404
    draft = SeatFactory(session__state="draft", person=cadre.person).session
    assert client.get(reverse("my_class", args=[draft.uuid])).status_code == 404


def test_an_account_without_a_person_has_an_empty_calendar_and_registers_nowhere() -> None:
    client = Client()
    client.force_login(AccountFactory())
    session = TrainingFactory(registration=Registration.FREE)
    assert session.title not in page(client, "my_calendar")
    assert answer(client, session, "dang-ky").status_code == 404
    assert client.post(reverse("my_feed_new")).status_code == 404


def test_another_class_at_the_same_hour_is_said(client: Client, cadre: Account) -> None:
    mine = SeatFactory(person=cadre.person, session__title="Lớp đã nhận lời").session
    other = SeatFactory(person=cadre.person, state=SeatState.INVITED).session
    text = page(client, "my_class", other.uuid)
    assert "Trùng giờ" in text
    assert mine.title in text


def test_a_trainer_sees_what_they_teach() -> None:
    trainer = SessionTrainerFactory()
    client = Client()
    client.force_login(trainer.account)
    text = page(client, "my_calendar")
    assert trainer.session.title in text
    assert "Giảng dạy" in text


def test_the_private_address_gives_the_meetings_and_a_new_one_ends_it(client: Client, cadre: Account) -> None:
    seat = SeatFactory(person=cadre.person, state=SeatState.INVITED)
    client.post(reverse("my_feed_new"))
    url = reverse("calendar_feed", args=[CalendarFeed.objects.get().key])
    assert url in page(client, "my_calendar")
    text = Client().get(url).content.decode()
    assert text.count("BEGIN:VEVENT") == 2
    assert "DTSTART:20261210T010000Z" in text
    assert "STATUS:TENTATIVE" in text
    meeting = seat.session.meetings.first()
    seat.session.meetings.filter(pk=meeting.pk).update(cancelled_at=PLANNED_AT, revision=1)
    text = Client().get(url).content.decode()
    assert "STATUS:CANCELLED" in text
    assert "SEQUENCE:1" in text
    client.post(reverse("my_feed_new"))
    assert Client().get(url).status_code == 404
    assert Client().get(reverse("calendar_feed", args=["khong-co"])).status_code == 404


def test_the_address_of_a_merged_record_shows_the_survivors_calendar(cadre: Account) -> None:
    survivor, gone = PersonFactory(), PersonFactory()
    for person in (survivor, gone):
        CalendarFeed.objects.create(person=person, made_at=PLANNED_AT)
    key = CalendarFeed.objects.get(person=gone).key
    SeatFactory(person=gone)
    merge_persons(survivor=survivor, gone=gone, take={}, at=PLANNED_AT, by=AccountFactory(is_superuser=True))
    text = Client().get(reverse("calendar_feed", args=[key])).content.decode()
    assert text.count("BEGIN:VEVENT") == 2


def test_one_class_is_downloaded_for_a_calendar(client: Client, cadre: Account) -> None:
    seat = SeatFactory(person=cadre.person)
    for name in ("Bà Hoa", "Ông Nam"):
        SessionTrainerFactory(session=seat.session, account=None, name=name)
    answered = client.get(reverse("my_class_ics", args=[seat.session.uuid]))
    assert answered.headers["Content-Type"].startswith("text/calendar")
    assert answered.content.decode().count("BEGIN:VEVENT") == 2
    assert "Bà Hoa\\, Ông Nam" in answered.content.decode().replace("\r\n ", "")


def test_the_calendar_costs_the_same_for_one_class_and_for_many(
    client: Client, cadre: Account, django_assert_num_queries: Any
) -> None:
    SeatFactory(person=cadre.person)
    page(client, "my_calendar")
    with CaptureQueriesContext(connection) as few:
        page(client, "my_calendar")
    for _number in range(5):
        SeatFactory(person=cadre.person)
    with django_assert_num_queries(len(few)):
        page(client, "my_calendar")


def test_what_was_told_stands_on_the_calendar_until_a_month_is_over(client: Client, cadre: Account) -> None:
    said = {"topic": "training:x", "title": "Đổi phòng học", "text": "Phòng 2"}
    Notice.objects.create(person=cadre.person, created_at=PLANNED_AT - timedelta(days=2), **said)
    Notice.objects.create(
        person=cadre.person, created_at=PLANNED_AT - timedelta(days=40), **said | {"title": "Tin rất cũ"}
    )
    text = page(client, "my_calendar")
    assert "Đổi phòng học" in text
    assert "Tin rất cũ" not in text


def test_the_copy_of_all_data_holds_ones_classes_and_what_one_was_told(cadre: Account) -> None:
    seat = register(
        session=TrainingFactory(registration=Registration.APPROVAL),
        person=cadre.person,
        at=PLANNED_AT,
        by=None,
    )
    Notice.objects.create(person=cadre.person, topic="x", title="Đổi phòng", text="P2", created_at=PLANNED_AT)
    found = everything_about(cadre.person, at=PLANNED_AT, on=PLANNED_AT.date())
    assert found["classes"][0]["class"] == seat.session.title
    assert [step["step"] for step in found["classes"][0]["steps"]] == ["applied"]
    assert "Đổi phòng" in [notice["title"] for notice in found["notices"]]
