"""A judged row as it is stored: whose it is, where they come from, and what its notes say."""

from collections.abc import Iterator
from typing import Any

from common.vietnamese import fold
from people.resources.resource import RosterResource, Status
from people.rosters.choices import Choices
from people.rosters.row import Row
from people.services.rosters import Extra, Outcome

# In the order in which they are looked for: who retired and moved away has retired.
_HINTS = (
    ("retired", ("nghi huu", "huu tri", "ve huu")),
    ("transferred", ("chuyen cong tac", "thuyen chuyen", "chuyen di", "dieu dong")),
    ("other", ("nghi viec", "thoi viec", "da mat", "tu tran", "buoc thoi")),
)


def outcomes_of(
    resource: RosterResource, choices: Choices, start: int = 0, end: int | None = None
) -> Iterator[Outcome]:
    """Rows from `start` to before `end`, counted over the whole file."""
    rows = resource.reading.rows
    for number in range(start, len(rows) if end is None else min(end, len(rows))):
        draft = resource.outcomes[number]
        yield rows[number], draft.pk if draft else None, _extra(resource, choices, number, rows[number])


def _extra(resource: RosterResource, choices: Choices, number: int, row: Row) -> Extra:
    extra: dict[str, Any] = {}
    if number in resource.moved_from and row.status != Status.REJECTED:
        unit = resource.reading.tree.units[resource.moved_from[number]]
        extra |= {"from_unit": unit.full_name, "from_unit_uuid": str(unit.uuid)}
    if notes := getattr(row, "notes", ""):
        extra["notes"] = notes
        if hint := hint_of(notes):
            extra["hint"] = hint
    if number in resource.recognised:
        extra["same_as"] = resource.recognised[number]
    if choices.mended and (row.sheet, row.number) in choices.mended:
        extra["mended"] = True
    return extra


def hint_of(notes: str) -> str:
    """What the notes say about leaving: retired, transferred, other, or nothing."""
    folded = fold(notes)
    return next((hint for hint, words in _HINTS if any(word in folded for word in words)), "")
