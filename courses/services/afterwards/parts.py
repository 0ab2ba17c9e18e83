"""What lies in a class's evidence folder: the courses' own part of settings.CLASS_FOLDER_PARTS."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from typing import IO, Any

from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string

from common.clock import local_day
from common.folder_part import Part
from common.tables import Column, write_xlsx
from courses.models import ClassReport, TrainingSession
from courses.queries.training.attendance import live_meetings, standing
from courses.queries.training.papers import lines_of
from courses.queries.training.roll import by_unit_and_name
from courses.queries.training.trained import trained_by
from courses.services.training.words import meeting_line


def parts_of_class(session: TrainingSession, at: datetime) -> Iterator[Part]:
    """Lists as printed, the statistics, the trainer's report, then every scan."""
    yield from _lists(session, local_day(at))
    yield Part("thong-ke.xlsx", "Thống kê người dự", partial(_statistics, session))
    report = ClassReport.objects.filter(session=session).select_related("written_by__person").first()
    if report:
        yield Part("bao-cao-giang-vien.html", "Báo cáo của giảng viên", partial(_report, report))
    for number, scan in enumerate(session.evidence.all(), start=1):
        ending = str(scan.file.name).rpartition(".")[2]
        title = f"{scan.get_kind_display()} – {scan.name}"
        yield Part(f"giay-to/{number:02d}-{scan.kind}.{ending}", title, partial(_copy, scan.file))
    yield from _signed(session)


def _signed(session: TrainingSession) -> Iterator[Part]:
    """Each sheet that was sent in: the table as it came, and the picture of the signed paper."""
    for number, sheet in enumerate(session.sheets.order_by("uploaded_at", "pk"), start=1):
        for name, told in (("table", "bảng"), ("scan", "bản ký")):
            file = getattr(sheet, name)
            if file:
                ending = str(file.name).rpartition(".")[2]
                yield Part(
                    f"diem-danh-da-nop/{number:02d}-{name}.{ending}",
                    f"Điểm danh đã nộp, {told} – {sheet.name}",
                    partial(_copy, file),
                )


def _lists(session: TrainingSession, day: date) -> Iterator[Part]:
    """The invitation list, and the sheets to sign, as many as the meetings need."""
    from courses.rendering.sheets import MEETINGS_A_SHEET, attendance_book, invitation_book

    meetings = list(session.meetings.filter(cancelled_at__isnull=True))
    lines = list(lines_of(session.seats.filter(person__merged_into__isnull=True), day))
    book = partial(invitation_book, session, meetings, lines, day)
    yield Part("danh-sach-moi.pdf", "Danh sách mời dự lớp", partial(_draw, book))
    for number, start in enumerate(range(0, len(meetings), MEETINGS_A_SHEET), start=1):
        book = partial(attendance_book, session, meetings[start : start + MEETINGS_A_SHEET], lines, day)
        title = f"Danh sách điểm danh để ký, tờ {number}"
        yield Part(f"diem-danh-{number}.pdf", title, partial(_draw, book))


def _draw(book: Callable[[], Any], target: IO[bytes]) -> None:
    from common.pdf_book import draw_book  # reportlab, only where something is printed

    draw_book(target, *book())


def _statistics(session: TrainingSession, target: IO[bytes]) -> None:
    """Everybody on the roll, what stands of them at each meeting, and who has the class on record."""
    done = trained_by([session.pk])[session.pk]
    meetings = live_meetings(session)
    stands = standing(meetings)
    columns = [Column("Họ và tên", 28), Column("Mã cán bộ", 14), Column("Đơn vị", 34), Column("Danh sách", 16),
               *(Column(meeting_line(one), 20) for one in meetings), Column("Hoàn thành", 12)]  # fmt: skip
    rows = (
        (
            seat.person.full_name, seat.person.staff_code, seat.unit.full_name if seat.unit else "",
            str(seat.get_state_display()),
            *(str(row.get_state_display()) if (row := stands.get((seat.pk, one.pk))) else "" for one in meetings),
            "x" if seat.person_id in done else "",
        )
        for seat in by_unit_and_name(session.seats.filter(person__merged_into__isnull=True))
    )  # fmt: skip
    write_xlsx(target, columns=columns, rows=rows, sheet="Thống kê", title=session.title)


def _report(report: ClassReport, target: IO[bytes]) -> None:
    target.write(render_to_string("courses/afterwards/report_file.html", {"report": report}).encode())


def _copy(file: FieldFile, target: IO[bytes]) -> None:
    with file.open("rb") as source:
        shutil.copyfileobj(source, target, 256 * 1024)
