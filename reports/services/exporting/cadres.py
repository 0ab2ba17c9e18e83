"""The list of cadres as a file: the same people, columns and order as on its page."""

from collections.abc import Callable, Generator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.clock import local_day
from common.tables import Cell
from common.vietnamese import format_day
from people.models import Account, OrgUnit, Person, RoleKind
from people.queries.people import PersonLine, for_list, lines_of
from people.rights import Right
from people.views.desk import Desk
from people.views.list_choices import COLUMNS, columns_of, query_of
from people.views.people import chosen_unit, framed, keys_in_order
from reports.services.exporting.table import Head, Table

PIECE = 500


class Picked(NamedTuple):
    """A column of the file; its title is the page's."""

    title: Any
    width: int
    cell: Callable[[PersonLine], Cell]


def _year(line: PersonLine) -> int | None:
    person = line.person
    return person.birth_on.year if person.birth_on else person.birth_year


def _born(line: PersonLine) -> Cell:
    """The day, or as text the year that is all we know."""
    person = line.person
    return person.birth_on or (str(person.birth_year) if person.birth_year else None)


def _last3(line: PersonLine) -> str:
    """Of an identity number no more than this is kept."""
    return f"…{line.person.id_last3}" if line.person.id_last3 else ""


STATES = {
    "active": gettext_lazy("Đã vào"),
    "coded": gettext_lazy("Đã in mã"),
    "none": gettext_lazy("Chưa có mã"),
}  # as the chips of the page say it
CELLS: dict[str, tuple[int, Callable[[PersonLine], Cell]]] = {
    "chuc-vu": (30, lambda line: line.position),
    "don-vi": (30, lambda line: "; ".join(unit.full_name for unit in line.units)),
    "nam-sinh": (9, _year),
    "ngay-sinh": (12, _born),
    "gioi": (9, lambda line: str(line.person.get_gender_display())),
    "ma": (13, lambda line: line.person.staff_code),
    "dien-thoai": (14, lambda line: line.person.phone),
    "thu": (26, lambda line: line.person.email),
    "cccd": (12, _last3),
    "dang-nhap": (14, lambda line: str(STATES[line.account_state])),
}
CADRES = {key: Picked(COLUMNS[key][0], *told) for key, told in CELLS.items()}


def cadres_table(asked: dict[str, Any], by: Account, at: datetime) -> Table:
    """Whom the filters leave, of those whom the maker may take out of the house."""
    query = query_of(asked["query"])
    desk, _form = framed(Desk(by, at, local_day(at), Right.EXPORT), query)
    unit = chosen_unit(desk, query)
    keys = keys_in_order(desk, query, unit)
    picked = [CADRES[key] for key in CADRES if key in columns_of(query)]
    titles = [Head(str(one.title), one.width) for one in picked]
    heads = [Head(_("STT"), 6), Head(_("Họ và tên"), 26), *titles]
    rows = rows_of(desk, keys, picked)
    return Table(_("Danh sách cán bộ"), heads, rows, len(keys), desk.day, _notes(desk, unit, query), unit)


def _notes(desk: Desk, unit: OrgUnit | None, query: Mapping[str, Any]) -> list[str]:
    """Which list this is: its day, whose units, and what it was narrowed by."""
    frame = _("theo đơn vị hiện nay") if desk.units_on != desk.day else _("theo đơn vị ngày ấy")
    said = [_("Tính đến ngày %(day)s, %(frame)s") % {"day": format_day(desk.day), "frame": frame}]
    said += [unit.full_name] if unit else []
    if text := query.get("tim", "").strip():
        said.append(_("Tìm: %(text)s") % {"text": text})
    if role := RoleKind.objects.filter(code=query.get("vai-tro", "")).first():
        said.append(_("Vai trò: %(role)s") % {"role": role.name})
    return [*said, _("Chưa xếp được đơn vị")] if query.get("cho-xep") else said


def rows_of(desk: Desk, keys: list[int], picked: Sequence[Picked]) -> Generator[list[Cell], None, None]:
    """A line a person, in the order of `keys`; three queries a piece."""
    for start in range(0, len(keys), PIECE):
        piece = keys[start : start + PIECE]
        people = list(for_list(Person.objects.filter(pk__in=piece), desk.day))
        shown = {line.person.pk: line for line in lines_of(people, desk.tree, desk.units_on)}
        for number, key in enumerate(piece, start=start + 1):
            if line := shown.get(key):
                yield [number, line.person.full_name, *(one.cell(line) for one in picked)]
