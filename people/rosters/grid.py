"""How far the cells of a sheet reach, read with a real XML parser: for sheets written in an unusual way."""

import re
from collections.abc import Iterable
from xml.parsers import expat

from people.rosters.limits import broken, refuse_grid

_REFERENCE = re.compile(r"([A-Za-z]{1,4})(\d{1,8})")


def measure_grid(pieces: Iterable[bytes]) -> None:
    """Refuse a sheet whose cells span too large a grid; a cell without an address follows the one before."""
    corner = _Corner()
    # Safe: expat resolves no external entity unless told to, and declarations were refused before.
    parser = expat.ParserCreate()
    parser.StartElementHandler = corner.element
    try:
        for piece in pieces:
            parser.Parse(piece, False)
    except (expat.ExpatError, LookupError, ValueError) as wrong:  # also an encoding that nobody knows
        raise broken() from wrong


class _Corner:
    def __init__(self) -> None:
        self.row = self.column = 0
        self.last_row = self.last_column = 0

    def element(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self.row = self._number(attributes.get("r"), self.row + 1)
            self.column = 0
        elif local == "c":
            self._cell(attributes.get("r"))

    def _cell(self, address: str | None) -> None:
        match = _REFERENCE.fullmatch(address or "")
        if address and not match:
            raise broken()
        self.column = column_number(match[1]) if match else self.column + 1
        row = int(match[2]) if match else self.row
        if row > self.last_row or self.column > self.last_column:
            self.last_row, self.last_column = max(row, self.last_row), max(self.column, self.last_column)
            refuse_grid(self.last_row, self.last_column)

    def _number(self, text: str | None, otherwise: int) -> int:
        if text is None:
            return otherwise
        if not (text.isascii() and text.isdigit() and len(text) < 9):
            raise broken()
        return int(text)


def column_number(letters: str) -> int:
    """A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(column: int) -> str:
    """The letters of a column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
