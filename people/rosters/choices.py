"""What the clerk decided about a file: how it is encoded, which column is what, what was mended by hand."""

from dataclasses import dataclass, field
from typing import Any

RowKey = tuple[str, int]


@dataclass
class Choices:
    """`columns`: sheet → field → column from 0. `mended`: (sheet, row) → field → value as typed.

    `header_rows`: sheet → its last header row, from 1 (0: data from the first row on); needed only where no header
    is recognised. Beside the fields of a row, `unit_uuid` chooses a unit and `skip` leaves the row out. Values of
    `mended` may hold identity numbers: they live no longer than the file.
    """

    encoding: str = ""
    columns: dict[str, dict[str, int]] = field(default_factory=dict)
    mended: dict[RowKey, dict[str, str]] = field(default_factory=dict)
    header_rows: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For a JSON column; row keys become lists."""
        return {
            "encoding": self.encoding,
            "columns": self.columns,
            "mended": [[sheet, number, cells] for (sheet, number), cells in self.mended.items()],
            "header_rows": self.header_rows,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Choices":
        """What `as_json` gave; an empty dictionary is no choice at all."""
        mended = {(sheet, number): cells for sheet, number, cells in stored.get("mended", [])}
        return cls(
            stored.get("encoding", ""), stored.get("columns", {}), mended, stored.get("header_rows", {})
        )
