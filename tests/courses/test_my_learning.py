"""*Của tôi*: one next thing, what is due, and why the percentage is what it is."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from courses.models import Enrolment
from courses.services.enrolment import enrol, excuse
from courses.services.record import append_event
from courses.services.watching import open_activity
from people.models import Person
from tests.factories import AccountFactory, CourseFactory, PersonFactory, PostingFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 1, tzinfo=UTC)
DUE = date(2026, 11, 30)


@pytest.fixture
def person() -> Person:
    return PersonFactory(full_name="Nguyễn Thị Hồng Anh", gender="nu")


@pytest.fixture
def client(person: Person) -> Client:
    client = Client()
    client.force_login(AccountFactory(person=person))
    return client


@pytest.fixture(autouse=True)
def monday() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


def study(person: Person, *, title: str = "Chuyển đổi số", due_on: date | None = DUE) -> Enrolment:
    release = ReleaseFactory(course=CourseFactory(title=title), items=["lesson", "video", "quiz"])
    return enrol(learner=person, course=release.course, at=AT - timedelta(days=9), due_on=due_on)


def page_of(client: Client) -> str:
    return client.get(reverse("my_learning")).content.decode()


def complete(enrolment: Enrolment, places: range) -> None:
    for item in enrolment.release.items.filter(position__in=places):
        append_event(
            enrolment=enrolment, kind="activity_completed", activity=item.activity, version=1, occurred_at=AT,
            recorded_at=AT, evidence={"rule": "read", "seconds": 60},
        )  # fmt: skip


def test_it_greets_by_name_and_says_the_post_and_the_day(client: Client, person: Person) -> None:
    PostingFactory(person=person, position="Công chức văn hóa – xã hội", unit__full_name="Xã Xuân Định")
    html = page_of(client)
    assert "Chào chị Hồng Anh" in html
    assert "Công chức văn hóa – xã hội, Xã Xuân Định · Thứ Hai, 23/11/2026" in html


def test_without_a_course_it_says_so_and_shows_the_catalogue(client: Client) -> None:
    html = page_of(client)
    assert "Bạn chưa được giao khóa học nào" in html
    assert "/khoa-hoc/" in html


def test_an_account_without_a_person_is_told_so() -> None:
    client = Client()
    client.force_login(AccountFactory())
    assert "không gắn với cán bộ nào" in page_of(client)


def test_the_next_thing_is_the_next_item_of_what_is_due_first(client: Client, person: Person) -> None:
    study(person, title="Sau", due_on=date(2026, 12, 10))
    first = study(person, title="Trước", due_on=DUE)
    complete(first, range(1, 2))
    html = page_of(client)
    item = first.release.items.get(position=2)
    assert f"/hoc/{item.activity.uuid}/" in html
    assert "bài 2 trong 3" in html
    assert "Hạn 30/11/2026 · còn 7 ngày" in html
    assert html.index("Trước") < html.index("Sau")


def test_a_film_half_seen_says_where_to_go_on_and_what_is_missing(client: Client, person: Person) -> None:
    enrolment = study(person)
    complete(enrolment, range(1, 2))
    film = enrolment.release.items.get(position=2).activity
    row = open_activity(enrolment=enrolment, activity=film, at=AT)
    row.spans, row.seconds, row.position = [[0, 45], [60, 70]], 55, 70
    row.save()
    html = page_of(client)
    assert "Học tiếp từ 1:10" in html
    assert "còn thiếu 0:35 để đủ 90\xa0%" in html
    assert "Vì sao mới 33\xa0%?" in html
    assert "0:55/1:40" in html


def test_a_page_once_opened_is_begun(client: Client, person: Person) -> None:
    enrolment = study(person)
    assert "Chưa bắt đầu · 3 bài" in page_of(client)
    open_activity(enrolment=enrolment, activity=enrolment.release.items.first().activity, at=AT)
    assert "0/3\xa0bài" in page_of(client)


def test_what_is_late_says_since_when(client: Client, person: Person) -> None:
    study(person, due_on=date(2026, 11, 20))
    assert "Hạn 20/11/2026 · quá 3 ngày" in page_of(client)


def test_finished_and_excused_courses_stay_in_the_list(client: Client, person: Person) -> None:
    complete(study(person, title="Xong"), range(1, 4))
    excuse(enrolment=study(person, title="Miễn"), reason="Nghỉ thai sản", at=AT, by=None)
    html = page_of(client)
    assert "Hoàn thành 23/11/2026" in html
    assert "Được miễn: Nghỉ thai sản" in html
    assert "Bạn đã học xong mọi việc được giao" in html
    assert "2 xong · 0 chưa xong" in html


def test_the_page_costs_the_same_however_many_courses(
    client: Client, person: Person, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        study(person, title=f"Khóa {number}")
    page_of(client)
    with django_assert_max_num_queries(10):
        page_of(client)


def test_continuing_leads_to_the_next_open_item(client: Client, person: Person) -> None:
    enrolment = study(person)
    complete(enrolment, range(1, 2))
    going = client.get(reverse("continue_course", args=[enrolment.uuid]))
    assert going.headers["Location"] == f"/hoc/{enrolment.release.items.get(position=2).activity.uuid}/"
    other = study(PersonFactory())
    assert client.get(reverse("continue_course", args=[other.uuid])).status_code == 404
