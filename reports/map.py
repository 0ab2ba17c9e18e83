"""A figure on a sheet: every commune with its colour, its number, its words and where it leads."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from common.vietnamese import format_percent
from people.queries.tree import Unit, UnitTree
from reports.queries.map_figure import MapFigure, is_commune
from reports.rules import SMALLEST_GROUP, Cell, public_rate, step_of
from reports.sheets import GRID, Sheet

CORNER = 12  # from the middle of a square to its pilot's star


@dataclass(frozen=True)
class Line:
    """One commune: the table's row and the words on its shape. `cell` is None for strangers."""

    unit: Unit
    name: str
    percent: float | None
    told: str
    pilot: bool
    cell: Cell | None = None

    @property
    def step(self) -> int:
        """The colour; 0 without a figure."""
        return 0 if self.percent is None else step_of(self.percent)

    @property
    def title(self) -> str:
        """What the shape says."""
        return f"{self.name} ({_('xã thí điểm')}): {self.told}" if self.pilot else f"{self.name}: {self.told}"


@dataclass(frozen=True)
class Shape:
    """One commune as drawn; without a line it lies outside of what the reader may see."""

    unit: Unit
    path: str
    point: tuple[int, int]
    line: Line | None
    short: str
    star: tuple[int, int]


@dataclass(frozen=True)
class Drawing:
    """The sheet with its shapes; `off` are lines of communes that do not exist on the map's day."""

    sheet: Sheet
    shapes: list[Shape]
    off: list[Line]

    @property
    def steps(self) -> list[tuple[int, str, int]]:
        """The legend: colour, words, how many communes on the sheet."""
        count = Counter(shape.line.step for shape in self.shapes if shape.line)
        words = {1: _("dưới 25 %"), 2: "25–49 %", 3: "50–74 %", 4: "75–99 %", 5: "100 %"}
        return [(step, words[step].replace(" %", "\u00a0%"), count[step]) for step in words]

    @property
    def empty(self) -> int:
        """Communes on the sheet without a figure."""
        return sum(shape.line is not None and shape.line.step == 0 for shape in self.shapes)

    @property
    def outside(self) -> bool:
        """Whether the sheet shows communes that the reader may not look into."""
        return any(shape.line is None for shape in self.shapes)


def communes_on(tree: UnitTree, day: date, sheet: Sheet, within: Collection[int] | None = None) -> list[Unit]:
    """The communes on the sheet, in force that day, that the reader may see.

    The tree also knows Bình Phước before it joined: that province is on no sheet and in no figure.
    """
    return [
        unit
        for unit in tree.on(day)
        if unit.code in sheet.paths and is_commune(unit) and (within is None or unit.id in within)
    ]


def full_lines(figure: MapFigure, here: list[Unit], tree: UnitTree, pilots: Collection[int]) -> list[Line]:
    """For the desk: with the people behind each percentage."""
    return [
        Line(unit, name, cell.percent, _told(cell), unit.id in pilots, cell)
        for unit, name, cell in _sorted(figure, here, tree)
    ]


def public_lines(figure: MapFigure, here: list[Unit], tree: UnitTree, pilots: Collection[int]) -> list[Line]:
    """For strangers: whole percentages only, and none of fewer than five people."""
    small = _("không công bố (dưới %(k)s người)") % {"k": SMALLEST_GROUP}
    rates = [(unit, name, public_rate(cell)) for unit, name, cell in _sorted(figure, here, tree)]
    return [
        Line(unit, name, rate, small if rate is None else f"{rate}\u00a0%", unit.id in pilots)
        for unit, name, rate in rates
    ]


def draw(sheet: Sheet, lines: list[Line], tree: UnitTree, day: date) -> Drawing:
    """The communes in force on the map's day, north to south."""
    by_unit = {line.unit.id: line for line in lines}
    here = sorted(communes_on(tree, day, sheet), key=lambda unit: sheet.points[unit.code][::-1])
    shapes = [_shape(sheet, unit, by_unit.get(unit.id)) for unit in here]
    drawn = {unit.id for unit in here}
    return Drawing(sheet, shapes, [line for line in lines if line.unit.id not in drawn])


SORTS: dict[str, Callable[[Line], float]] = {
    "ty-le": lambda line: -1.0 if line.percent is None else line.percent,
    "xong": lambda line: line.cell.numerator if line.cell else 0,
    "mau-so": lambda line: line.cell.denominator if line.cell else 0,
    "con-thieu": lambda line: line.cell.missing if line.cell else 0,
    "loai-tru": lambda line: line.cell.excluded if line.cell else 0,
}


def in_order(lines: list[Line], sort: str) -> list[Line]:
    """By a column, `-` for the greatest first; by name when the column is unknown."""
    key = SORTS.get(sort.removeprefix("-"))
    if key is None:
        return lines[::-1] if sort == "-ten" else lines
    return sorted(lines, key=key, reverse=sort.startswith("-"))


def _sorted(figure: MapFigure, here: list[Unit], tree: UnitTree) -> list[tuple[Unit, str, Cell]]:
    """Every commune on the map and every one that was counted, in Vietnamese order."""
    units = {unit.id: unit for unit in here} | {unit: tree.units[unit] for unit in figure.communes}
    order = sorted(units.values(), key=lambda unit: (unit.sort_key, unit.code))
    times = Counter(unit.full_name for unit in order)
    return [
        (unit, _name(unit, tree, times[unit.full_name] > 1), figure.communes.get(unit.id) or Cell())
        for unit in order
    ]


def _name(unit: Unit, tree: UnitTree, twice: bool) -> str:
    """Two xã Thanh Sơn lay in two districts; what is read aloud must tell them apart."""
    links = tree.links.get(unit.id, [])
    return (
        f"{unit.full_name}, {tree.units[links[-1].parent_id].full_name}"
        if twice and links
        else unit.full_name
    )


def _told(cell: Cell) -> str:
    if cell.percent is None:
        return _("không có người phải học")
    return f"{cell.numerator}/{cell.denominator} · {format_percent(cell.numerator, cell.denominator)}"


def _shape(sheet: Sheet, unit: Unit, line: Line | None) -> Shape:
    short = ""
    if sheet.kind == GRID and line and line.percent is not None:
        short = "✓" if line.step == 5 else str(int(line.percent))
    x, y = sheet.points[unit.code]
    star = (x + CORNER, y - CORNER) if sheet.kind == GRID else (x, y)
    return Shape(unit, sheet.paths[unit.code], (x, y), line, short, star)
