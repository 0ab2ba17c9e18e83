"""Columns of a table on paper: as wide as their author drew them, if their longest words go in; else smaller letters."""

import re
from collections.abc import Sequence
from html import unescape

from reportlab.lib.styles import ParagraphStyle

from common.pdf_fonts import SCREEN, SCREEN_BOLD, width
from content.printing.article import Block

AIR = 4.0  # points at the left and the right of a cell
OF_TEXT, SMALLER, SMALLEST = 0.9, 0.92, 6.5
LINES = 5  # a cell should not be higher, if it can be wider
WIDEST = 26  # letters of a column
LONGEST = 16  # letters; dots to be written on and addresses are broken
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"[ \t\r\n]+")  # at others no line is broken


def columns_of(
    block: Block, rows: Sequence[Sequence[str]], text: ParagraphStyle, wide: float
) -> tuple[float, list[float]]:
    """The size of letters and the width of each column, in points."""
    size = text.fontSize * OF_TEXT
    while size * SMALLER >= SMALLEST and sum(rooms_of(block, rows, size)) > wide:
        size *= SMALLER
    return size, _shared(block, rooms_of(block, rows, size), wide)


def rooms_of(block: Block, rows: Sequence[Sequence[str]], size: float) -> list[float]:
    """What each column needs for its longest word, and in a table that may be parted for its longest sentence."""
    words = needed([longest(block, rows, column) for column in range(len(rows[0]))], size)
    if not block.keys:
        return words
    letter = width("n", SCREEN, size)
    to_write = block.rooms or [0.0] * len(words)
    sentences = (
        max(min(_letters(block, rows, column) / LINES, WIDEST), to_write[column])
        for column in range(len(rows[0]))
    )
    return [max(word, letter * letters + 2 * AIR) for word, letters in zip(words, sentences, strict=True)]


def _letters(block: Block, rows: Sequence[Sequence[str]], column: int) -> int:
    over = {(row, first) for row, first, _last in block.spans}
    return max(
        (len(bare(cells[column])) for row, cells in enumerate(rows) if (row, column) not in over), default=0
    )


def longest(block: Block, rows: Sequence[Sequence[str]], column: int) -> str:
    """The widest word of a column; cells over several columns have room."""
    over = {(row, first) for row, first, _last in block.spans}
    cells = (cells[column] for row, cells in enumerate(rows) if (row, column) not in over)
    words = (word[:LONGEST] for cell in cells for word in _SPACES.split(bare(cell)))
    return max(words, key=lambda word: width(word, SCREEN_BOLD, 10), default="")


def bare(cell: str) -> str:
    """Its words without markup."""
    return unescape(_TAG.sub(" ", cell))


def needed(words: Sequence[str], size: float) -> list[float]:
    return [max(width(word, SCREEN_BOLD, size), size) + 2 * AIR + 1 for word in words]


def _shared(block: Block, needed: Sequence[float], wide: float) -> list[float]:
    """What columns have beyond their longest word gives way to those that lack it."""
    total = sum(needed)
    if total >= wide:
        return [one * wide / total for one in needed]
    drawn = len(block.widths) == len(needed) and all(block.widths)
    shares = block.widths if drawn else [1.0] * len(needed)
    given = [max(share / sum(shares) * wide, least) for share, least in zip(shares, needed, strict=True)]
    spare = [width - least for width, least in zip(given, needed, strict=True)]
    over = sum(given) - wide
    return [width - over * room / (sum(spare) or 1) for width, room in zip(given, spare, strict=True)]
