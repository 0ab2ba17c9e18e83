"""Columns that a clerk once had to explain are known when the same header comes again."""

from datetime import datetime

from people.models import Account, ColumnMapping
from people.rosters.choices import Choices
from people.rosters.reading import Reading
from people.rosters.sheets import SheetReading, header_signature


def remembered(reading: Reading, choices: Choices) -> dict[str, dict[str, int]]:
    """Sheet → columns, for sheets read otherwise than last time and not explained by the clerk this time."""
    sheets = {
        header_signature(sheet): sheet for sheet in _sheets(reading) if sheet.name not in choices.columns
    }
    known = ColumnMapping.objects.filter(signature__in=[mark for mark in sheets if mark])
    return {
        sheets[mapping.signature].name: mapping.columns
        for mapping in known
        if mapping.columns != sheets[mapping.signature].fields
    }


def remember(reading: Reading, choices: Choices, *, by: Account | None, at: datetime) -> None:
    """Keep what was chosen for the headers of a roster that has been applied."""
    for sheet in _sheets(reading):
        columns = choices.columns.get(sheet.name)
        signature = header_signature(sheet)
        if not columns or not signature:
            continue
        fresh = {"columns": columns, "used_at": at, "used_by": by}
        mapping, created = ColumnMapping.objects.update_or_create(signature=signature, defaults=fresh)
        if not created:
            ColumnMapping.objects.filter(pk=mapping.pk).update(times=mapping.times + 1)


def forget_mapping(*, signature: str) -> bool:
    """Whether there was one."""
    return bool(ColumnMapping.objects.filter(signature=signature).delete()[0])


def layout_of(reading: Reading) -> dict[str, dict[str, int]]:
    """Which column of which sheet is what."""
    return {sheet.name: sheet.fields for sheet in _sheets(reading)}


def _sheets(reading: Reading) -> list[SheetReading]:
    return [sheet for sheet in reading.sheets if not sheet.hidden]
