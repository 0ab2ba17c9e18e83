"""An attendance sheet as it came, row by row: who is meant, by the roster's rules, and what the boxes say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from common.errors import DomainError
from courses.models import Meeting, Seat, TrainingSession
from courses.queries.training.attendance import live_meetings
from courses.queries.training.sheet_people import SheetPeople
from courses.sheet_marks import meeting_of_heading, state_of
from people.models import Person
from people.queries.tree import UnitTree
from people.rosters.book import Sheet, open_book
from people.rosters.cells import text_of
from people.rosters.columns import folded_words
from people.rosters.header import Header, find_header
from people.rosters.lines import lines_below
from people.rosters.row import Row, read_row
from people.rosters.unit_finder import UnitFinder

CODE_HEADINGS = {"ma can bo", "ma cb", "ma so can bo", "ma so cb"}


@dataclass
class SheetRow:
    """One row: `states` by the meeting's key; `problem` says in a sentence why it is not written.

    An empty box is an absence only where nothing else is known: `blank`.
    """

    number: int
    name: str
    states: dict[int, str] = field(default_factory=dict)
    blank: list[int] = field(default_factory=list)
    person: Person | None = None
    seat: Seat | None = None
    problem: str = ""

    @property
    def is_guest(self) -> bool:
        """Known to the record, without a place in the class."""
        return self.person is not None and (self.seat is None or not self.seat.holds)


@dataclass
class SheetReading:
    """The rows in order, and the meetings of which the sheet says something."""

    rows: list[SheetRow]
    meetings: list[Meeting]

    @property
    def good(self) -> list[SheetRow]:
        return [row for row in self.rows if not row.problem and not row.is_guest]

    @property
    def guests(self) -> list[SheetRow]:
        return [row for row in self.rows if not row.problem and row.is_guest]

    @property
    def bad(self) -> list[SheetRow]:
        return [row for row in self.rows if row.problem]


@dataclass
class _Written:
    """A row as written: the person's cells, the staff code, the boxes by meeting."""

    row: Row
    code: str
    boxes: dict[int, str]


def read_sheet(session: TrainingSession, data: bytes, file_name: str, as_of: date) -> SheetReading:
    """Refuses a file that is no table of this class; everything else has its sentence in its row."""
    meetings = live_meetings(session)
    written = [one for sheet in open_book(data, file_name).sheets for one in _rows(sheet, meetings, as_of)]
    if not written:
        raise DomainError(
            _("Không đọc được: cần dòng tiêu đề có “Họ và tên” và “Buổi 1”, “Buổi 2”… như tệp mẫu.")
        )
    told = {key for one in written for key, box in one.boxes.items() if box.strip()}
    if not told:
        raise DomainError(_("Các cột buổi học còn trống: chưa có gì để ghi."))
    people = SheetPeople(session, [(one.row, one.code) for one in written])
    seen: set[int] = set()
    rows = [_judged(one, people, told, seen) for one in written]
    return SheetReading(rows, [one for one in meetings if one.pk in told])


def _judged(one: _Written, people: SheetPeople, told: set[int], seen: set[int]) -> SheetRow:
    found = SheetRow(one.row.number, one.row.full_name)
    found.person, found.problem = people.find(one.row, one.code)
    if found.person is None:
        return found
    if found.person.pk in seen:
        found.problem = _("Người này đã có ở dòng trên.")
    seen.add(found.person.pk)
    found.seat = people.seats.get(found.person.pk)
    for key, box in one.boxes.items():
        state = state_of(box)
        if key not in told:
            continue
        if not box.strip():
            found.blank.append(key)
        elif state is None:
            found.problem = found.problem or _("Không hiểu ký hiệu “%(box)s”.") % {"box": box[:40]}
        else:
            found.states[key] = state
    return found


def _rows(sheet: Sheet, meetings: list[Meeting], as_of: date) -> Iterator[_Written]:
    header = find_header(sheet)
    boxes = _boxes(header, meetings) if header else {}
    if header is None or not boxes:
        return
    code_at = next((at for at, text in enumerate(header.texts) if folded_words(text) in CODE_HEADINGS), None)
    grid = [list(row) for row in sheet.rows]  # the reader lets go of rows that it has read
    finder = UnitFinder(UnitTree.load(), as_of)
    for line in lines_below(header, sheet):
        cells = grid[line.number - 1]
        code = _cell(cells, code_at).upper() if code_at is not None else ""
        told = {key: _cell(cells, at) for at, key in boxes.items()}
        yield _Written(read_row(line, as_of=as_of, finder=finder), code, told)


def _boxes(header: Header, meetings: list[Meeting]) -> dict[int, int]:
    """Column → meeting."""
    found = {at: meeting_of_heading(text) for at, text in enumerate(header.texts)}
    numbers = {at: number for at, number in found.items() if number}
    if any(number > len(meetings) for number in numbers.values()):
        raise DomainError(_("Tệp có nhiều buổi hơn lớp này: hãy tải lại tệp mẫu của lớp."))
    return {at: meetings[number - 1].pk for at, number in numbers.items()}


def _cell(cells: list[Any], at: int) -> str:
    return text_of(cells[at]) if at < len(cells) else ""
