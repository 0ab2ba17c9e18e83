"""Sheets that tell only who was away: when a file is one, and whom it leaves to be taken as present."""

import re
from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from common.errors import DomainError
from courses.models import Meeting, Seat, TrainingSession
from courses.queries.training.attendance import expected, standing
from people.rosters.book import Book, Sheet
from people.rosters.cells import text_of
from people.rosters.header import SEARCH_ROWS

# With its marks: *vàng* and *hội nghị* are other words.
_TITLE = re.compile(r"\b(?:danh sách|ds)\b.*\bvắng\b")
# Of those with leave alone, or without: the others were not all there.
_SOME = re.compile(r"\bphép\b")
_WHEN = re.compile(r"(?:buổi|ngày|sáng|chiều|tối)\b")
_BOTH = re.compile(r"có mặt|điểm danh")

Presumed = list[tuple[Seat, Meeting]]


def is_list_of_absences(sheet: Sheet, rows: int | None) -> bool:
    """Whether the sheet's name or a line above its heading calls it so."""
    said = (f"danh sách {sheet.name}".lower(), *_above(sheet, rows))
    return any(_TITLE.search(text) and not _BOTH.search(text) for text in said)


def titles_of_absences(sheet: Sheet, rows: int | None) -> list[str]:
    """What it says of its meeting: the name, the title, a line *Buổi 1, ngày …*; none where it tells of some alone."""
    said = [
        sheet.name.lower(),
        *(text for text in _above(sheet, rows) if _TITLE.search(text) or _WHEN.match(text)),
    ]
    return [] if any(map(_SOME.search, said)) else said


def _above(sheet: Sheet, rows: int | None) -> list[str]:
    return [text_of(cell).lower() for row in sheet.rows[: rows or 0] for cell in row]


def speaks_of_absences(book: Book) -> bool:
    """Of a file in which no table was found."""
    cells = (text_of(cell) for sheet in book.sheets for row in sheet.rows[:SEARCH_ROWS] for cell in row)
    return any("vắng" in text.lower() for text in cells)


def absences_unclear() -> DomainError:
    return DomainError(
        _(
            "Đây là danh sách người vắng, nhưng không có cột nào nói vắng buổi nào: hãy đặt tên cột “Vắng buổi 1”, "
            "“Vắng buổi 2”…, đánh x cho từng người vắng rồi gửi lại; hoặc ghi trên trang điểm danh của buổi."
        )
    )


def presumed_present(
    session: TrainingSession, meetings: Collection[Meeting], named: Iterable[tuple[int, int]]
) -> Presumed:
    """Whoever holds a seat, is not `named` (seat, meeting) as away, and of whom nothing is written yet."""
    known = {*standing(meetings), *named} if meetings else set()
    seats = expected(session.seats.filter(person__merged_into__isnull=True)).select_related("person")
    return [
        (seat, one)
        for seat in (seats if meetings else ())
        for one in meetings
        if seat.holds and (seat.pk, one.pk) not in known
    ]
