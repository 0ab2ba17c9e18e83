"""A cadre of xã Bình Lợi through the reforms of 2023 to 2026: counted once, where they learnt and where it is now."""

from datetime import UTC, date, datetime

import pytest

from courses.services.record import append_event, retract
from people.models import OrgUnit
from people.queries.tree import UnitTree
from reports.models import Target
from reports.queries.figures import Figures, Frame, compute
from tests.factories import EnrolmentFactory, PostingFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LEARNT = datetime(2025, 5, 20, 3, tzinfo=UTC)


@pytest.fixture
def binh_loi(real_province: UnitTree) -> OrgUnit:
    unit = real_province.coded("26185", date(2023, 8, 18))
    assert unit
    return OrgUnit.objects.get(pk=unit.id)


@pytest.fixture
def target(binh_loi: OrgUnit) -> Target:
    made = Target.objects.create(
        code="cbql", title="100 % cán bộ", unit=OrgUnit.objects.get(code="75", valid_to__isnull=True),
        population={"levels": ["tinh", "xa"]}, starts_on=date(2023, 8, 18), due_on=date(2025, 12, 31),
    )  # fmt: skip
    release = ReleaseFactory(items=["lesson"])
    made.courses.add(release.course)
    person = PostingFactory(unit=binh_loi, starts_on=date(2023, 1, 1)).person
    enrolment = EnrolmentFactory(learner=person, release=release, course=release.course)
    complete(enrolment, LEARNT, LEARNT)
    return made


def complete(enrolment: object, at: datetime, known: datetime) -> object:
    item = enrolment.release.items.get()  # type: ignore[attr-defined]
    return append_event(
        enrolment=enrolment, kind="activity_completed", activity=item.activity, version=1,  # type: ignore[arg-type]
        occurred_at=at, recorded_at=known, evidence={"rule": "read", "seconds": 60},
    )  # fmt: skip


def figure(target: Target, as_of: date = TODAY, **more: object) -> Figures:
    return compute(target, as_of=as_of, known_at=NOW, **more)  # type: ignore[arg-type]


def place(target: Target, as_of: date = TODAY, **more: object) -> str:
    figures = figure(target, as_of, **more)
    return figures.facts.tree.units[figures.members[0].unit].full_name


def test_where_one_learnt_and_where_it_is_today(target: Target) -> None:
    assert place(target, frame=Frame.THEN) == "Xã Bình Lợi"
    assert place(target, frame=Frame.NOW) == "Phường Tân Triều"


@pytest.mark.parametrize("day", [date(2023, 9, 1), date(2024, 11, 1), date(2025, 7, 1), date(2026, 4, 30)])
def test_nobody_is_lost_or_doubled_at_any_reform(target: Target, day: date) -> None:
    for frame in Frame:
        total = figure(target, day, frame=frame).tally.total
        assert (total.denominator, total.numerator) == (1, int(day > LEARNT.date()))


def test_a_register_found_late_changes_the_figure_of_march_and_not_the_printed_one(
    target: Target, binh_loi: OrgUnit
) -> None:
    course = target.courses.get()
    person = PostingFactory(unit=binh_loi, starts_on=date(2023, 1, 1)).person
    enrolment = EnrolmentFactory(learner=person, release=course.releases.get(), course=course)
    printed, march = datetime(2025, 6, 14, tzinfo=UTC), date(2025, 3, 31)
    complete(enrolment, datetime(2025, 3, 10, tzinfo=UTC), datetime(2025, 9, 1, tzinfo=UTC))
    assert figure(target, march, cutoff=printed).tally.total.numerator == 0
    assert figure(target, march).tally.total.numerator == 1


def test_a_retracted_completion_counts_where_it_was_printed_only(target: Target) -> None:
    event = target.courses.get().enrolments.get().events.get()
    retract(event=event, reason="ghi nhầm", at=datetime(2025, 10, 1, tzinfo=UTC), by=None)
    assert figure(target).tally.total.numerator == 0
    before = datetime(2025, 9, 30, tzinfo=UTC)
    assert figure(target, date(2025, 9, 30), cutoff=before).tally.total.numerator == 1


def test_who_has_not_learnt_stands_at_the_post_that_counts(target: Target, binh_loi: OrgUnit) -> None:
    """A second post outside the rule, begun later, does not draw the person out of the rule's ground."""
    target.courses.get().enrolments.get().events.get()
    person = PostingFactory(unit=binh_loi, starts_on=date(2023, 1, 1)).person
    PostingFactory(person=person, unit=target.unit, starts_on=date(2024, 1, 1))
    target.population = {"levels": ["xa"]}
    members = {one.person: one.unit for one in figure(target, date(2025, 6, 1), frame=Frame.THEN).members}
    assert members[person.pk] == binh_loi.pk
