"""Every commune of every reform has its square and its outline, and the page tells which lines are real."""

import re
from datetime import date

import pytest

from people.queries.tree import UnitTree
from reports.queries.map_figure import is_commune
from reports.sheets import GRID, OUTLINES, sheet_of

RINGS = r"(M-?\d+ -?\d+(l-?\d+([ -]\d+|-\d+)*|h\d+v\d+h-\d+)z)+"
DAYS = [
    (date(2023, 8, 18), 170),
    (date(2024, 10, 31), 170),
    (date(2024, 11, 1), 159),
    (date(2025, 6, 30), 159),
    (date(2025, 7, 1), 95),
    (date(2026, 4, 30), 95),
]


def _codes(tree: UnitTree, day: date) -> set[str]:
    """Of the province of that day: Bình Phước's communes lie on no sheet before they joined."""
    root = tree.coded("75", day)
    assert root is not None
    return {tree.units[unit].code for unit in tree.subtree(root.id, day) if is_commune(tree.units[unit])}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [GRID, OUTLINES])
@pytest.mark.parametrize(("day", "count"), DAYS)
def test_each_reforms_day_has_its_communes(real_province: UnitTree, day: date, count: int, kind: str) -> None:
    codes = _codes(real_province, day)
    assert len(codes) == count
    assert codes <= sheet_of(day, kind).paths.keys()


@pytest.mark.parametrize(("day", "count"), DAYS)
def test_no_outline_is_left_over(day: date, count: int) -> None:
    assert len(sheet_of(day, OUTLINES).paths) == count


@pytest.mark.parametrize("day", [day for day, _count in DAYS])
def test_points_and_paths_lie_in_the_box(day: date) -> None:
    for kind in (GRID, OUTLINES):
        sheet = sheet_of(day, kind)
        left, top, wide, high = map(int, sheet.box.split())
        assert sheet.points.keys() == sheet.paths.keys()
        for x, y in sheet.points.values():
            assert left <= x <= left + wide
            assert top <= y <= top + high
        assert all(re.fullmatch(RINGS, path) for path in sheet.paths.values())


@pytest.mark.parametrize("day", [date(2023, 9, 1), date(2024, 12, 1), date(2025, 8, 1)])
def test_outlines_enclose_the_point_of_their_commune(day: date) -> None:
    sheet = sheet_of(day, OUTLINES)
    missed = [code for code, path in sheet.paths.items() if not _inside(sheet.points[code], path)]
    assert len(missed) <= 3, missed  # simplified by 1.6 units; a few points lie on the very line


def test_only_the_lines_of_2025_are_real() -> None:
    assert [sheet_of(day, OUTLINES).schematic for day, _count in DAYS] == [True] * 4 + [False] * 2
    assert not any(sheet_of(day, GRID).schematic for day, _count in DAYS)


def _inside(spot: tuple[int, int], path: str) -> bool:
    """Crossings of a ray, even and odd, over all rings."""
    x, y = spot
    crossings = 0
    for ring in _rings(path):
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                crossings += 1
    return crossings % 2 == 1


def _rings(path: str) -> list[list[tuple[int, int]]]:
    rings = []
    for part in path.split("z")[:-1]:
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        ring = [(numbers[0], numbers[1])]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            ring.append((ring[-1][0] + dx, ring[-1][1] + dy))
        rings.append(ring)
    return rings
