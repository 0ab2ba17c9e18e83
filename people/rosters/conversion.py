"""Turns the cells of a book from the fonts of before Unicode, and tells when that is worth offering."""

from collections.abc import Iterable, Iterator

from people.rosters.book import Book, Sheet
from people.rosters.choices import Choices
from people.rosters.encodings import (
    NOTHING_TO_OFFER,
    Suggestion,
    converter,
    is_garbled,
    is_unicode_for_sure,
    suggestion,
)

_SAMPLE_ROWS = 400


def suggested(book: Book, choices: Choices) -> Suggestion:
    """What to offer; nothing once the clerk has chosen."""
    if choices.encoding:
        return NOTHING_TO_OFFER
    return suggestion(text for sheet in book.sheets for row in _sample(sheet) for text in _texts(row))


def convert_book(book: Book, encoding: str) -> None:
    """Convert every column that is not Unicode already: files mix old columns with new ones."""
    convert = converter(encoding)
    if (
        convert is None or book.encoding == encoding
    ):  # the bytes of a text file were converted as they were read
        return
    for sheet in book.sheets:
        kept = {column for column in range(_width(sheet)) if _is_unicode(sheet, column, encoding)}
        for row in sheet.rows:
            for column, cell in enumerate(row):
                if cell.__class__ is str and not cell.isascii() and column not in kept:
                    row[column] = convert(cell)


def _is_unicode(sheet: Sheet, column: int, encoding: str) -> bool:
    """Whether more texts of the column are Unicode beyond doubt than make sense only converted."""
    cells = {row[column] for row in _sample(sheet) if column < len(row)}
    texts = [cell for cell in cells if isinstance(cell, str)]
    return sum(map(is_unicode_for_sure, texts)) > sum(is_garbled(text, encoding) for text in texts)


def _sample(sheet: Sheet) -> Iterator[list[object]]:
    step = max(1, len(sheet.rows) // _SAMPLE_ROWS)
    yield from sheet.rows[:60]
    yield from sheet.rows[60::step]


def _texts(row: Iterable[object]) -> Iterator[str]:
    return (cell for cell in row if isinstance(cell, str) and not cell.isascii())


def _width(sheet: Sheet) -> int:
    return max((len(row) for row in _sample(sheet)), default=0)
