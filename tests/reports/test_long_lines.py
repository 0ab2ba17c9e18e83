"""The lines of a file are those of the pages, and a row says what its line says, whichever columns are asked for."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.bulk import in_pieces
from people.models import OrgUnit, Person, Posting
from people.queries.tree import UnitTree
from reports.models import Target
from reports.queries.facts import Frame
from reports.queries.figures import Figures, compute
from reports.queries.kept_figures import figure_of
from reports.queries.long_lines import long_lines
from reports.queries.people import Line, lines, sorted_people
from reports.queries.selection import Selection
from reports.rules import Member
from reports.services.exporting.figures import PERSON, people_table
from reports.services.exporting.writing import write
from reports.services.rollups import count_whole
from tests.factories import AccountFactory, PersonFactory, PostingFactory
from tests.reports.kept_cast import DAYS, NOW, TODAY, Happenings

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(
    desk_target: Target,
    xuan_dinh: OrgUnit,
    long_phuoc: OrgUnit,
    province: OrgUnit,
    monkeypatch: pytest.MonkeyPatch,
) -> Happenings:
    """Handed over by threes, so that a list has several pieces."""
    monkeypatch.setattr("reports.queries.long_lines.AT_ONCE", 3)
    monkeypatch.setattr("reports.queries.long_lines.in_pieces", lambda keys: in_pieces(keys, 3))
    units = [xuan_dinh, province, long_phuoc]
    begun = Happenings(desk_target, units, AccountFactory(is_superuser=True), Random(69))
    for _ in range(60):
        begun.happen()
    for number in range(12):
        PostingFactory(person__full_name=f"Phạm Văn {chr(ord('M') - number)}", unit=units[number % 3])
    posts_of_one_day(units)
    Posting.objects.filter(pk__in=list(Posting.objects.values_list("pk", flat=True))[::5]).update(position="")
    Person.objects.filter(birth_on=None).update(birth_year=1979)
    count_whole(target=desk_target, at=NOW)
    return begun


def posts_of_one_day(units: list[OrgUnit]) -> None:
    """Two posts that begin together, one before, and one to come."""
    person = PersonFactory(full_name="Trần Văn Kiêm", birth_on=date(1985, 3, 5))
    begins = [TODAY - timedelta(days=900), DAYS[3], DAYS[3], TODAY + timedelta(days=9)]
    for number, day in enumerate(begins):
        PostingFactory(person=person, unit=units[number % 3], position=f"Chức {number}", starts_on=day)


def figures_of(world: Happenings, day: date) -> Iterator[Figures]:
    frame, tree = Frame.NOW, UnitTree.load()
    yield figure_of(world.target, tree, as_of=day, frame=frame, within=None, now=NOW)
    yield compute(world.target, as_of=day, known_at=NOW)


def members_in_order(figures: Figures) -> tuple[dict[int, Member], list[int]]:
    members = {member.person: member for member in figures.members}
    return members, sorted_people(members.values())


def unlinked(line: Line) -> Line:
    return line._replace(person=line.person._replace(uuid=None))


@pytest.mark.parametrize("touched", [False, True])
def test_lines_of_a_file_are_those_of_the_pages(world: Happenings, *, touched: bool) -> None:
    if touched:
        for _ in range(6):
            world.happen()
    for day in DAYS:
        for figures in figures_of(world, day):
            members, order = members_in_order(figures)
            for asked in (order, order[::-1], order[:1], []):
                expected = [unlinked(line) for line in lines(figures, figures.members, asked)]
                assert list(long_lines(figures, members, asked)) == expected


def test_the_post_is_the_last_begun_and_of_two_the_one_written_down_first(world: Happenings) -> None:
    figures = compute(world.target, as_of=TODAY, known_at=NOW)
    members, order = members_in_order(figures)
    held = {line.person.full_name: line.position for line in long_lines(figures, members, order)}
    assert held["Trần Văn Kiêm"] == "Chức 1"
    assert "" in held.values()


def test_postgresql_is_asked_once_however_long_the_list(world: Happenings) -> None:
    figures = compute(world.target, as_of=TODAY, known_at=NOW)
    members, order = members_in_order(figures)
    pieces = -(-len(order) // 3)
    assert pieces > 3
    with CaptureQueriesContext(connection) as asked:
        assert len(list(long_lines(figures, members, order))) == len(order)
    assert len(asked) == (1 if connection.vendor == "postgresql" else 2 * pieces)


@pytest.mark.parametrize("columns", [list(PERSON), ["tinh-trang"], ["chuc-vu", "ly-do"], []])
def test_a_row_says_what_its_line_says(world: Happenings, columns: list[str]) -> None:
    asked = {
        "target": world.target.code, "as_of": TODAY.isoformat(), "frame": "now", "columns": columns,
        "selection": Selection().told(),
    }  # fmt: skip
    table = people_table(asked, None, NOW)
    figures = compute(world.target, as_of=TODAY, known_at=NOW)
    told = list(lines(figures))
    assert table.count == len(told) > 9
    for number, (row, line) in enumerate(zip(list(table.rows), told, strict=True), start=1):
        cells = {
            "ma": line.person.staff_code, "chuc-vu": line.position, "don-vi": line.unit_name,
            "dien-thoai": line.person.phone, "nam-sinh": line.birth_year, "tinh-trang": line.standing_label,
            "ngay": line.member.completed_on, "ly-do": line.member.reason,
        }  # fmt: skip
        assert row == [number, line.person.full_name, *(cells[key] for key in PERSON if key in columns)]


def test_a_file_that_fails_half_way_leaves_no_cursor_open(world: Happenings) -> None:
    def disk_is_full(_rows: int) -> None:
        raise OSError

    asked = {
        "target": world.target.code, "as_of": TODAY.isoformat(), "frame": "now", "columns": [],
        "selection": Selection().told(),
    }  # fmt: skip
    table = people_table(asked, None, NOW)
    with pytest.raises(OSError) as kept:  # noqa: PT011 - and with it every frame it passed
        write(table, "csv", io.BytesIO(), TODAY, disk_is_full)
    assert kept.tb is not None
    assert next(table.rows, None) is None
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_cursors WHERE name LIKE '_django%'")
            assert cursor.fetchone() == (0,)
