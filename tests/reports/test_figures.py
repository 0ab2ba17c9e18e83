"""A figure is a function of the record: of the day, of what was known, of whose map."""

from datetime import UTC, date, datetime, timedelta

import pytest

from courses.models import Enrolment
from courses.services.record import append_event
from people.models import OrgUnit, UnitChange, UnitParent
from people.models.org_unit import Level
from reports.models import Target
from reports.queries.figures import Figures, Frame, compute
from reports.queries.rows import as_json
from tests.factories import EnrolmentFactory, OrgUnitFactory, PersonFactory, PostingFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
TODAY = date(2026, 11, 23)
REFORM = date(2025, 7, 1)


@pytest.fixture
def province() -> OrgUnit:
    return OrgUnitFactory(
        code="75", kind="tỉnh", level=Level.PROVINCE, full_name="Tỉnh Đồng Nai", name="Đồng Nai"
    )


@pytest.fixture
def commune(province: OrgUnit) -> OrgUnit:
    return _below(province, OrgUnitFactory(code="26461", name="Xuân Định"))


@pytest.fixture
def target(province: OrgUnit) -> Target:
    made = Target.objects.create(
        code="cbql", title="100 % cán bộ", unit=province, population={"levels": ["tinh", "xa"]},
        starts_on=date(2023, 8, 18), due_on=date(2026, 12, 15),
    )  # fmt: skip
    made.courses.add(ReleaseFactory(items=["lesson"]).course)
    return made


def _below(parent: OrgUnit, unit: OrgUnit) -> OrgUnit:
    UnitParent.objects.create(unit=unit, parent=parent)
    return unit


def _learner(target: Target, unit: OrgUnit, **posting: object) -> Enrolment:
    person = PersonFactory()
    PostingFactory(person=person, unit=unit, **posting)
    course = target.courses.get()
    return EnrolmentFactory(learner=person, release=course.releases.get(), course=course)


def _complete(enrolment: Enrolment, at: datetime, recorded_at: datetime | None = None) -> object:
    item = enrolment.release.items.get()
    return append_event(
        enrolment=enrolment, kind="activity_completed", activity=item.activity, version=1,
        occurred_at=at, recorded_at=recorded_at or at, source="web", evidence={"rule": "read", "seconds": 60},
    )  # fmt: skip


def _figure(target: Target, as_of: date = TODAY, **more: object) -> Figures:
    return compute(target, as_of=as_of, known_at=NOW, **more)


def _total(figures: Figures) -> tuple[int, int, int]:
    total = figures.tally.total
    return total.numerator, total.denominator, total.excluded


def test_the_day_before_shows_the_old_number(target: Target, commune: OrgUnit) -> None:
    _complete(_learner(target, commune), NOW - timedelta(hours=2))
    _learner(target, commune)
    assert _total(_figure(target)) == (1, 2, 0)
    assert _total(_figure(target, TODAY - timedelta(days=1))) == (0, 2, 0)


def test_a_late_register_does_not_change_a_printed_report(target: Target, commune: OrgUnit) -> None:
    march, printed, late = (datetime(2026, month, 10, tzinfo=UTC) for month in (3, 6, 9))
    _complete(_learner(target, commune), march, recorded_at=late)
    assert _total(_figure(target, date(2026, 3, 31), cutoff=printed)) == (0, 1, 0)
    assert _total(_figure(target, date(2026, 3, 31))) == (1, 1, 0)


def test_a_retraction_after_the_cutoff_is_not_known_yet(target: Target, commune: OrgUnit) -> None:
    enrolment = _learner(target, commune)
    done = _complete(enrolment, datetime(2026, 3, 10, tzinfo=UTC))
    append_event(
        enrolment=enrolment, kind="retracted", corrects=done, occurred_at=NOW, recorded_at=NOW,
        source="repair", evidence={"reason": "nhầm người"},
    )  # fmt: skip
    assert _total(_figure(target)) == (0, 1, 0)
    assert _total(_figure(target, date(2026, 6, 1), cutoff=datetime(2026, 6, 1, tzinfo=UTC))) == (1, 1, 0)


def test_an_excused_person_is_shown_with_the_reason(target: Target, commune: OrgUnit) -> None:
    append_event(
        enrolment=_learner(target, commune), kind="excused", occurred_at=NOW - timedelta(days=3), recorded_at=NOW,
        source="web", evidence={"reason": "nghỉ thai sản"},
    )  # fmt: skip
    figures = _figure(target)
    assert _total(figures) == (0, 0, 1)
    assert figures.members[0].reason == "nghỉ thai sản"


def test_a_person_with_two_posts_counts_once(target: Target, commune: OrgUnit, province: OrgUnit) -> None:
    enrolment = _learner(target, commune)
    PostingFactory(person=enrolment.learner, unit=province)
    assert _total(_figure(target)) == (0, 1, 0)


def test_a_closed_post_no_longer_counts(target: Target, commune: OrgUnit) -> None:
    _learner(target, commune, ends_on=date(2026, 6, 1))
    assert _total(_figure(target, date(2026, 5, 31))) == (0, 1, 0)
    assert _total(_figure(target, date(2026, 6, 1))) == (0, 0, 0)


@pytest.fixture
def merged(province: OrgUnit, commune: OrgUnit) -> tuple[OrgUnit, OrgUnit]:
    """Bảo Hòa, ended on 1/7/2025, and Xuân Định that it became."""
    old = _below(province, OrgUnitFactory(code="26464", name="Bảo Hòa", valid_to=REFORM))
    UnitChange.objects.create(from_unit=old, to_unit=commune, extent="whole", effective_on=REFORM)
    return old, commune


def test_no_one_is_lost_when_communes_merge(target: Target, merged: tuple[OrgUnit, OrgUnit]) -> None:
    old, new = merged
    _complete(_learner(target, old), datetime(2024, 5, 5, tzinfo=UTC))
    _learner(target, old)
    now, then = _figure(target), _figure(target, frame=Frame.THEN)
    assert _total(now) == _total(then) == (1, 2, 0)
    assert now.tally.units[new.pk].denominator == 2
    assert then.tally.units[old.pk].numerator == 1
    assert then.tally.units[new.pk].denominator == 1


def test_a_target_of_a_commune_follows_it_into_its_successor(
    target: Target, merged: tuple[OrgUnit, OrgUnit]
) -> None:
    """The successor has another code: by its code alone the target would lose everybody."""
    old, _new = merged
    _learner(target, old)
    Target.objects.filter(pk=target.pk).update(unit=old)
    target.refresh_from_db()
    assert _total(_figure(target, date(2025, 6, 30))) == (0, 1, 0)
    assert _total(_figure(target)) == (0, 1, 0)


def test_the_published_json_has_its_keys(target: Target, commune: OrgUnit) -> None:
    _learner(target, commune)
    told = as_json(_figure(target))
    assert {"target", "as_of", "cutoff", "frame", "total", "units"} <= told.keys()
    assert told["total"] == {"numerator": 0, "denominator": 1, "excluded": 0, "percent": 0.0}
    row = next(row for row in told["units"] if row["code"] == "26461")
    assert (row["level"], row["parent"], row["denominator"]) == ("xa", "75", 1)


def test_a_scope_sees_only_its_own_people(target: Target, commune: OrgUnit, province: OrgUnit) -> None:
    other = _below(province, OrgUnitFactory(code="26353"))
    _learner(target, commune)
    _learner(target, other)
    figures = _figure(target, within={commune.pk})
    assert _total(figures) == (0, 1, 0)
    assert other.pk not in figures.tally.units


def test_a_figure_takes_few_queries(
    target: Target, commune: OrgUnit, django_assert_max_num_queries: object
) -> None:
    for _ in range(5):
        _learner(target, commune)
    with django_assert_max_num_queries(8):  # type: ignore[operator] # the tree of units included
        _figure(target)


@pytest.mark.parametrize("day", [date(2025, 6, 30), REFORM, TODAY])
def test_on_the_map_of_the_day_nobody_is_lost_and_units_are_those_of_the_day(
    target: Target, merged: tuple[OrgUnit, OrgUnit], day: date
) -> None:
    old, new = merged
    _complete(_learner(target, old, starts_on=date(2023, 1, 1)), datetime(2025, 5, 5, tzinfo=UTC))
    figures = _figure(target, day, frame=Frame.DAY)
    assert _total(figures) == _total(_figure(target, day)) == _total(_figure(target, day, frame=Frame.THEN))
    assert {member.unit for member in figures.members} == {old.pk if day < REFORM else new.pk}
    assert all(figures.facts.tree.units[unit].exists_on(day) for unit in figures.tally.units)
