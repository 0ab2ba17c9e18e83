"""Courses given by a target's rule: who is in it gets them, who leaves before beginning gives them back, all undone."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from common.clock import now, today
from common.errors import Conflict, DomainError
from courses.models import Course, Enrolment, LearningEvent
from courses.services.many import Deed, Step, withdraw_many
from courses.services.record import append_event
from people.models import Account, AuditEntry, OrgUnit, Person, Posting
from reports import periodic
from reports.models import CourseGift, CourseRule, Target
from reports.queries.giving import plan_of
from reports.services import giving
from reports.services.giving import carry_out, carry_out_all, end_rule, start_rule
from reports.services.rollups import catch_up, count_whole
from tests.factories import PersonFactory, PostingFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
PAGE = "/nhan-su/chi-tieu/xa-ho-so/tu-giao/"
State = CourseGift.State


@pytest.fixture
def course(db: None) -> Course:
    return ReleaseFactory(items=["lesson"]).course


@pytest.fixture
def target(province: OrgUnit, xuan_dinh: OrgUnit, long_phuoc: OrgUnit, course: Course) -> Target:
    """60 % of the files of a commune are handled on line: everybody of commune level learns how."""
    made = Target.objects.create(
        code="xa-ho-so", title="Xử lý hồ sơ trên môi trường mạng", unit=province, population={"levels": ["xa"]},
        starts_on=today() - timedelta(days=100), due_on=today() + timedelta(days=100),
    )  # fmt: skip
    made.courses.add(course)
    for name in ("Nguyễn An", "Trần Bình"):
        PostingFactory(person=PersonFactory(full_name=name), unit=xuan_dinh)
    PostingFactory(person=PersonFactory(full_name="Lê Tỉnh"), unit=province)  # of another level
    return made


def holders(course: Course) -> set[str]:
    rows = Enrolment.objects.filter(course=course, withdrawn_at__isnull=True)
    return set(rows.values_list("learner__full_name", flat=True))


def begin(name: str, at: datetime) -> None:
    enrolment = Enrolment.objects.get(learner__full_name=name)
    append_event(
        enrolment=enrolment, kind="activity_completed", activity=enrolment.release.items.get().activity,
        version=1, occurred_at=at, recorded_at=at, evidence={"rule": "read", "seconds": 60},
    )  # fmt: skip


def leave(name: str) -> None:
    Posting.objects.filter(person__full_name=name).update(ends_on=today())


def test_whoever_counts_is_given_the_course_with_the_targets_day(target: Target, course: Course) -> None:
    start_rule(target=target, courses=[course], at=now(), by=None)
    assert holders(course) == {"Nguyễn An", "Trần Bình"}
    assert set(Enrolment.objects.values_list("due_on", flat=True)) == {target.due_on}
    told = AuditEntry.objects.get(action="course_given_by_rule")
    assert (told.count, told.detail) == (2, {"target": "xa-ho-so", "courses": course.code})


@pytest.mark.parametrize("kept", [False, True])
def test_who_enters_the_level_is_given_it_and_nobody_twice(
    target: Target, course: Course, long_phuoc: OrgUnit, kept: bool
) -> None:
    if kept:
        count_whole(target=target, at=now())
    start_rule(target=target, courses=[course], at=now(), by=None)
    assert carry_out_all(now()) == 0
    PostingFactory(person=PersonFactory(full_name="Vũ Mới"), unit=long_phuoc)
    Posting.objects.filter(person__full_name="Lê Tỉnh").update(unit=long_phuoc)  # came down a level
    PostingFactory(
        person=PersonFactory(full_name="Tô Mai"), unit=long_phuoc, starts_on=today() + timedelta(days=9)
    )
    if kept:
        catch_up(at=now())
    assert periodic.give_courses() == 2
    assert holders(course) == {"Nguyễn An", "Trần Bình", "Vũ Mới", "Lê Tỉnh"}
    assert periodic.give_courses() == 0
    assert CourseGift.objects.count() == LearningEvent.objects.filter(kind="enrolled").count() == 4


def test_who_leaves_before_beginning_gives_it_back_and_who_began_keeps_it(
    target: Target, course: Course
) -> None:
    rule = start_rule(target=target, courses=[course], at=now(), by=None)
    begin("Trần Bình", now())
    PostingFactory(person=PersonFactory(full_name="Đỗ Đi"), unit=target.unit)
    leave("Nguyễn An")
    leave("Trần Bình")
    assert carry_out(rule=rule, at=now()) == (0, 1)
    assert holders(course) == {"Trần Bình"}
    states = dict(CourseGift.objects.values_list("enrolment__learner__full_name", "state"))
    assert states == {"Nguyễn An": State.LEFT, "Trần Bình": State.KEPT}
    assert carry_out(rule=rule, at=now()) == (0, 0)
    assert AuditEntry.objects.filter(action="course_taken_back_by_rule", count=1).exists()


def test_who_comes_back_is_given_it_again(target: Target, course: Course, xuan_dinh: OrgUnit) -> None:
    rule = start_rule(target=target, courses=[course], at=now(), by=None)
    leave("Nguyễn An")
    carry_out(rule=rule, at=now())
    PostingFactory(person=Person.objects.get(full_name="Nguyễn An"), unit=xuan_dinh, starts_on=today())
    assert carry_out(rule=rule, at=now()) == (1, 0)
    assert holders(course) == {"Nguyễn An", "Trần Bình"}
    assert Enrolment.objects.count() == 2


def test_what_an_officer_withdrew_by_hand_is_not_given_again(target: Target, course: Course) -> None:
    rule = start_rule(target=target, courses=[course], at=now(), by=None)
    gift = CourseGift.objects.get(enrolment__learner__full_name="Nguyễn An")
    withdraw_many([Step(gift.enrolment, rule.uuid, takes_back=gift.event)], Deed(now(), None, "nhầm"))
    assert carry_out(rule=rule, at=now()) == (0, 0)
    assert holders(course) == {"Trần Bình"}


def test_who_has_the_course_or_reached_the_target_is_left_alone(target: Target, course: Course) -> None:
    first = start_rule(target=target, courses=[course], at=now(), by=None)
    begin("Nguyễn An", now())
    end_rule(rule=first, at=now(), by=None)
    more = ReleaseFactory(items=["lesson"]).course
    target.courses.add(more)
    plan = plan_of(target, [course, more], now())
    assert [(len(one.people), one.already) for one in plan.givings] == [(0, 1), (1, 0)]


def test_ending_keeps_and_undoing_takes_back_what_nobody_began(target: Target, course: Course) -> None:
    rule = start_rule(target=target, courses=[course], at=now(), by=None)
    begin("Trần Bình", now())
    end_rule(rule=rule, at=now(), by=None)
    PostingFactory(person=PersonFactory(full_name="Vũ Mới"), unit=OrgUnit.objects.get(code="26461"))
    assert carry_out_all(now()) == 0
    assert holders(course) == {"Nguyễn An", "Trần Bình"}
    end_rule(rule=rule, at=now(), by=None, undo=True)
    assert holders(course) == {"Trần Bình"}
    assert set(CourseGift.objects.values_list("state", flat=True)) == {State.UNDONE, State.KEPT}
    with pytest.raises(Conflict):
        end_rule(rule=rule, at=now(), by=None, undo=True)


def test_many_are_left_to_the_worker(target: Target, course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giving, "AT_ONCE", 1)
    rule = start_rule(target=target, courses=[course], at=now(), by=None)
    assert not holders(course)
    assert carry_out_all(now()) == 2
    end_rule(rule=rule, at=now(), by=None, undo=True)
    assert len(holders(course)) == 2
    assert carry_out_all(now()) == 2
    assert not holders(course)


@pytest.mark.parametrize("days", [(10, 100), (-100, -1)])
def test_nothing_is_given_before_the_first_day_nor_after_the_last(
    target: Target, course: Course, days: tuple[int, int]
) -> None:
    first, last = (today() + timedelta(days=day) for day in days)
    Target.objects.update(starts_on=first, due_on=last)
    start_rule(target=Target.objects.get(), courses=[course], at=now(), by=None)
    assert not holders(course)


def test_nonsense_is_refused(target: Target, course: Course) -> None:
    other = ReleaseFactory(items=["lesson"]).course
    for courses in ([], [other]):
        with pytest.raises(DomainError):
            start_rule(target=target, courses=courses, at=now(), by=None)
    start_rule(target=target, courses=[course], at=now(), by=None)
    with pytest.raises(Conflict):
        start_rule(target=target, courses=[course], at=now(), by=None)
    Target.objects.update(counts="don_vi")
    with pytest.raises(DomainError):
        start_rule(target=Target.objects.get(), courses=[course], at=now(), by=None)


def test_the_page_previews_by_name_and_level_before_anything_is_given(
    client: Client, officer: Account, target: Target, course: Course
) -> None:
    client.force_login(officer)
    page = client.get(PAGE, {"khoa": str(course.uuid), "xem": "1"}).content.decode()
    assert "Nguyễn An" in page
    assert "Lê Tỉnh" not in page
    assert "giao cho 2 người, 0 người đã có khóa này" in page
    assert re.search(r"Cấp xã: 2\.", page)
    assert not Enrolment.objects.exists()
    assert client.post(PAGE, {"viec": "bat", "khoa": str(course.uuid)}, follow=True).status_code == 200
    assert len(holders(course)) == 2
    page = client.get(PAGE).content.decode()
    assert "Đang tự giao" in page
    rule = CourseRule.objects.get()
    answer = client.post(PAGE, {"viec": "hoan-tac", "quy-tac": str(rule.uuid)}, follow=True)
    assert "đã hoàn tác lúc" in answer.content.decode()
    assert not holders(course)


@pytest.mark.parametrize("asked", [{"viec": "la"}, {"viec": "bat"}, {"viec": "bat", "khoa": "x"}])
def test_a_bad_deed_is_said(client: Client, officer: Account, target: Target, asked: dict[str, Any]) -> None:
    client.force_login(officer)
    assert 'role="alert"' in client.post(PAGE, asked, follow=True).content.decode()
    assert client.post(PAGE, {"viec": "dung", "quy-tac": "x"}).status_code == 404
    assert not CourseRule.objects.exists()


def test_only_who_sets_targets_comes_here(client: Client, commune_officer: Account, target: Target) -> None:
    client.force_login(commune_officer)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"viec": "bat"}).status_code == 403


def test_more_people_ask_no_more_queries(
    target: Target, course: Course, xuan_dinh: OrgUnit, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        PostingFactory(person=PersonFactory(full_name=f"Người {number}"), unit=xuan_dinh)
    rule = start_rule(target=target, courses=[course], at=now(), by=None)
    with django_assert_max_num_queries(30):
        assert carry_out(rule=rule, at=now()) == (0, 0)
