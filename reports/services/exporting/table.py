"""A list on its way to a file, whatever the format."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from datetime import date

from common.tables import Cell
from people.models import OrgUnit

WIDE = 270.0  # millimetres of a landscape A4 page


@dataclass(frozen=True)
class Head:
    """A column: its title, its width in characters, and whether it is a figure."""

    title: str
    width: int


@dataclass(frozen=True)
class Table:
    """`count` is how many rows there must be; who writes them compares, and closes what they are read with."""

    title: str
    heads: Sequence[Head]
    rows: Generator[list[Cell], None, None]
    count: int
    day: date
    notes: list[str] = field(default_factory=list)
    office: OrgUnit | None = None

    @property
    def millimetres(self) -> list[tuple[str, float]]:
        """The columns of the printed page share its width as they share the sheet's."""
        whole = sum(head.width for head in self.heads)
        return [(head.title, round(WIDE * head.width / whole, 1)) for head in self.heads]
