"""The table in an attendance sheet: its headings of one or more rows, and every row with its boxes by meeting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from common.errors import DomainError
from courses.models import Meeting
from courses.models.attendance import Presence
from courses.queries.training.sheet_absences import absences_unclear, is_list_of_absences, titles_of_absences
from courses.sheet_headings import Columns, columns_of, has_marks, meeting_of_titles
from courses.sheet_marks import SIGNED, WORDS, absence_of, absence_with, is_name_of, state_of
from people.queries.tree import UnitTree
from people.rosters.book import Book, Sheet
from people.rosters.cells import text_of
from people.rosters.columns import folded_words
from people.rosters.header import Header, find_header
from people.rosters.lines import lines_below
from people.rosters.row import Row, read_row
from people.rosters.unit_finder import UnitFinder

CODE_HEADINGS = {
    f"{word} {whose}".strip() for word in ("ma", "ma so") for whose in ("can bo", "cb", "hoc vien", "hv", "nv", "nhan vien")
} | {"ma so"}  # fmt: skip
BESIDE = {Presence.LATE, Presence.LEFT_EARLY}  # a cross for these stands beside the cross for being there


@dataclass
class Written:
    """A row as written: the person's cells, the staff code, the boxes by the meeting's key.

    Of the meetings in `alone` only absences are written, and with `listed` of nobody else; at those in `signed`
    people signed with their name.
    """

    row: Row
    code: str
    boxes: dict[int, str]
    alone: set[int] = field(default_factory=set)
    listed: bool = False
    signed: set[int] = field(default_factory=set)

    @property
    def told(self) -> set[int]:
        """The meetings of which the row says something."""
        return {key for key, box in self.boxes.items() if box.strip()}


@dataclass
class _Table:
    """A sheet with its header and what its columns tick."""

    sheet: Sheet
    header: Header
    texts: list[str]
    columns: Columns

    @property
    def lists_absences(self) -> bool:
        return is_list_of_absences(self.sheet, self.header.row)


def rows_of(book: Book, meetings: list[Meeting], as_of: date) -> Iterator[Written]:
    """Every row of every sheet that is a table of these meetings."""
    starts = [localtime(one.starts_at) for one in meetings]
    finder = UnitFinder(UnitTree.load(), as_of)
    for sheet in book.sheets:
        table = _table(sheet, starts)
        if table:
            if table.columns.boxes and table.lists_absences:
                raise absences_unclear()
            yield from _rows(table, [one.pk for one in meetings], finder, as_of)


def _table(sheet: Sheet, starts: Sequence[datetime]) -> _Table | None:
    """With a name and the boxes alone it is a sheet of attendance, though no roster."""
    header = find_header(sheet, enough=lambda found: _ticked(sheet, found, starts).columns.say_something)
    table = _ticked(sheet, header, starts) if header else None
    if table and table.columns.beyond and not table.columns.boxes:
        raise too_many()
    return table if table and (table.columns.say_something or table.columns.unclear) else None


def too_many() -> DomainError:
    return DomainError(_("Tệp có nhiều buổi hơn lớp này: hãy tải lại tệp mẫu của lớp."))


def _ticked(sheet: Sheet, header: Header, starts: Sequence[datetime]) -> _Table:
    """The row below belongs to the headings where it says more of meetings and nothing of a person."""
    below = header.first_data_row
    deeper = replace(header, first_data_row=below + 1)
    for one in (deeper, header) if _is_free(sheet, header, below) else (header,):
        texts = _texts(sheet, one)
        columns = columns_of(texts, starts, sheet.name)
        if one is header and not (columns.say_something or columns.unclear or columns.beyond):
            columns.listed = _listed(sheet, header, texts, starts)
        if columns.say_something or one is header:
            return _Table(sheet, one, texts, columns)
    raise AssertionError


def _listed(sheet: Sheet, header: Header, texts: list[str], starts: Sequence[datetime]) -> int:
    """The meeting at which everybody in the table was away: a list of absences that has nothing to tick."""
    if not is_list_of_absences(sheet, header.row) or has_marks(texts):
        return 0
    titles = titles_of_absences(sheet, header.row)
    return meeting_of_titles(titles, starts) if titles else 0


def _is_free(sheet: Sheet, header: Header, index: int) -> bool:
    """Whether nothing stands under the names and numbers there."""
    own = {
        at
        for name, at in header.columns.items()
        if name in ("order", "full_name", "family_name", "given_name")
    }
    row = sheet.rows[index] if index < len(sheet.rows) else []
    return any(map(text_of, row)) and not any(text_of(row[at]) for at in own if at < len(row))


def _texts(sheet: Sheet, header: Header) -> list[str]:
    """The words above each column, from the top; a heading over several columns stands above each of them."""
    first = header.row if header.row is not None else header.first_data_row
    rows = [[text_of(cell) for cell in sheet.rows[at]] for at in range(first, header.first_data_row)]
    for top, left, bottom, right in sheet.merged:
        if first <= top and bottom < header.first_data_row:
            row = rows[top - first]
            row[left : right + 1] = [row[left]] * (min(right + 1, len(row)) - left)
    wide = max(map(len, rows), default=0)
    return [" ".join(row[at] for row in rows if at < len(row) and row[at]) for at in range(wide)]


def _rows(table: _Table, keys: list[int], finder: UnitFinder, as_of: date) -> Iterator[Written]:
    code_at = next((at for at, text in enumerate(table.texts) if folded_words(text) in CODE_HEADINGS), None)
    lines = lines_below(table.header, table.sheet)  # fills merged cells
    grid = [list(row) for row in table.sheet.rows]  # the reader lets go of rows that it has read
    for line in lines:
        cells = grid[line.number - 1]
        _refuse_unclear(table, cells)
        code = _cell(cells, code_at).upper() if code_at is not None else ""
        yield _written(read_row(line, as_of=as_of, finder=finder), code, table, cells, keys)


def _written(row: Row, code: str, table: _Table, cells: list[Any], keys: list[int]) -> Written:
    columns = table.columns
    one = Written(row, code, _boxes(columns, cells, keys), listed=table.lists_absences)
    for at, (number, state) in columns.absences.items():
        key, cross = keys[number - 1], _cell(cells, at)
        one.alone.add(key)
        said = [one.boxes.get(key, ""), absence_of(cross, state) if cross else ""]
        one.boxes[key] = " / ".join(filter(None, said))
    if columns.listed:
        known = {at for name, at in table.header.columns.items() if name != "notes"}
        key = keys[columns.listed - 1]
        one.alone.add(key)
        one.boxes[key] = absence_with(_cell(cells, at) for at in range(len(cells)) if at not in known)
    for at in columns.signed:
        if is_name_of(_cell(cells, at), row.full_name):
            one.signed.add(keys[columns.boxes[at] - 1])
    one.boxes |= dict.fromkeys(one.signed, SIGNED)
    return one


def _boxes(columns: Columns, cells: list[Any], keys: list[int]) -> dict[int, str]:
    """A cross below *Vắng* says Vắng; with a cross for being there as well, nobody can say which."""
    boxes = {keys[number - 1]: _cell(cells, at) for at, number in columns.boxes.items()}
    for at, (number, state) in columns.crosses.items():
        key, cross = keys[number - 1], _cell(cells, at)
        if cross and state_of(cross) != "absent":
            said = WORDS[state] if state_of(cross) == "present" else cross
            boxes[key] = said if state in BESIDE or not boxes[key] else f"{boxes[key]} / {said}"
    return boxes


def _refuse_unclear(table: _Table, cells: list[Any]) -> None:
    """A column that was filled in but names no meeting would be lost without a word."""
    for at in sorted(table.columns.unclear | table.columns.beyond):
        if _cell(cells, at):
            if at in table.columns.beyond:
                raise too_many()
            raise DomainError(
                _(
                    "Cột “%(heading)s” không ứng với đúng một buổi của lớp: hãy ghi “Buổi 1”, “Buổi 2”… ở đầu cột."
                )
                % {"heading": table.texts[at][:80]}
            )


def _cell(cells: list[Any], at: int) -> str:
    return text_of(cells[at]) if at < len(cells) else ""
