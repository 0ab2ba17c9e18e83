"""People as a file: what is written about each, and the entry in the log before the first line leaves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.tables import Cell, Column, xlsx_chunks
from people.models import Account, OrgUnit, Person
from people.queries.people import PersonLine, lines_of
from people.queries.tree import UnitTree
from people.services import audit

AT_ONCE = 1000
# What the log says of the filters; the unit has a column of its own there.
TOLD = {"tim": "search", "cho-xep": "waiting", "vai-tro": "role", "ngay": "day", "khung": "frame"}


@dataclass(frozen=True)
class ListExport:
    """What is exported: people already narrowed, in order, with their posts of the day."""

    people: QuerySet[Person]
    tree: UnitTree
    day: date
    units_on: date
    unit: OrgUnit | None
    filters: dict[str, Any]

    @property
    def notes(self) -> list[str]:
        frame = _("theo đơn vị hiện nay") if self.units_on != self.day else _("theo đơn vị ngày ấy")
        said = [_("Tính đến ngày %(day)s, %(frame)s") % {"day": f"{self.day:%d/%m/%Y}", "frame": frame}]
        return said + ([self.unit.full_name] if self.unit else [])


@transaction.atomic
def export_people(export: ListExport, *, by: Account, at: datetime) -> Iterator[bytes]:
    """The workbook in pieces; identity numbers only by their last three digits."""
    told = {name: export.filters[field] for field, name in TOLD.items() if field in export.filters}
    count = export.people.order_by().count()
    audit.exported("people_exported", by=by, at=at, unit=export.unit, count=count, **told)
    return xlsx_chunks(
        columns=_columns(),
        rows=_rows(export),
        sheet=_("Cán bộ"),
        title=_("Danh sách cán bộ"),
        notes=export.notes,
    )


def _columns() -> list[Column]:
    return [
        Column(_("STT"), 6), Column(_("Họ và tên"), 28), Column(_("Ngày sinh"), 12), Column(_("Giới tính"), 10),
        Column(_("Chức vụ"), 34), Column(_("Đơn vị"), 34), Column(_("Mã cán bộ"), 14), Column(_("Điện thoại"), 14),
        Column(_("Thư điện tử"), 28), Column(_("CCCD (ba số cuối)"), 12),
    ]  # fmt: skip


def _rows(export: ListExport) -> Iterator[list[Cell]]:
    number = 0
    batch: list[Person] = []
    for person in export.people.iterator(chunk_size=AT_ONCE):
        batch.append(person)
        if len(batch) == AT_ONCE:
            yield from _numbered(export, batch, number)
            number, batch = number + len(batch), []
    yield from _numbered(export, batch, number)


def _numbered(export: ListExport, people: list[Person], before: int) -> Iterator[list[Cell]]:
    for number, line in enumerate(lines_of(people, export.tree, export.units_on), start=before + 1):
        yield [number, *_cells(line)]


def _cells(line: PersonLine) -> list[Cell]:
    person = line.person
    return [
        person.full_name,
        person.birth_on or (str(person.birth_year) if person.birth_year else None),
        person.get_gender_display(),
        line.position,
        "; ".join(unit.full_name for unit in line.units),
        person.staff_code,
        person.phone,
        person.email,
        f"…{person.id_last3}" if person.id_last3 else "",
    ]
