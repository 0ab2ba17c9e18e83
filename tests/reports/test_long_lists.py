"""Pages of a list put together are the list, whatever is added, renamed or counted between two of them."""

import re
from collections.abc import Collection
from datetime import date, datetime
from random import Random

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.clock import end_of_day
from people.models import OrgUnit, Person
from people.queries.tree import UnitTree
from reports.models import Target, TargetSpan, Touched
from reports.queries.behind import Behind, Choice, behind
from reports.queries.facts import Frame
from reports.queries.figures import compute
from reports.queries.kept_figures import KeptFigures, figure_of
from reports.queries.pages import MANY
from reports.rules import Standing
from reports.services.rollup_check import check_all
from reports.services.rollups import catch_up, count_whole
from tests.factories import AccountFactory, PersonFactory, PostingFactory
from tests.reports.kept_cast import DAYS, NOW, TODAY, Happenings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("way_of_reading")]
PER_PAGE = 3
WAYS = {
    "gioi": ("nam", "nu", "khong-ro"),
    "tuoi": ("30-39", "40-49", "khong-ro"),
    "tien-do": ("completed", "overdue", "under_way", "not_started"),
    "nhom": ("xa", "khong-ro"),
}


@pytest.fixture(params=[0, MANY], ids=["passing along the names", "finding and sorting"])
def way_of_reading(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.queries.pages.MANY", request.param)


@pytest.fixture
def world(desk_target: Target, xuan_dinh: OrgUnit, long_phuoc: OrgUnit, province: OrgUnit) -> Happenings:
    begun = Happenings(
        desk_target, [xuan_dinh, province, long_phuoc], AccountFactory(is_superuser=True), Random(67)
    )
    for _ in range(60):
        begun.happen()
    count_whole(target=desk_target, at=NOW)
    return begun


def choices(world: Happenings) -> list[Choice]:
    parts = [((way, key),) for way, keys in WAYS.items() for key in keys]
    return [
        Choice(), Choice(standing=Standing.MISSING), Choice(units=(world.units[0].pk,)), Choice(group="not_enrolled"),
        Choice(parts=(("gioi", "nu"), ("tuoi", "khong-ro"))), *[Choice(parts=one) for one in parts],
    ]  # fmt: skip


def kept(target: Target, day: date = TODAY, cutoff: datetime | None = None) -> KeptFigures:
    found = figure_of(
        target, UnitTree.load(), as_of=day, frame=Frame.NOW, within=None, now=NOW, cutoff=cutoff
    )
    assert isinstance(found, KeptFigures)
    return found


def joined(people: Behind) -> list[int]:
    pages = Paginator(people.keys(), PER_PAGE)
    return [person for number in pages.page_range for person in pages.page(number)]


def assert_pages_are_the_record(
    world: Happenings, chosen: Collection[Choice], day: date = TODAY, cutoff: datetime | None = None
) -> None:
    figures, told = (
        kept(world.target, day, cutoff),
        compute(world.target, as_of=day, known_at=NOW, cutoff=cutoff),
    )
    for choice in chosen:
        ours, record = behind(figures, choice), list(behind(told, choice).keys())
        assert joined(ours) == list(ours.keys()) == record
        assert [ours.keys()[place] for place in range(len(record))] == record
        assert list(ours.keys("nguyen")) == list(behind(told, choice).keys("nguyen"))


def test_pages_joined_are_the_list_of_every_cell_and_day(world: Happenings) -> None:
    for day in DAYS:
        assert_pages_are_the_record(world, choices(world), day)
    assert_pages_are_the_record(world, choices(world)[:5], DAYS[2], end_of_day(DAYS[2]))


def test_a_page_read_after_others_were_added_is_that_of_the_list_of_then(world: Happenings) -> None:
    chosen = choices(world)
    for step in range(8):
        world.arrive()  # touched people stand between the kept ones at once
        world.happen()
        assert Touched.objects.exists()
        assert_pages_are_the_record(world, chosen[step % 3 :: 3])
        if step % 2:
            catch_up(at=NOW)  # and where the worker has put them afterwards
            assert_pages_are_the_record(world, chosen[:4])
    assert check_all(at=NOW, write=False) == []


def test_who_is_added_moves_the_others_on_and_nobody_is_lost(world: Happenings) -> None:
    before = joined(behind(kept(world.target), Choice()))
    first = PersonFactory(full_name="Trần Văn A")
    PostingFactory(person=first, unit=world.units[0], starts_on=date(2025, 1, 1))
    for count in (lambda: None, lambda: catch_up(at=NOW)):
        count()
        pages = Paginator(behind(kept(world.target), Choice()).keys(), PER_PAGE)
        assert list(pages.page(2)) == before[PER_PAGE - 1 : 2 * PER_PAGE - 1]
        assert joined(behind(kept(world.target), Choice())) == [first.pk, *before]


@pytest.mark.parametrize("one_by_one", [True, False])
def test_who_is_renamed_stands_at_once_where_the_new_name_stands(
    world: Happenings, *, one_by_one: bool
) -> None:
    order = joined(behind(kept(world.target), Choice()))
    last = Person.objects.get(pk=order[-1])
    last.full_name = "Đặng Thị A"
    if one_by_one:
        last.save()
    else:
        Person.objects.bulk_update([last.set_keys()], ["full_name", "name_key", "name_folded", "sort_key"])
    for count in (lambda: None, lambda: catch_up(at=NOW)):
        count()
        assert joined(behind(kept(world.target), Choice())) == [order[-1], *order[:-1]]
    assert check_all(at=NOW, write=False) == []


def test_people_of_one_name_stand_by_their_keys_from_either_end(world: Happenings) -> None:
    same = [PersonFactory(full_name="Nguyễn Văn An") for _ in range(2 * PER_PAGE + 1)]
    for person in same[::-1]:
        PostingFactory(person=person, unit=world.units[0], starts_on=date(2025, 1, 1))
    assert_pages_are_the_record(world, [Choice()])
    catch_up(at=NOW)
    assert_pages_are_the_record(world, [Choice()])
    keys = list(behind(kept(world.target), Choice()).keys())
    assert [key for key in keys if key in {one.pk for one in same}] == [one.pk for one in same]


def test_the_planner_is_told_of_a_whole_count_before_anybody_reads_it(world: Happenings) -> None:
    with CaptureQueriesContext(connection) as seen:
        count_whole(target=world.target, at=NOW)
    told = [query["sql"] for query in seen.captured_queries if query["sql"].startswith("ANALYZE")]
    assert told == (
        ['ANALYZE "reports_targetspan", "reports_targetstep"'] if connection.vendor == "postgresql" else []
    )


def test_a_long_list_is_read_from_its_index_alone(world: Happenings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking two hundred thousand people one by one is what made pages in the middle slow."""
    monkeypatch.setattr("reports.queries.pages.MANY", 0)
    catch_up(at=NOW)
    (index,) = (one for one in TargetSpan._meta.indexes if one.name == "span_by_name")
    held = {TargetSpan._meta.get_field(field).column for field in index.fields}
    lists = [behind(kept(world.target), choice).keys() for choice in choices(world)]
    with CaptureQueriesContext(connection) as seen:
        for keys in lists:
            list(keys[1:3])
    asked = [query["sql"] for query in seen.captured_queries]
    assert len(asked) >= len([keys for keys in lists if len(keys) > 1])
    assert not [sql for sql in asked if "people_person" in sql]
    assert set(re.findall(r'"reports_targetspan"\."(\w+)"', " ".join(asked))) <= held
    count_whole(target=world.target, at=NOW)  # and once they stand among the kept
    assert_pages_are_the_record(world, [Choice()])
