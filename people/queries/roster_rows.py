"""The rows of a roster as its page sorts them: by outcome, by what is worth a look, by what was mended."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.db.models.fields.json import KT

from common.vietnamese import clean, fold
from people.models import Roster, RosterRow
from people.queries.rosters import movers

Status = RosterRow.Status
WARNED, MOVED, MENDED = "can-xem", "chuyen", "da-sua"
# Reasons that another unit would heal; a unit outside the scope is not the clerk's to give.
OF_THE_UNIT = (
    "unit_ambiguous", "unit_not_found", "unit_split_needs_choice", "unit_level_abolished", "unit_not_yet_valid",
    "unit_code_name_mismatch",
)  # fmt: skip
GROUPS = 12


@dataclass(frozen=True)
class UnclearUnit:
    """A unit as the file writes it that could not be told, and in how many rows it stands."""

    text: str
    reason: str
    rows: int
    first: int


def rows_in(roster: Roster, tab: str) -> QuerySet[RosterRow]:
    """The rows of a tab; an unknown one shows all."""
    if tab in Status.values:
        return roster.rows.filter(status=tab)
    if tab == WARNED:
        return roster.rows.exclude(warnings=[]).exclude(status=Status.REJECTED)
    if tab == MOVED:
        return movers(roster)
    return roster.rows.filter(data__mended=True) if tab == MENDED else roster.rows.all()


def named(rows: QuerySet[RosterRow], text: str, *, few: bool) -> QuerySet[RosterRow] | list[RosterRow]:
    """Rows whose name holds what was typed, without marks where they are few; a number is a row's own."""
    if text.isdecimal():
        return rows.filter(number=int(text[:9]))
    if not few:
        return rows.filter(data__full_name__icontains=clean(text))
    wanted = fold(text)
    return [row for row in rows if wanted in fold(row.data["full_name"])]


def special_tabs(roster: Roster) -> Iterator[tuple[str, int]]:
    """Tabs beside the outcomes, with their number of rows."""
    for tab in (WARNED, MOVED, MENDED):
        yield tab, rows_in(roster, tab).count()


def unclear_units(roster: Roster) -> list[UnclearUnit]:
    """Texts of units that stand in the way, the commonest first."""
    refused = roster.rows.filter(status=Status.REJECTED, reason__in=OF_THE_UNIT)
    texts = refused.order_by().values(text=KT("data__unit_text"), why=Min("reason"))
    grouped = texts.annotate(n=Count("pk"), first=Min("pk")).order_by("-n", "first")[:GROUPS]
    return [UnclearUnit(one["text"] or "", one["why"], one["n"], one["first"]) for one in grouped]


def rows_written_so(roster: Roster, text: str) -> QuerySet[RosterRow]:
    """The refused rows that name their unit in just these words."""
    return roster.rows.filter(status=Status.REJECTED, reason__in=OF_THE_UNIT, data__unit_text=text)


def row_at(roster: Roster, sheet: str, number: Any) -> RosterRow | None:
    """A row by its place in the file: its key changes with every check."""
    return roster.rows.filter(sheet=sheet[:100], number=number).select_related("person").first()
