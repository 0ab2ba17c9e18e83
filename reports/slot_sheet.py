"""The week's programme as a sheet for the radio station's wall, with room to write what sounded."""

import io
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from common.pdf_book import Book, draw_book
from common.pdf_fonts import ONE_AT_A_TIME
from common.vietnamese import format_day, weekday_name
from people.models import OrgUnit
from reports.queries.loudspeaker.week import Day, Line

COLUMNS = (
    ("Giờ", 14.0),
    ("Bài phát", 62.0),
    ("Cụm loa", 46.0),
    ("Đã phát (giờ)", 24.0),
    ("Người phát ký", 37.0),
)


def week_sheet(commune: OrgUnit, monday: date, days: Iterable[Day], today: date) -> bytes:
    """A4 upright; a heading a day, days without a slot left out."""
    sunday = monday + timedelta(days=6)
    span = _("Tuần từ %(first)s đến %(last)s.") % {"first": format_day(monday), "last": format_day(sunday)}
    told = _("Phát xong ghi giờ và ký; cuối tuần ghi lại trên Lớp Số, mục Phát loa.")
    book = Book(
        above=f"ỦY BAN NHÂN DÂN {commune.full_name.upper()}", office="ĐÀI TRUYỀN THANH",
        title="CHƯƠNG TRÌNH PHÁT LOA BÀI HƯỚNG DẪN", place=commune.name, printed_on=today, columns=COLUMNS,
        facts=[span, told], maker="NGƯỜI PHÁT THANH", upright=True,
    )  # fmt: skip
    out = io.BytesIO()
    with ONE_AT_A_TIME:
        draw_book(out, book, _rows(days))
    return out.getvalue()


def _rows(days: Iterable[Day]) -> Iterator[tuple[str, ...]]:
    for day in days:
        if day.lines:
            yield (f"{weekday_name(day.day)}, {format_day(day.day)}",)
        for line in day.lines:
            yield _row(line)


def _row(line: Line) -> tuple[str, ...]:
    slot = line.slot
    where = "\n".join(place.full_name for place in slot.places.all())
    title = f"{slot.activity.title}\n{slot.note}" if slot.note else slot.activity.title
    done = f"{line.aired[0].aired_at:%H:%M}" if line.aired and not line.missing else "\u00a0"
    return (f"{slot.hour:%H:%M}", title, where, done, "\u00a0")
