"""The lists behind a target: its people and its units, as the page showed them."""

from collections.abc import Collection, Generator, Iterable
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.collector import collector_paused
from common.errors import DomainError
from common.tables import Cell
from people.queries.tree import UnitTree
from reports.models import Target
from reports.queries.explained import basis_of
from reports.queries.facts import Frame
from reports.queries.figures import Figures
from reports.queries.kept_figures import figure_of
from reports.queries.long_lines import long_lines
from reports.queries.people import STANDINGS, Line
from reports.queries.pilots import comparison
from reports.queries.rows import unit_rows
from reports.queries.selection import Selection, listed
from reports.services.exporting.table import Head, Table

PERSON: dict[str, tuple[Any, int, str]] = {  # title, width, where a line has it
    "ma": (gettext_lazy("Mã cán bộ"), 12, "person.staff_code"),
    "chuc-vu": (gettext_lazy("Chức vụ"), 30, "position"),
    "don-vi": (gettext_lazy("Đơn vị"), 28, "unit_name"),
    "dien-thoai": (gettext_lazy("Điện thoại"), 13, "person.phone"),
    "nam-sinh": (gettext_lazy("Năm sinh"), 9, "birth_year"),
    "tinh-trang": (gettext_lazy("Tình trạng"), 14, "member.standing"),
    "ngay": (gettext_lazy("Ngày hoàn thành"), 14, "member.completed_on"),
    "ly-do": (gettext_lazy("Lý do loại trừ"), 24, "member.reason"),
}
UNIT: dict[str, tuple[Any, int, str]] = {
    "xong": (gettext_lazy("Hoàn thành"), 12, "numerator"),
    "mau-so": (gettext_lazy("Mẫu số"), 10, "denominator"),
    "thieu": (gettext_lazy("Còn thiếu"), 10, "missing"),
    "loai-tru": (gettext_lazy("Loại trừ"), 10, "excluded"),
    "ty-le": (gettext_lazy("Tỷ lệ (%)"), 10, "percent"),
}


def people_table(asked: dict[str, Any], within: Collection[int] | None, at: datetime) -> Table:
    """The people of the list, all of its pages."""
    figures = _figures(asked, within, at)
    chosen = Selection.of(asked["selection"])
    people = listed(figures, chosen)
    with collector_paused():
        members = {member.person: member for member in people.members()}
        order = [person for person in people.keys(chosen.search) if person in members]
    picked = [PERSON[key] for key in PERSON if key in asked["columns"]]
    heads = [Head(_("STT"), 6), Head(_("Họ và tên"), 26)]
    heads += [Head(str(title), width) for title, width, _place in picked]
    lines = long_lines(figures, members, order)
    return _table(figures, heads, _rows(lines, [place for _title, _width, place in picked]), len(order))


def _rows(lines: Iterable[Line], places: list[str]) -> Generator[list[Cell], None, None]:
    """Numbered, with name and columns; one call finds all that is asked of a line, for there are two hundred thousand."""
    cells = attrgetter("member.standing", "person.full_name", *places)
    words = {standing: str(label) for standing, label in STANDINGS.items()}  # translated once
    said = places.index("member.standing") + 2 if "member.standing" in places else None
    for number, line in enumerate(lines, start=1):
        row = list(cells(line))
        standing, row[0] = row[0], number
        if said:
            row[said] = words[standing]
        yield row


def units_table(asked: dict[str, Any], within: Collection[int] | None, at: datetime) -> Table:
    """The units of the list; each with all below it."""
    figures = _figures(asked, within, at)
    shown = _units(figures, asked, within)
    picked = [UNIT[key] for key in UNIT if key in asked["columns"]]
    rows = (
        [number, row["code"], row["name"], *(row[key] for _title, _width, key in picked)]
        for number, row in enumerate(shown, start=1)
    )
    heads = [Head(_("STT"), 6), Head(_("Mã"), 10), Head(_("Đơn vị"), 40)]
    heads += [Head(str(title), width) for title, width, _key in picked]
    return _table(figures, heads, rows, len(shown))


def _units(figures: Figures, asked: dict[str, Any], within: Collection[int] | None) -> list[dict[str, Any]]:
    by_key = {
        (unit.code, unit.valid_from.isoformat() if unit.valid_from else None): unit.id
        for unit in figures.facts.tree.units.values()
    }
    key_of = comparison(figures).key_of if asked.get("community") else None
    found = []
    for row in unit_rows(figures):
        unit = by_key[row["code"], row["valid_from"]]
        if within is not None and unit not in within:
            continue
        if asked.get("level") and row["level"] != asked["level"]:
            continue
        if key_of and key_of(unit) != asked["community"]:
            continue
        found.append({**row, "missing": row["denominator"] - row["numerator"]})
    return found


def _figures(asked: dict[str, Any], within: Collection[int] | None, at: datetime) -> Figures:
    target = Target.objects.filter(code=asked["target"]).first()
    if target is None:
        raise DomainError(_("Chỉ tiêu này không còn."), status=404)

    as_of, frame = date.fromisoformat(asked["as_of"]), Frame(asked["frame"])
    tree = UnitTree.load()
    cutoff = datetime.fromisoformat(asked["cutoff"]) if asked.get("cutoff") else None
    return figure_of(target, tree, as_of=as_of, frame=frame, within=within, now=at, cutoff=cutoff, exact=True)


def _table(figures: Figures, heads: list[Head], rows: Generator[list[Cell], None, None], count: int) -> Table:
    return Table(figures.target.title, heads, rows, count, figures.as_of, [basis_of(figures)])
