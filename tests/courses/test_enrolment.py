"""Who learns what by when: one by one, a whole unit at once, and whoever comes later."""

from datetime import UTC, date, datetime, timedelta

import pytest

from common.errors import Conflict, DomainError
from courses.models import Assignment, Course, Enrolment, EnrolmentProgress, LearningEvent
from courses.queries.assigning import assignments_with_counts, reach_of
from courses.services.enrolment import assign, end_assignment, enrol, enrol_newcomers, excuse
from courses.services.progress import rebuild
from courses.services.record import append_event
from people.models import OrgUnit, UnitChange, UnitParent
from tests.factories import CourseFactory, OrgUnitFactory, PersonFactory, PostingFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
DUE = date(2026, 6, 15)
REFORM = date(2025, 7, 1)


@pytest.fixture
def course() -> Course:
    return ReleaseFactory(items=["lesson"]).course


@pytest.fixture
def district() -> OrgUnit:
    return OrgUnitFactory(level="huyen", kind="huyện")


def commune_of(district: OrgUnit, **fields: object) -> OrgUnit:
    unit = OrgUnitFactory(**fields)
    UnitParent.objects.create(unit=unit, parent=district)
    return unit


def order(course: Course, unit: OrgUnit, at: datetime = AT) -> Assignment:
    return assign(course=course, unit=unit, due_on=DUE, at=at, by=None)


def test_enrolling_twice_is_one_enrolment_with_its_first_date(course: Course) -> None:
    person = PersonFactory()
    first = enrol(learner=person, course=course, at=AT)
    again = enrol(learner=person, course=course, at=AT + timedelta(days=1), due_on=DUE)
    assert (again.pk, again.enrolled_at, again.due_on) == (first.pk, AT, DUE)
    assert [event.kind for event in first.events.all()] == ["enrolled"]
    assert rebuild(write=False) == []


def test_a_course_without_release_cannot_be_joined() -> None:
    with pytest.raises(Conflict):
        enrol(learner=PersonFactory(), course=CourseFactory(), at=AT)


def test_an_order_enrols_everyone_posted_below_once(course: Course, district: OrgUnit) -> None:
    commune = commune_of(district)
    twice = PostingFactory(unit=commune)
    PostingFactory(unit=district, person=twice.person)
    PostingFactory(unit=district)
    PostingFactory(unit=commune, starts_on=date(2026, 4, 1))
    PostingFactory(unit=commune, ends_on=date(2026, 1, 1))
    PostingFactory()
    reach = reach_of(course, district, date(2026, 3, 2))
    assignment = order(course, district)
    assert (reach.people, reach.already, reach.new) == (2, 0, 2)
    assert Enrolment.objects.filter(assignment=assignment, due_on=DUE).count() == 2
    assert EnrolmentProgress.objects.filter(state="not_started", required=1).count() == 2
    assert LearningEvent.objects.get(enrolment__learner=twice.person).evidence["due_on"] == "2026-06-15"
    assert rebuild(write=False) == []


def test_a_post_in_a_former_unit_counts_where_that_unit_has_gone(course: Course) -> None:
    old = OrgUnitFactory(valid_to=REFORM)
    new = OrgUnitFactory(valid_from=REFORM)
    UnitChange.objects.create(from_unit=old, to_unit=new, extent="whole", effective_on=REFORM)
    posting = PostingFactory(unit=old)
    order(course, new)
    assert Enrolment.objects.get().learner == posting.person


def test_an_order_for_an_abolished_district_follows_its_communes(course: Course, district: OrgUnit) -> None:
    OrgUnit.objects.filter(pk=district.pk).update(valid_to=REFORM)
    old = commune_of(district, valid_to=REFORM)
    new = OrgUnitFactory(valid_from=REFORM)
    UnitChange.objects.create(from_unit=old, to_unit=new, extent="whole", effective_on=REFORM)
    PostingFactory(unit=new)
    order(course, district)
    assert Enrolment.objects.count() == 1


def test_newcomers_are_enrolled_by_the_standing_order_until_it_ends(
    course: Course, district: OrgUnit
) -> None:
    assignment = order(course, district)
    PostingFactory(unit=district)
    assert enrol_newcomers(AT + timedelta(days=1)) == 1
    assert enrol_newcomers(AT + timedelta(days=1)) == 0
    end_assignment(assignment=assignment, at=AT + timedelta(days=2))
    PostingFactory(unit=district)
    assert enrol_newcomers(AT + timedelta(days=3)) == 0
    with pytest.raises(Conflict):
        end_assignment(assignment=assignment, at=AT)


def test_the_same_order_is_not_given_twice_nor_for_a_day_gone_by(course: Course, district: OrgUnit) -> None:
    order(course, district)
    with pytest.raises(Conflict):
        order(course, district)
    with pytest.raises(DomainError):
        order(course, OrgUnitFactory(), at=datetime(2026, 7, 1, tzinfo=UTC))
    assert Assignment.objects.count() == 1


def test_six_hundred_people_are_enrolled_in_few_statements(
    course: Course, django_assert_max_num_queries: object
) -> None:
    unit = OrgUnitFactory()
    for _ in range(120):
        PostingFactory(unit=unit)
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        order(course, unit)
    assert Enrolment.objects.count() == 120


def test_an_excuse_needs_a_reason_and_somebody_unfinished(course: Course) -> None:
    enrolment = enrol(learner=PersonFactory(), course=course, at=AT)
    with pytest.raises(DomainError):
        excuse(enrolment=enrolment, reason=" ", at=AT, by=None)
    excuse(enrolment=enrolment, reason="Nghỉ thai sản", at=AT, by=None)
    enrolment.progress.refresh_from_db()
    assert (enrolment.progress.state, enrolment.progress.excused_reason) == ("excused", "Nghỉ thai sản")
    done = enrol(learner=PersonFactory(), course=course, at=AT)
    append_event(
        enrolment=done, kind="activity_completed", activity=done.release.items.get().activity, occurred_at=AT,
        recorded_at=AT, evidence={"rule": "read", "seconds": 1},
    )  # fmt: skip
    with pytest.raises(Conflict):
        excuse(enrolment=done, reason="Nghỉ hưu", at=AT, by=None)


def test_orders_are_listed_with_what_has_become_of_them(course: Course, district: OrgUnit) -> None:
    PostingFactory(unit=district)
    PostingFactory(unit=district)
    order(course, district)
    excuse(enrolment=Enrolment.objects.first(), reason="Nghỉ hưu", at=AT, by=None)
    [row] = assignments_with_counts({district.pk})
    assert (row.people, row.finished, row.excused, row.owed) == (2, 0, 1, 1)
    assert not assignments_with_counts({district.pk + 1})
