"""Who is in and who is out is said before anything is done, and confirmed by number."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from common.clock import now, today
from courses.models import Course, Enrolment
from courses.services.enrolment import enrol
from people.models import Account, OrgUnit, Person
from reports import periodic
from reports.models import BulkDeed
from tests.factories import PostingFactory
from tests.reports.bulk.cast import DUE, NEW, confirm, deed_of, page_of

pytestmark = pytest.mark.django_db


def test_the_preview_names_who_is_in_and_who_is_left_out_and_why(
    desk: Client, course: Course, staff: list[Person]
) -> None:
    deed = deed_of(desk, "giao", course, due_on="31/03/2030")
    page = page_of(desk, deed)
    assert "Giao cho 3 người?" in page
    assert "<b>Bình</b>" in page
    assert "Đã được giao khóa học này" in page
    assert "<b>Ánh</b>" in page_of(desk, deed, "?muc=ngoai")
    assert not Enrolment.objects.filter(learner__in=staff).exists()


def test_who_joins_the_list_after_the_preview_is_not_in_the_deed(
    desk: Client, course: Course, staff: list[Person], xuan_dinh: OrgUnit
) -> None:
    deed = deed_of(desk, "giao", course, due_on="31/03/2030")
    late = PostingFactory(unit=xuan_dinh).person
    confirm(desk, deed)
    periodic.work_on_bulk(deed.pk)
    assert Enrolment.objects.filter(learner__in=staff).count() == 3
    assert not Enrolment.objects.filter(learner=late).exists()


def test_who_finishes_between_preview_and_deed_is_passed_over_and_said(
    desk: Client, course: Course, staff: list[Person]
) -> None:
    deed = deed_of(desk, "giao", course, due_on="31/03/2030")
    enrol(learner=staff[0], course=course, at=now())
    confirm(desk, deed)
    periodic.work_on_bulk(deed.pk)
    line = deed.lines.get(person=staff[0])
    assert (line.state, line.why) == ("skipped", "enrolled")
    assert deed.lines.filter(state="done").count() == 2


@pytest.mark.parametrize("number", ["", "2", "4", "ba", "-3"])
def test_another_number_than_the_previews_does_nothing(
    desk: Client, course: Course, staff: list[Person], number: str
) -> None:
    deed = deed_of(desk, "giao", course, due_on="31/03/2030")
    confirm(desk, deed, number)
    deed.refresh_from_db()
    assert deed.state == "preview"


def test_above_twenty_people_the_number_is_typed_by_hand(
    desk: Client, course: Course, xuan_dinh: OrgUnit
) -> None:
    for _ in range(21):
        PostingFactory(unit=xuan_dinh)
    page = page_of(desk, deed_of(desk, "giao", course, due_on="31/03/2030"))
    assert "Gõ số người (21) để xác nhận" in page
    assert 'value="21"' not in page


def test_one_person_is_confirmed_by_name(desk: Client, course: Course, staff: list[Person]) -> None:
    chosen = {"tat-ca": "", "nguoi": str(staff[1].uuid)}
    assert "Lê Văn Chi?" in page_of(desk, deed_of(desk, "giao", course, due_on="31/03/2030", chosen=chosen))


def test_ticked_units_mean_their_missing_people(
    client: Client, officer: Account, course: Course, xuan_dinh: OrgUnit, long_phuoc: OrgUnit
) -> None:
    client.force_login(officer)
    asked = {"tat-ca": "", "don-vi": [str(xuan_dinh.uuid), str(long_phuoc.uuid)]}
    deed = deed_of(client, "nhac", course, chosen=asked)
    assert deed.lines.filter(state="in").count() == 2


def test_the_whole_list_of_cadres_can_be_chosen(desk: Client, course: Course, staff: list[Person]) -> None:
    chosen = {"nguon": "can-bo", "loc": "tim=chi"}
    deed = deed_of(desk, "giao", course, due_on="31/03/2030", chosen=chosen)
    assert [line.person for line in deed.lines.all()] == [staff[1]]


def test_a_day_in_the_past_and_a_course_without_release_are_refused_in_words(
    desk: Client, course: Course, staff: list[Person]
) -> None:
    address = desk.post(NEW, {"nguon": "cbql-100", "loc": "", "tat-ca": "1", "viec": "giao"})["Location"]
    answer = desk.post(address, {"course": course.uuid, "due_on": "01/01/2020"})
    assert answer.status_code == 422
    assert "từ hôm nay trở đi" in answer.content.decode()
    assert desk.post(NEW, {"nguon": "cbql-100", "tat-ca": "1", "viec": "la"}).status_code == 400


def test_pages_of_a_deed_cost_the_same_however_many_people(
    desk: Client, course: Course, staff: list[Person], xuan_dinh: OrgUnit, django_assert_max_num_queries: Any
) -> None:
    for _ in range(30):
        PostingFactory(unit=xuan_dinh)
    deed = deed_of(desk, "giao", course, due_on="31/03/2030")
    page_of(desk, deed)
    with django_assert_max_num_queries(25):
        page_of(desk, deed)
    with django_assert_max_num_queries(12):
        desk.get("/nhan-su/viec-hang-loat/")


def test_a_due_day_that_passed_between_preview_and_word_is_refused(
    desk: Client, course: Course, staff: list[Person]
) -> None:
    deed = deed_of(desk, "giao", course, due_on=DUE)
    BulkDeed.objects.filter(pk=deed.pk).update(due_on=today() - timedelta(days=1))
    page = desk.post(
        f"/nhan-su/viec-hang-loat/{deed.uuid}/xac-nhan/",
        {"so": str(deed.lines.filter(state="in").count())},
        follow=True,
    )
    assert "Hạn hoàn thành đã qua" in page.content.decode()
    deed.refresh_from_db()
    assert deed.state == "preview"
