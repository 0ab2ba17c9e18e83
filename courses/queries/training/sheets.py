"""An attendance sheet as it came, row by row: who is meant, by the roster's rules, and what the boxes say."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from common.errors import DomainError
from courses.models import Meeting, Seat, TrainingSession
from courses.models.attendance import Presence
from courses.queries.training.attendance import live_meetings
from courses.queries.training.sheet_absences import (
    Presumed,
    absences_unclear,
    presumed_present,
    speaks_of_absences,
)
from courses.queries.training.sheet_people import SheetPeople
from courses.queries.training.sheet_table import Written, rows_of
from courses.sheet_marks import state_of, v_means_absent
from people.models import Person
from people.rosters.book import open_book
from people.rosters.cells import text_of


@dataclass
class SheetRow:
    """One row: `states` by the meeting's key; `problem` says in a sentence why it is not written.

    An empty box is an absence only where nothing else is known: `blank`.
    """

    sheet: str
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
    unread: list[str] = field(default_factory=list)  # sheets of the file, hidden ones among them
    v_is_absent: bool = False  # V stands for *vắng*, and somebody wrote it
    signed: int = 0  # names in the column to sign that were taken as signatures
    alone: list[Meeting] = field(default_factory=list)  # of these only absences are told
    presumed: Presumed = field(default_factory=list)  # present, because no sheet says that they were away

    @property
    def good(self) -> list[SheetRow]:
        return [row for row in self.rows if not row.problem and not row.is_guest]

    @property
    def guests(self) -> list[SheetRow]:
        return [row for row in self.rows if not row.problem and row.is_guest]

    @property
    def sums(self) -> list[tuple[Meeting, list[tuple[str, int]]]]:
        """What the rows to be written say of each meeting: a column read as the wrong one is seen here."""
        said = Counter((key, state) for row in self.good for key, state in row.states.items())
        said.update((one.pk, Presence.PRESENT.value) for _seat, one in self.presumed)
        return [
            (one, [(str(kind.label), n) for kind in Presence if (n := said[one.pk, kind.value])])
            for one in self.meetings
        ]

    @property
    def bad(self) -> list[SheetRow]:
        return [row for row in self.rows if row.problem]


@dataclass
class _Way:
    """How one sheet was filled in: the meetings of which it says something, and what V means in it."""

    told: set[int]
    v_is_absent: bool
    wrote_v: bool


def read_sheet(session: TrainingSession, data: bytes, file_name: str, as_of: date) -> SheetReading:
    """Refuses a file that is no table of this class; everything else has its sentence in its row."""
    meetings = live_meetings(session)
    book = open_book(data, file_name)
    said_something = [
        sheet.name for sheet in book.sheets if any(any(map(text_of, row)) for row in sheet.rows)
    ]
    written = list(rows_of(book, meetings, as_of))
    if not written and speaks_of_absences(book):
        raise absences_unclear()
    if not written:
        raise DomainError(
            _("Không đọc được: cần dòng tiêu đề có “Họ và tên” và “Buổi 1”, “Buổi 2”… như tệp mẫu.")
        )
    if not any(one.told for one in written):
        raise DomainError(_("Các cột buổi học còn trống: chưa có gì để ghi."))
    people = SheetPeople(session, [(one.row, one.code) for one in written], as_of)
    seen: set[tuple[int, int]] = set()
    ways = _ways(written)
    rows = [_judged(one, people, ways[one.row.sheet], seen) for one in written]
    told = {key for way in ways.values() for key in way.told}
    unread = [name for name in said_something if name not in ways]
    v_is_absent = any(way.v_is_absent and way.wrote_v for way in ways.values())
    signed = sum(len(one.signed & told) for one in written)
    alone = _alone(meetings, written, told)
    named = [(row.seat.pk, key) for row in rows if row.seat for key in row.states]
    return SheetReading(
        rows, [one for one in meetings if one.pk in told], unread + book.hidden, v_is_absent, signed, alone,
        presumed_present(session, alone, named),
    )  # fmt: skip


def _alone(meetings: list[Meeting], written: list[Written], told: set[int]) -> list[Meeting]:
    """The meetings of which only absences are told; one sheet may not tell them so and another otherwise."""
    alone = {key for one in written for key in one.alone} & told
    if any(alone & (one.boxes.keys() - one.alone) for one in written):
        raise absences_unclear()
    return [one for one in meetings if one.pk in alone]


def _ways(written: list[Written]) -> dict[str, _Way]:
    by_sheet: dict[str, list[Written]] = {}
    for one in written:
        by_sheet.setdefault(one.row.sheet, []).append(one)
    return {name: _way(rows) for name, rows in by_sheet.items()}


def _way(rows: list[Written]) -> _Way:
    boxes = [box for one in rows for box in one.boxes.values()]
    told = {key for one in rows for key in one.told}
    return _Way(told, v_means_absent(boxes), any(box.strip().lower() == "v" for box in boxes))


def _judged(one: Written, people: SheetPeople, way: _Way, seen: set[tuple[int, int]]) -> SheetRow:
    found = SheetRow(one.row.sheet, one.row.number, one.row.full_name)
    found.person, found.problem = people.find(one.row, one.code)
    if found.person is None:
        return found
    own = {(found.person.pk, key) for key in one.boxes if key in way.told}
    if own & seen:  # another sheet may tell the same people's other meetings
        found.problem = _("Người này đã có ở dòng trên.")
    seen |= own
    found.seat = people.seats.get(found.person.pk)
    if one.listed and not one.told:
        found.problem = found.problem or _("Có tên trong danh sách vắng mà không đánh dấu vắng buổi nào.")
    for key, box in one.boxes.items():
        state = state_of(box, v_is_absent=way.v_is_absent)
        if key not in way.told:
            continue
        if not box.strip() and key in one.alone:
            continue  # named without a cross
        if not box.strip():
            found.blank.append(key)
        elif state is None:
            found.problem = found.problem or _("Không hiểu ký hiệu “%(box)s”.") % {"box": box[:40]}
        else:
            found.states[key] = state
    return found
