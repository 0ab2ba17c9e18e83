"""State numbers of units, with day and source; take a mistaken one back. Rows are only ever added."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import Conflict, DomainError
from common.vietnamese import clean, fold
from people.models import Account, OrgUnit
from people.queries.tree import UnitTree
from people.rosters.book import open_book
from people.services.audit import Kind, record
from reports.models import Measure, Target, UnitNumber
from reports.models.unit_number import SHARES

MOST = 10**10  # the column holds no more
BETWEEN = re.compile(r"\t+|\s*[;|]\s*|\s*:\s+")
CODE = re.compile(r"\s*\(([\w.-]+)\)\s*$")


@dataclass(frozen=True)
class Stated:
    """What somebody says of a unit."""

    unit: OrgUnit
    measure: str
    on: date
    value: Decimal
    source: str
    target: Target | None = None


@transaction.atomic
def state_number(*, said: Stated, at: datetime, by: Account | None) -> UnitNumber:
    """Add the statement; a later one of the same day replaces it in figures, both stay."""
    _check(said, at)
    row = UnitNumber.objects.create(
        unit=said.unit, measure=said.measure, target=said.target, on=said.on, value=said.value,
        source=clean(said.source), recorded_at=at, recorded_by=by,
    )  # fmt: skip
    record("unit_number_stated", kind=Kind.CHANGE, by=by, at=at, unit=said.unit, detail=_told(row))
    return row


@transaction.atomic
def withdraw_number(*, number: UnitNumber, reason: str, at: datetime, by: Account | None) -> UnitNumber:
    """Take a statement back from now on; figures as known before still hold it."""
    OrgUnit.objects.select_for_update().get(pk=number.unit_id)
    if number.withdraws_id or UnitNumber.objects.filter(withdraws=number).exists():
        raise Conflict(_("Dòng này đã được rút lại rồi."))
    if not clean(reason):
        raise DomainError(_("Hãy ghi lý do rút lại."))
    row = UnitNumber.objects.create(
        unit=number.unit, measure=number.measure, target=number.target, on=number.on, value=number.value,
        source=clean(reason), withdraws=number, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    record("unit_number_withdrawn", kind=Kind.CHANGE, by=by, at=at, unit=row.unit, detail=_told(row))
    return row


@dataclass(frozen=True)
class Heading:
    """What all rows of one sheet share; `units` are those that may be spoken for, None means all."""

    measure: str
    on: date
    source: str
    target: Target | None = None
    units: Set[int] | None = None


def import_numbers(data: bytes, file_name: str, *, heading: Heading, at: datetime, by: Account | None) -> int:
    """A sheet of two columns, the unit's code or name and its number; all of it or, with the row named, nothing."""
    return state_rows(open_book(data, file_name).sheets[0].rows, heading=heading, at=at, by=by)


def paste_numbers(text: str, *, heading: Heading, at: datetime, by: Account | None) -> int:
    """The same from cells copied out of a spreadsheet, or lines such as “Xã Xuân Định: 12.345”."""
    rows = [BETWEEN.split(line.strip(), maxsplit=1) for line in text.splitlines()]
    return state_rows(rows, heading=heading, at=at, by=by)


@transaction.atomic
def state_rows(rows: Iterable[Sequence[Any]], *, heading: Heading, at: datetime, by: Account | None) -> int:
    """How many numbers were stated; lines without a number say nothing."""
    tree, stated = UnitTree.load(), 0
    for number, row in enumerate(rows, start=1):
        if not _is_filled(row[1:]) or (number == 1 and _is_head(row)):
            continue
        unit = _unit(tree, row, number, heading)
        said = Stated(unit, heading.measure, heading.on, _value(row, number), heading.source, heading.target)
        state_number(said=said, at=at, by=by)
        stated += 1
    if not stated:
        raise DomainError(_("Chưa có dòng số liệu nào."))
    return stated


def _check(said: Stated, at: datetime) -> None:
    if said.on > local_day(at):
        raise DomainError(_("Ngày của số liệu không thể sau hôm nay."))
    if not clean(said.source):
        raise DomainError(_("Hãy ghi nguồn của số liệu."))
    if said.value < 0 or (said.measure in SHARES and said.value > 100):
        raise DomainError(_("Số liệu phải từ 0 trở lên; tỷ lệ không quá 100 %."))
    if (said.measure == Measure.ACTUAL) != (said.target is not None):
        raise DomainError(_("Kết quả thực tế phải ghi cho một chỉ tiêu; số dân thì không."))
    if not said.unit.exists_on(said.on):
        raise DomainError(_("%(unit)s không có vào ngày này.") % {"unit": said.unit.full_name})


def _unit(tree: UnitTree, row: Sequence[Any], number: int, heading: Heading) -> OrgUnit:
    """By the code, also in brackets behind the name, else by a name that one unit alone has that day."""
    text, on = clean(str(row[0])), heading.on
    code = CODE.search(text)
    found = tree.coded(code[1] if code else text.removesuffix(".0"), on)
    named = [one for one in tree.on(on) if fold(one.full_name) == fold(CODE.sub("", text))]
    if found is None and len(named) == 1:
        found = named[0]
    if found is None or (heading.units is not None and found.id not in heading.units):
        raise DomainError(
            _("Dòng %(row)s: không có đúng một đơn vị là “%(text)s” vào ngày ấy.")
            % {"row": number, "text": text}
        )
    return OrgUnit.objects.get(pk=found.id)


def number_in(cell: Any) -> Decimal | None:
    """A cell of a spreadsheet, or 12.345,5 as it is written here; None for anything that is no finite number."""
    text = str(cell).strip().removesuffix("%").strip()
    plain = text if isinstance(cell, int | float) else text.replace(".", "").replace(",", ".")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < MOST else None


def _value(row: Sequence[Any], number: int) -> Decimal:
    value = number_in(row[1])
    if value is None:
        raise DomainError(
            _("Dòng %(row)s: “%(text)s” không phải là số.") % {"row": number, "text": str(row[1]).strip()}
        )
    return value


def _is_filled(row: Iterable[Any]) -> bool:
    return any(str(cell or "").strip() for cell in row)


def _is_head(row: Sequence[Any]) -> bool:
    return not any(letter.isdigit() for letter in "".join(str(cell or "") for cell in row[1:]))


def _told(row: UnitNumber) -> dict[str, str]:
    return {"measure": row.measure, "on": row.on.isoformat(), "value": f"{row.value:f}", "source": row.source}
