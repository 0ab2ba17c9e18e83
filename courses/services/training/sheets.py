"""The signed sheet, typed: kept as it came, looked at without writing, then written once."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import IO
from uuid import UUID, uuid5

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import Conflict, DomainError
from common.tables import Cell, Column, write_xlsx
from common.vietnamese import format_day
from courses.models import Attendance, AttendanceSheet, Meeting, Seat, TrainingSession
from courses.models.attendance import CAME, How, Presence
from courses.queries.training.attendance import live_meetings, standing
from courses.queries.training.papers import Line
from courses.queries.training.sheets import SheetReading, SheetRow, read_sheet
from courses.services.training.claims import seat_of_guest
from courses.services.training.register import Mark, Register
from courses.services.training.words import hour
from people.models import Account
from people.services.audit import Kind, record

SCANS = {b"%PDF": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG": "png"}
MOST_BYTES = 20 * 1024 * 1024


def keep_sheet(
    *, session: TrainingSession, name: str, table: bytes, scan: bytes = b"", at: datetime, by: Account
) -> AttendanceSheet:
    """Both files as they came; nothing is written into the register yet. Refuses what no sheet can be read from."""
    read_sheet(session, table, name, local_day(at))
    sheet = AttendanceSheet(session=session, name=name[-200:], uploaded_at=at, uploaded_by=by)
    sheet.table.save(f"{sheet.uuid}.{_kind(name)}", ContentFile(table), save=False)
    if scan:
        sheet.scan.save(f"{sheet.uuid}-ky.{_scan_kind(scan)}", ContentFile(scan), save=False)
    sheet.save()
    return sheet


def look_at(sheet: AttendanceSheet) -> SheetReading:
    """What writing it would do."""
    with sheet.table.open("rb") as file:
        return read_sheet(sheet.session, file.read(), sheet.name, local_day(sheet.uploaded_at))


@transaction.atomic
def apply_sheet(
    *, sheet: AttendanceSheet, guests: bool, reason: str = "", presumed: int | None = None, at: datetime,
    by: Account,
) -> list[Attendance]:  # fmt: skip
    """Write the good rows, and with `guests` those who came uninvited; a second call writes nothing more.

    `presumed`: how many the clerk has confirmed to have been there because the sheet does not name them as away.
    """
    register = Register(sheet.session, at=at, by=by, reason=reason)
    if sheet.rows.exists():
        raise Conflict(_("Bảng này đã ghi rồi."))
    reading = look_at(sheet)
    _require_confirmed(reading, presumed)
    good = reading.good
    came = [row for row in reading.guests if guests and set(row.states.values()) & set(CAME)]
    for row in came:
        assert row.person
        row.seat = seat_of_guest(register.session, row.person, at, by)
    rows = register.write(list(_marks(sheet, reading, [*good, *came])))
    detail = {"class": sheet.session.code, "file": sheet.name, "sha256": _digest(sheet)}
    unit = sheet.session.lead_unit
    record("class_sheet_written", kind=Kind.CHANGE, by=by, at=at, unit=unit, count=len(rows), detail=detail)
    return rows


def _require_confirmed(reading: SheetReading, presumed: int | None) -> None:
    """A name that could not be read may be of somebody who was away."""
    if reading.alone and reading.bad:
        raise Conflict(
            _(
                "Bảng chỉ ghi người vắng nên mọi dòng phải đọc được: hãy sửa các dòng có vấn đề rồi gửi lại tệp."
            )
        )
    if reading.alone and presumed is None:
        raise Conflict(
            _("Bảng chỉ ghi người vắng: hãy xác nhận những người được mời còn lại là có mặt, rồi mới ghi.")
        )
    if reading.alone and presumed != len(reading.presumed):
        raise Conflict(_("Danh sách lớp hoặc điểm danh vừa thay đổi: hãy xem lại bảng này trước khi ghi."))


def write_blank(target: IO[bytes], session: TrainingSession, lines: list[Line]) -> None:
    """The template: the roll with a column a meeting, to be ticked with x and sent back."""
    meetings = live_meetings(session)
    columns = [
        Column("TT", 5), Column("Họ và tên", 28), Column("Mã cán bộ", 14), Column("Ngày sinh", 12),
        Column("Điện thoại", 14), Column("Đơn vị", 34),
        *(Column(_heading(number, one), 16) for number, one in enumerate(meetings, start=1)),
    ]  # fmt: skip
    notes = [
        f"Lớp: {session.title} ({session.code})",
        "Ghi x: có mặt; M: đến muộn; S: về sớm; P: vắng có phép; để trống: vắng.",
        "Người đến thêm: ghi ở cuối, kèm mã cán bộ, hoặc điện thoại, ngày sinh.",
    ]
    rows: Iterator[list[Cell]] = (
        [number, line.name, line.staff_code, "", "", line.unit, *("" for _meeting in meetings)]
        for number, line in enumerate(lines, start=1)
    )
    write_xlsx(target, columns=columns, rows=rows, sheet="Điểm danh", title="BẢNG ĐIỂM DANH", notes=notes)


def _heading(number: int, meeting: Meeting) -> str:
    return f"Buổi {number} ({hour(meeting.starts_at)} {format_day(meeting.starts_at)})"


def _marks(sheet: AttendanceSheet, reading: SheetReading, rows: list[SheetRow]) -> Iterator[Mark]:
    meetings = {one.pk: one for one in reading.meetings}
    known = standing(meetings.values())
    for row in rows:
        assert row.seat
        seat = row.seat.pk
        empty = {key: Presence.ABSENT for key in row.blank if (seat, key) not in known}
        for key, state in {**row.states, **empty}.items():
            meeting = meetings[key]
            uuid = _uuid(sheet, row.seat, meeting)
            yield Mark(
                row.seat, meeting, Presence(state), How.SHEET, meeting.starts_at, uuid=uuid, sheet=sheet
            )
    for one, meeting in reading.presumed:
        yield Mark(
            one, meeting, Presence.PRESENT, How.SHEET, meeting.starts_at, uuid=_uuid(sheet, one, meeting),
            note="Không có tên trong danh sách vắng", sheet=sheet,
        )  # fmt: skip


def _uuid(sheet: AttendanceSheet, seat: Seat, meeting: Meeting) -> UUID:
    return uuid5(sheet.uuid, f"{seat.uuid}/{meeting.uuid}")


def _digest(sheet: AttendanceSheet) -> str:
    with sheet.table.open("rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def _kind(name: str) -> str:
    kind = name.lower().rpartition(".")[2]
    return kind if kind in {"xlsx", "xls", "csv"} else "bin"


def _scan_kind(scan: bytes) -> str:
    if len(scan) > MOST_BYTES:
        raise DomainError(_("Bản chụp quá lớn: tối đa 20 MB."))
    for magic, kind in SCANS.items():
        if scan.startswith(magic):
            return kind
    raise DomainError(_("Bản chụp phải là PDF, JPG hoặc PNG."))
