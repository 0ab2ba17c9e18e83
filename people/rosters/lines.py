"""The data rows of a sheet: sections, totals, signatures, ditto marks and merged cells understood."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from common.vietnamese import clean
from people.rosters.book import Sheet
from people.rosters.cells import looks_like_identity, text_of
from people.rosters.furniture import Sections, is_no_person, is_signed, is_total
from people.rosters.header import Header, find_header, is_numbering
from people.rosters.limits import MAX_ROWS, too_big

_DITTO = re.compile(r"[-–—=\s]*(?:nt|như trên|nhu tren|[\"'”“„″〃]{1,2}|//)[-–—=.\s]*", re.IGNORECASE)
_SAYS_SOMETHING = ("identity", "phone", "birth", "birth_male", "birth_female", "email")
_REPEATABLE = ("unit", "district", "position", "unit_code", "gender", "phone", "birth")
_HEADED = {"order", "full_name", "family_name", "given_name"}
_FROM_THE_CLERK = ("unit_uuid", "skip")


@dataclass(slots=True)
class Line:
    """One data row: its cells by what they hold, cleaned, with the section above it."""

    sheet: str
    number: int
    cells: dict[str, Any]
    section: str = ""
    warnings: list[str] = field(default_factory=list)
    unit_uuid: str = ""
    skip: bool = False

    def text(self, name: str) -> str:
        cell = self.cells.get(name)
        return cell if cell.__class__ is str else text_of(cell)


def data_lines(sheet: Sheet) -> list[Line] | None:
    """The data rows below the header; None when the sheet has no header."""
    header = find_header(sheet)
    return None if header is None else list(lines_below(header, sheet))


def lines_below(
    header: Header, sheet: Sheet, mended: Mapping[tuple[str, int], Mapping[str, str]] | None = None
) -> Iterator[Line]:
    """The data rows, each with what the clerk typed over it."""
    _fill_merged(sheet, header)
    return _Lines(sheet, header, mended or {}).lines()


class _Lines:
    """Walks down a sheet, remembering the sections, the values above, and whether the table has ended."""

    def __init__(
        self, sheet: Sheet, header: Header, mended: Mapping[tuple[str, int], Mapping[str, str]]
    ) -> None:
        self.sheet, self.header, self.mended = sheet, header, mended
        self.columns = [
            (name, at, _clean_again if name in _REPEATABLE else clean) for name, at in header.columns.items()
        ]
        self.repeatable = [name for name in _REPEATABLE if name in header.columns]
        self.sections = Sections()
        self.above: dict[str, Any] = {}
        self.signed = False
        self.wide = {top for top, left, _bottom, right in sheet.merged if right > left + 1}
        self.headings = {text.lower() for text in header.texts if text}

    def lines(self) -> Iterator[Line]:
        rows, name = self.sheet.rows, self.sheet.name
        for index in range(self.header.first_data_row, len(rows)):
            row, number = rows[index], index + 1
            rows[index] = []  # let go of what has been read: a roster may have 200,000 rows
            cells = self._cells(row)
            typed = self.mended.get((name, number))
            if not cells and not typed:
                self._look_at(row, index, cells)
                continue
            _join_name(cells)
            if self._is_data(cells, row) or typed:
                line = Line(name, number, cells, self.sections.text)
                if typed:
                    _type_over(line, typed)
                self._expand_ditto(line)
                yield line
            else:
                self._look_at(row, index, cells)

    def _cells(self, row: list[Any]) -> dict[str, Any]:
        cells: dict[str, Any] = {}
        width = len(row)
        for name, at, cleaned in self.columns:
            cell = row[at] if at < width else ""
            if cell.__class__ is str:
                cell = cleaned(cell) if cell else ""
            if cell != "" and cell is not None:
                cells[name] = cell
        return cells

    def _is_data(self, cells: dict[str, Any], row: list[Any]) -> bool:
        """With a name or an id, and neither heading, numbering, total nor signature."""
        known = looks_like_identity(cells.get("identity"))
        name = cells.get("full_name")
        if name is None:
            return known and not any(is_total(text) for text in _filled(row)[:1])
        name = text_of(name)
        if known:
            return not is_total(name) or len(text_of(cells["identity"])) >= 9
        if (
            is_no_person(name)
            or name.lower() in self.headings
            or (not name[0].isalpha() and is_numbering(row))
        ):
            return False
        said = [cells[key] for key in _SAYS_SOMETHING if key in cells]
        if self.signed:
            return any(re.search(r"\d{3}", text_of(cell)) for cell in said)
        return bool(said) or not self.sections.take(_filled(row))

    def _look_at(self, row: list[Any], index: int, cells: dict[str, Any]) -> None:
        """What a row that is no person tells: a section begins, or the signatures do."""
        filled = _filled(row)
        # A unit beside an empty name is a cell merged over too many rows, not a heading.
        is_heading = not cells or bool(_HEADED & cells.keys()) or index in self.wide
        if any(is_signed(text) for text in filled):
            self.signed = True
        elif filled and is_heading and not is_total(filled[0]):
            self.sections.take(filled)

    def _expand_ditto(self, line: Line) -> None:
        cells, above = line.cells, self.above
        for name in self.repeatable:
            cell = cells.get(name)
            if cell.__class__ is str and len(cell) <= 12 and _is_ditto(cell) and name in above:
                cells[name] = above[name]
                line.warnings.append("ditto_expanded")
            elif cell is not None:
                above[name] = cell


# Units, positions and districts repeat through a roster.
_clean_again = lru_cache(maxsize=20_000)(clean)


def _type_over(line: Line, typed: Mapping[str, str]) -> None:
    """What the clerk typed stands instead of the cell, and an empty text empties it."""
    line.unit_uuid, line.skip = typed.get("unit_uuid", ""), bool(typed.get("skip"))
    for name, value in typed.items():
        if name in _FROM_THE_CLERK:
            continue
        text = clean(value)
        if text:
            line.cells[name] = text
        else:
            line.cells.pop(name, None)


def _join_name(cells: dict[str, Any]) -> None:
    if "full_name" in cells or not ("family_name" in cells or "given_name" in cells):
        return
    parts = (text_of(cells.get("family_name")), text_of(cells.get("given_name")))
    cells["full_name"] = " ".join(part for part in parts if part)


def _filled(row: list[Any]) -> list[str]:
    return [text for cell in row if (text := text_of(cell))]


@lru_cache(maxsize=5_000)
def _is_ditto(text: str) -> bool:
    return bool(_DITTO.fullmatch(text))


def _fill_merged(sheet: Sheet, header: Header) -> None:
    """A merged cell gives its value to every row it covers."""
    filled = 0
    for top, left, bottom, _right in sheet.merged:
        if bottom <= top or top < header.first_data_row or top >= len(sheet.rows):
            continue
        filled += bottom - top
        if filled > 5 * MAX_ROWS:  # merges that lie over each other
            raise too_big()
        value = sheet.rows[top][left] if left < len(sheet.rows[top]) else ""
        for row in sheet.rows[top + 1 : bottom + 1]:
            if left < len(row) and not text_of(row[left]):
                row[left] = value
