"""A row as the file itself has it, for whoever mends it; what may be an identity number only by its last digits."""

import re
from collections.abc import Iterator

from people.models import Roster, RosterRow
from people.resources.checking import file_of
from people.rosters.book import open_book
from people.rosters.cells import text_of

LENGTHS = (
    9,
    12,
)  # CMND, CCCD: such a number is somebody's; any other length is a slip that must be seen to be mended


def raw_cells(roster: Roster, row: RosterRow) -> Iterator[tuple[str, str]]:
    """Field and text of every known column of the row."""
    book = open_book(file_of(roster), roster.file_name, roster.chosen.encoding)
    sheet = next((sheet for sheet in book.sheets if sheet.name == row.sheet), None)
    if sheet is None or row.number > len(sheet.rows):
        return
    cells = sheet.rows[row.number - 1]
    for name, column in roster.layout.get(row.sheet, {}).items():
        if column < len(cells) and (text := text_of(cells[column])):
            yield name, masked(text) if name == "identity" else text


def masked(text: str, lengths: tuple[int, ...] = LENGTHS) -> str:
    """A number of such a length by its last three digits."""
    digits = re.sub(r"\D", "", text)
    whole = len(digits) in lengths and re.fullmatch(r"[\d\s.'-]+", text.strip())
    return f"…{digits[-3:]}" if whole else text
