"""Makes a draft from a conversion table, as the statistics office publishes it, and the units of the new day.

The conversion table says which unit goes where; the table of units says what the new ones are called in full, what is
above them, and which of the units above end. Without it the new units stay below what was above the old ones.
"""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import DomainError
from common.vietnamese import format_day
from people.models import Account, PlannedChange, PlannedUnit, Reorganisation
from people.models.org_unit import ChangeKind
from people.queries.tree import Unit, UnitTree
from people.services.change_kinds import (
    branch_of,
    full_name_of,
    is_office_kind,
    kind_of_change,
    territory_level,
)
from people.services.reorganisations.drafting import start_draft
from people.services.unit_files import ChangeRow, UnitRow, read_unit_tables

_NAMED = 5  # codes named in a refusal


@transaction.atomic
def draft_from_files(
    files: list[tuple[str, bytes]], *, title: str, legal_basis: str, at: datetime, by: Account | None
) -> Reorganisation:
    """One conversion table of one day, with or without a table of units."""
    tables = read_unit_tables(files)
    if not tables.changes:
        raise DomainError(_("Chưa có bảng chuyển đổi đơn vị trong các tệp đã chọn."))
    days = {row.effective_on for row in tables.changes}
    if len(days) > 1:
        raise DomainError(_("Bảng chuyển đổi có nhiều ngày hiệu lực; mỗi ngày cần một tệp riêng."))
    day = days.pop()
    draft = start_draft(title=title, effective_on=day, legal_basis=legal_basis, at=at, by=by)
    _Reading(draft, tables.changes, _on(day, tables.units)).write()
    return draft


def _on(day: date, rows: list[UnitRow]) -> dict[str, UnitRow]:
    """The units of the day by code: the table may hold other days too."""
    begun = (row for row in rows if row.valid_from is None or row.valid_from <= day)
    return {row.code: row for row in begun if row.valid_to is None or row.valid_to > day}


class _Reading:
    """The lines of a mapping against the tree of the eve."""

    def __init__(self, draft: Reorganisation, rows: list[ChangeRow], table: dict[str, UnitRow]) -> None:
        self.draft, self.table = draft, table
        self.rows = list({(row.old_code, row.new_code): row for row in rows}.values())
        self.day = draft.effective_on
        self.eve = self.day - timedelta(days=1)
        self.tree = UnitTree.load()
        self.sources: dict[str, list[ChangeRow]] = defaultdict(list)
        for row in self.rows:
            self.sources[row.new_code].append(row)
        self.units: dict[str, PlannedUnit] = {}
        self.changes: list[PlannedChange] = []

    def write(self) -> None:
        self._refuse_unknown()
        for rows in self._by_old_unit().values():
            self._lines_of(rows)
        self._units_above()
        PlannedUnit.objects.bulk_create(self.units.values(), batch_size=300)
        PlannedChange.objects.bulk_create(self.changes, batch_size=300)

    def _refuse_unknown(self) -> None:
        codes = dict.fromkeys(row.old_code for row in self.rows)
        missing = [code for code in codes if self.tree.coded(code, self.eve) is None]
        if missing:
            shown = ", ".join(missing[:_NAMED]) + ("…" if len(missing) > _NAMED else "")
            raise DomainError(
                _("%(n)s mã trong bảng chuyển đổi không có đơn vị nào vào ngày %(day)s: %(codes)s.")
                % {"n": len(missing), "day": format_day(self.eve), "codes": shown}
            )

    def _by_old_unit(self) -> dict[str, list[ChangeRow]]:
        grouped: dict[str, list[ChangeRow]] = defaultdict(list)
        for row in self.rows:
            grouped[row.old_code].append(row)
        return grouped

    def _lines_of(self, rows: list[ChangeRow]) -> None:
        """What a unit becomes; one that goes on as it was has no line."""
        old = self._old(rows[0].old_code)
        principal = self._principal(old, rows)
        for row in rows:
            if self._begins(row.new_code):
                self._plan_commune(row)
            elif row.extent == "whole" and row.new_code == row.old_code:
                continue
            is_part = row.extent == "part"
            self.changes.append(
                PlannedChange(
                    reorganisation=self.draft, from_unit_id=old.id, to_code=row.new_code,
                    kind=self._kind(old, row), extent=row.extent, legal_basis=row.legal_basis[:200],
                    is_principal=not is_part or row.new_code == principal, is_decided=not is_part,
                    note=row.note[:600],
                )
            )  # fmt: skip

    def _kind(self, old: Unit, row: ChangeRow) -> str:
        new = self.units.get(row.new_code) or self.tree.coded(row.new_code, self.eve) or old
        return kind_of_change(old, new, is_part=row.extent == "part", sources=len(self.sources[row.new_code]))

    def _begins(self, code: str) -> bool:
        """Whether a new version begins: the table says it by its day, else the lines do by what changes."""
        if code in self.table and self.table[code].valid_from == self.day:
            return True
        former = self.tree.coded(code, self.eve)
        first = self.sources[code][0]
        goes_on = len(self.sources[code]) == 1 and first.extent == "whole" and first.old_code == code
        return not (goes_on and former and (former.name, former.kind) == (first.new_name, first.new_kind))

    def _principal(self, old: Unit, rows: list[ChangeRow]) -> str:
        """A guess for a person to confirm: the unit itself if it lives on, else the heir within its own district."""
        home = self.tree.parent_of(old.id, self.eve)
        for row in rows:
            if row.new_code == old.code:
                return row.new_code
        for row in rows:
            former = self.tree.coded(row.new_code, self.eve)
            if former and self.tree.parent_of(former.id, self.eve) == home:
                return row.new_code
        return rows[0].new_code

    def _plan_commune(self, row: ChangeRow) -> None:
        told = self.table.get(row.new_code)
        name, kind = row.new_name or (told.name if told else ""), row.new_kind or (told.kind if told else "")
        if not name or not kind:
            raise DomainError(
                _("Bảng chuyển đổi không ghi tên hoặc loại của mã %(code)s.") % {"code": row.new_code}
            )
        self._plan(
            row.new_code, name, kind, told, told.parent_code if told else self._parent_before(row.new_code)
        )

    def _parent_before(self, code: str) -> str:
        own = [row for row in self.sources[code] if row.old_code == code]
        above = self.tree.parent_of(self._old((own or self.sources[code])[0].old_code).id, self.eve)
        return self.tree.units[above].code if above else ""

    def _plan(self, code: str, name: str, kind: str, told: UnitRow | None, parent_code: str) -> None:
        is_office = is_office_kind(kind)
        former = self.tree.coded(code, self.eve)
        level = former.level if is_office and former else territory_level(kind, has_parent=bool(parent_code))
        self.units[code] = PlannedUnit(
            reorganisation=self.draft, code=code, name=name, kind=kind, is_office=is_office, level=level,
            branch=branch_of(kind, name) if is_office else "", parent_code=parent_code,
            full_name=told.full_name if told else full_name_of(kind, name, is_office=is_office),
            note=told.note[:400] if told else "",
        )  # fmt: skip

    def _units_above(self) -> None:
        """Provinces and districts: new versions and ends, as the table of the new day has them or not."""
        if not self.table:
            return
        above = {
            pk: None for row in self.rows for pk in self.tree.ancestors(self._old(row.old_code).id, self.eve)
        }
        heirs = {pk: heir for pk in above if (heir := self._heir_above(self.tree.units[pk]))}
        numbers = Counter(heirs.values())
        for pk, code in heirs.items():
            self._succeed(self.tree.units[pk], code, numbers[code])
        for pk in above:
            if pk not in heirs and self._is_left_empty(pk):
                self._say_above(pk, ChangeKind.DISSOLVE, "")

    def _heir_above(self, unit: Unit) -> str:
        """The code of the new version of a unit above, or of the province that a province went into."""
        told = self.table.get(unit.code)
        if told:
            return unit.code if told.valid_from == self.day else ""
        if self.tree.parent_of(unit.id, self.eve) is not None:
            return ""
        return self._province_of(
            next((row.new_code for row in self.rows if row.old_province == unit.code), "")
        )

    def _province_of(self, code: str) -> str:
        seen: set[str] = set()
        while code in self.table and self.table[code].parent_code and code not in seen:
            seen.add(code)
            code = self.table[code].parent_code
        return code if code in self.table and self.table[code].valid_from == self.day else ""

    def _succeed(self, unit: Unit, code: str, sources: int) -> None:
        told = self.table[code]
        self._plan(code, told.name, told.kind, told, told.parent_code)
        self._say_above(unit.id, kind_of_change(unit, self.units[code], is_part=False, sources=sources), code)

    def _say_above(self, unit_id: int, kind: str, to_code: str) -> None:
        self.changes.append(
            PlannedChange(reorganisation=self.draft, from_unit_id=unit_id, kind=kind, to_code=to_code)
        )

    def _is_left_empty(self, unit_id: int) -> bool:
        """A unit above ends only when the new table lacks it and no territory stays below it."""
        unit = self.tree.units[unit_id]
        leaving = {change.from_unit_id for change in self.changes}
        below = [pk for pk in self.tree.children(unit_id, self.eve) if not self.tree.units[pk].is_office]
        return unit.code not in self.table and all(pk in leaving for pk in below)

    def _old(self, code: str) -> Unit:
        unit = self.tree.coded(code, self.eve)
        assert unit is not None  # _refuse_unknown
        return unit
