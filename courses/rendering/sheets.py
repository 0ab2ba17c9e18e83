"""The invitation list and the attendance sheet: Vietnamese, as official papers are, by unit and given name."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from common.pdf_book import Book
from common.vietnamese import format_number
from courses.models import Meeting, TrainingSession
from courses.queries.training.papers import Line
from people.models import OrgUnit
from people.queries.letterhead import body_names, province_on

MEETINGS_A_SHEET = 6
WIDE = 270  # millimetres across
INVITED = (("TT", 10), ("Họ và tên", 52), ("Chức vụ", 54), ("Mã cán bộ", 25), ("Ghi chú", 42))


def invitation_book(
    session: TrainingSession, meetings: Sequence[Meeting], lines: Sequence[Line], today: date
) -> tuple[Book, Iterator[tuple[str, ...]]]:
    """Who is invited, upright."""
    facts = [f"Lớp: {session.title} ({session.code})", *_when(meetings)]
    if session.note:
        facts.append(f"Lưu ý: {session.note}")
    book = Book(
        title="DANH SÁCH MỜI DỰ LỚP TẬP HUẤN", columns=INVITED, facts=facts, printed_on=today, upright=True,
        sums=[_sum(lines)], maker="NGƯỜI LẬP DANH SÁCH", **_heading(session.lead_unit, today),
    )  # fmt: skip
    return book, _rows(lines, lambda line: (line.name, line.position, line.staff_code, ""))


def attendance_book(
    session: TrainingSession, meetings: Sequence[Meeting], lines: Sequence[Line], today: date
) -> tuple[Book, Iterator[tuple[str, ...]]]:
    """A place to sign for each meeting of the sheet; the second line of a name keeps the row high enough for a pen."""
    room = (WIDE - 10 - 72) / max(1, len(meetings))
    columns: list[tuple[str, float]] = [("TT", 10), ("Họ và tên, mã cán bộ, chức vụ", 72)]
    columns += [(_column(meeting), room) for meeting in meetings]
    facts = [f"Lớp: {session.title} ({session.code})", *_places(meetings)]
    book = Book(
        title="DANH SÁCH ĐIỂM DANH", columns=columns, facts=facts, printed_on=today, sums=[_sum(lines)],
        maker="GIẢNG VIÊN", **_heading(session.lead_unit, today),
    )  # fmt: skip
    blank = ("",) * len(meetings)
    return book, _rows(
        lines,
        lambda line: (f"{line.name}\n{' · '.join(filter(None, (line.staff_code, line.position)))}", *blank),
    )


def _rows(lines: Iterable[Line], cells: Any) -> Iterator[tuple[str, ...]]:
    unit = None
    for number, line in enumerate(lines, start=1):
        if line.unit != unit:
            unit = line.unit
            yield (line.unit,)
        yield (str(number), *cells(line))


def _sum(lines: Sequence[Line]) -> str:
    return f"Danh sách có {format_number(len(lines))} người."


def _column(meeting: Meeting) -> str:
    start = timezone.localtime(meeting.starts_at)
    return f"{start.hour}:{start.minute:02d}\n{start:%d/%m/%Y}"


def _times(meeting: Meeting) -> str:
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return f"{start.hour}:{start.minute:02d} – {end.hour}:{end.minute:02d} ngày {start:%d/%m/%Y}"


def _when(meetings: Sequence[Meeting]) -> list[str]:
    if not meetings:
        return ["Thời gian, địa điểm: sẽ báo sau"]
    return [f"Buổi {n}: {_times(one)}, tại {one.place}" for n, one in enumerate(meetings, start=1)]


def _places(meetings: Sequence[Meeting]) -> list[str]:
    """The halls once, in the order of the meetings."""
    return [f"Địa điểm: {'; '.join(dict.fromkeys(one.place for one in meetings))}"] if meetings else []


def _heading(office: OrgUnit, today: date) -> dict[str, Any]:
    province = province_on(today)
    above, name = body_names(office, province)
    place = (province or office).name if office.is_office else office.name
    lines = ["THỦ TRƯỞNG ĐƠN VỊ"] if office.is_office else ["TM. ỦY BAN NHÂN DÂN"]
    return {"above": above, "office": name, "place": place, "signatory": [*lines, ""]}
