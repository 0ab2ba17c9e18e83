"""What a sheet looks like to the clerk who has to say which column is what."""

import hashlib
from dataclasses import dataclass, field

from people.rosters.book import Sheet
from people.rosters.cells import text_of
from people.rosters.columns import folded_words
from people.rosters.grid import column_letters
from people.rosters.header import Header

SAMPLES = 3
_SAMPLE_LENGTH = 60
_LOOKED_AT = 200
_MOST_COLUMNS = 60


@dataclass(frozen=True)
class ColumnReading:
    """A column by its letter, the words above it, a few of its values, and the field guessed or chosen."""

    index: int
    letter: str
    header: str
    samples: tuple[str, ...]
    field: str = ""


@dataclass
class SheetReading:
    """A sheet; `header_row` counts from 1 and is None where no header was recognised; `first_row` begins the data."""

    name: str
    hidden: bool = False
    header_row: int | None = None
    first_row: int = 1
    columns: list[ColumnReading] = field(default_factory=list)
    data_rows: int = 0

    @property
    def fields(self) -> dict[str, int]:
        """Field → column from 0, in the shape of `Choices.columns`."""
        return {column.field: column.index for column in self.columns if column.field}


def header_signature(sheet: SheetReading) -> str:
    """The same for every sheet with the same words above its columns, so that a mapping can be kept; empty without."""
    words = [folded_words(column.header) for column in sheet.columns]
    while words and not words[-1]:
        words.pop()
    return hashlib.sha256("\n".join(words).encode()).hexdigest() if any(words) else ""


def look_at(sheet: Sheet, header: Header | None) -> SheetReading:
    """The sheet before its rows are read."""
    first = header.first_data_row if header else 0
    sample = sheet.rows[first : first + _LOOKED_AT]
    wide = min(max((len(row) for row in sample), default=0), _MOST_COLUMNS)
    texts = header.texts if header else []
    named = (
        {at: name for name, at in header.columns.items() if name not in ("order", "notes")} if header else {}
    )
    columns = [
        ColumnReading(
            index, column_letters(index), texts[index] if index < len(texts) else "",
            _samples(sample, index), named.get(index, ""),
        )
        for index in range(max(wide, len(texts)))
    ]  # fmt: skip
    row = header.row + 1 if header and header.row is not None else None
    return SheetReading(sheet.name, header_row=row, first_row=first + 1, columns=columns)


def _samples(rows: list[list[object]], index: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in rows:
        text = text_of(row[index])[:_SAMPLE_LENGTH] if index < len(row) else ""
        if text:
            found.setdefault(text)
        if len(found) == SAMPLES:
            break
    return tuple(found)
