"""A small file in which no header was recognised is kept, so that the clerk can say which column is what."""

from datetime import date, datetime

from django.db import transaction

from people.models import Account, Roster
from people.models.roster import State
from people.resources.checking import store_file
from people.rosters.reading import Unreadable


def can_be_explained(refusal: Unreadable) -> bool:
    """Whether there is a table at all: some sheet with two columns that hold something."""
    sheets = (sheet for sheet in refusal.reading.sheets if not sheet.hidden)
    return any(sum(bool(column.samples) for column in sheet.columns) >= 2 for sheet in sheets)


@transaction.atomic
def keep_unreadable(
    refusal: Unreadable, data: bytes, *, file_name: str, as_of: date, at: datetime, by: Account
) -> Roster:
    """The file with the reason; `recheck_roster` reads it again by the clerk's choices."""
    roster = store_file(data, file_name, as_of, at, by)
    roster.state, roster.reason = State.FAILED, str(refusal)
    roster.save(update_fields=["state", "reason"])
    return roster
