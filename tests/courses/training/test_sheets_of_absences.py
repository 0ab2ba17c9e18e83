"""Sheets that tell only who was away, signatures as names, and marks with their reason."""

from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from common.errors import DomainError
from courses.models import Attendance, AttendanceSheet, Seat, TrainingSession
from courses.services.training.sheets import apply_sheet, keep_sheet, look_at
from courses.services.training.ticking import Tick, tick
from courses.sheet_headings import columns_of
from courses.sheet_marks import state_of
from people.models import Account
from tests.courses.training.cast import AFTERWARDS, client_of, running, states
from tests.courses.training.test_clerks_sheets import book, read, said
from tests.factories.training import SeatFactory

NAMES = ("Lê Văn An", "Trần Thị Bình", "Phạm Văn Cường", "Đỗ Thị Dung")
TEN = datetime(2026, 12, 10, 8)  # noqa: DTZ001


def kept(session: TrainingSession, clerk: Account, *rows: Any, sheet: str = "Sheet1") -> AttendanceSheet:
    return keep_sheet(session=session, name="vang.xlsx", table=book({sheet: rows}), at=AFTERWARDS, by=clerk)


def named(session: TrainingSession, number: int = 1) -> list[Seat]:
    return [SeatFactory(session=session, person__full_name=name) for name in NAMES[:number]]


@pytest.mark.parametrize(
    ("box", "state"),
    [
        ("ốm", "excused"), ("Công tác", "excused"), ("bận công tác", "excused"), ("phép", "excused"),
        ("nghỉ phép", "excused"), ("thai sản", "excused"), ("x (muộn)", "late"), ("X (đến muộn 10 phút)", "late"),
        ("có mặt (trễ 15')", "late"), ("x (về sớm)", "left_early"), ("vắng (ốm)", "excused"),
        ("Vắng (không phép)", "absent"), ("x (vắng)", None), ("vắng (x)", None), ("x (đại diện)", None),
    ],
)  # fmt: skip
def test_marks_say_why_and_how_late(box: str, state: str | None) -> None:
    assert state_of(box) == state


def test_where_people_work_is_no_heading_of_absences() -> None:
    assert columns_of(["Họ và tên", "Công tác", "Điểm danh"], [TEN]).crosses == {}


@pytest.mark.django_db
def test_a_name_in_the_column_to_sign_is_a_signature_only_there_and_only_ones_own() -> None:
    session = running(meetings=1)
    one, two, three = (seat.person.full_name for seat in named(session, 3))
    short = f"{one.split()[0][0]}. {one.split()[-1]}"
    rows = [(one, short), (two, two), (three, "Vũ Thị Lạ")]
    reading = read(session, ("Họ và tên", "Ký nhận"), *rows)
    assert (said(reading), reading.signed) == ([["present"], ["present"]], 2)
    assert "Vũ Thị Lạ" in reading.bad[0].problem
    reading = read(session, ("Họ và tên", "Điểm danh"), *rows, (one, "x"))
    assert (len(reading.bad), reading.signed) == (4, 0)


@pytest.mark.django_db
def test_a_sheet_of_absences_is_written_only_once_the_clerk_says_who_the_others_are(clerk: Account) -> None:
    session = running(meetings=1)
    away, ill, there, late = named(session, 4)
    meeting = session.meetings.get()
    tick(meeting=meeting, ticks={late.uuid: Tick("", "late")}, at=meeting.ends_at, by=clerk)
    rows = [
        ("DANH SÁCH VẮNG", ""),
        ("Họ và tên", "Vắng"),
        (away.person.full_name, "x"),
        (ill.person.full_name, "ốm"),
    ]
    sheet = kept(session, clerk, *rows)
    assert [seat for seat, _meeting in look_at(sheet).presumed] == [there]
    page = client_of(clerk)
    address = reverse("attendance_sheet_look", args=[session.uuid, sheet.uuid])
    look = page.get(address).content.decode()
    assert "Bảng chỉ ghi người vắng" in look
    assert there.person.full_name in look
    page.post(address)
    assert states(session) == ["late"]
    page.post(address, {"con_lai": "2"})  # of another list than the one that was looked at
    assert states(session) == ["late"]
    page.post(address, {"con_lai": "1"})
    assert states(session) == ["absent", "excused", "present", "late"]
    assert Attendance.objects.get(seat=there).note == "Không có tên trong danh sách vắng"


@pytest.mark.django_db
def test_the_whole_roll_with_crosses_for_absence_alone_asks_too(clerk: Account) -> None:
    session = running()
    one, two = named(session, 2)
    heading = ("Họ và tên", "Vắng buổi 1 (không phép)", "Có phép buổi 1", "Vắng buổi 2")
    sheet = kept(
        session, clerk, heading, (one.person.full_name, "", "", ""), (two.person.full_name, "", "x", "")
    )
    with pytest.raises(DomainError, match="xác nhận"):
        apply_sheet(sheet=sheet, guests=False, at=AFTERWARDS, by=clerk)
    apply_sheet(sheet=sheet, guests=False, presumed=1, at=AFTERWARDS, by=clerk)
    assert states(session) == ["present", "excused"]  # nothing was said of the second meeting


@pytest.mark.django_db
def test_a_row_that_cannot_be_read_stops_a_sheet_of_absences(clerk: Account) -> None:
    session = running(meetings=1)
    one, _other = named(session, 2)
    sheet = kept(session, clerk, ("Họ và tên", "Vắng"), (one.person.full_name, "x"), ("Vũ Thị Lạ", "x"))
    with pytest.raises(DomainError, match="mọi dòng phải đọc được"):
        apply_sheet(sheet=sheet, guests=False, presumed=1, at=AFTERWARDS, by=clerk)
    assert states(session) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "sheet"),
    [
        ([("Danh sách học viên vắng mặt", ""), ("Họ và tên", "Đơn vị"), ("Lê An", "Xã")], "Sheet1"),
        (
            [("DANH SÁCH VẮNG", ""), ("Họ và tên", "Buổi 1"), ("Lê An", "x")],
            "Sheet1",
        ),  # a cross would be presence
        ([("Họ và tên", "Buổi 1"), ("Lê An", "x")], "Vắng"),
        ([("Họ và tên", "Vắng"), ("Lê An", "x")], "Sheet1"),  # of which of two meetings?
    ],
)
def test_a_list_of_absences_that_names_no_meeting_is_refused_with_what_to_do(
    clerk: Account, rows: list[Any], sheet: str
) -> None:
    with pytest.raises(DomainError, match="Vắng buổi 1"):
        kept(running(), clerk, *rows, sheet=sheet)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("meetings", "above", "sheet"),
    [
        (1, ["DANH SÁCH VẮNG"], "Sheet1"),
        (2, ["DANH SÁCH HỌC VIÊN VẮNG MẶT BUỔI 1"], "Sheet1"),
        (2, ["Danh sách vắng", "Buổi 1, sáng"], "Sheet1"),
        (2, ["Lớp chuyển đổi số khóa 3"], "Vắng buổi 1"),
    ],
)
def test_a_list_of_names_alone_says_who_was_away(
    clerk: Account, meetings: int, above: list[str], sheet: str
) -> None:
    session = running() if meetings > 1 else running(meetings=1)
    away, ill, there = named(session, 3)
    rows = [
        *((text,) for text in above),
        ("STT", "Họ và tên", "Lý do"),
        (1, away.person.full_name, "Bận việc nhà"),
        (2, ill.person.full_name, "Ốm"),
    ]
    kept_sheet = kept(session, clerk, *rows, sheet=sheet)
    first = session.meetings.order_by("starts_at")[0]
    assert look_at(kept_sheet).presumed == [(there, first)]
    page, address = client_of(clerk), reverse("attendance_sheet_look", args=[session.uuid, kept_sheet.uuid])
    page.post(address)
    assert states(session) == []
    page.post(address, {"con_lai": "1"})
    assert states(session) == ["absent", "excused", "present"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "title",
    [
        "Danh sách vắng", "Danh sách vắng buổi 1 và 2", "Danh sách vắng buổi 1, buổi 2", "Danh sách vắng buổi 3",
        "Danh sách vắng có phép buổi 1", "Danh sách có mặt, vắng buổi 1",
    ],
)  # fmt: skip
def test_names_alone_below_a_title_that_fits_no_one_meeting_are_refused(clerk: Account, title: str) -> None:
    with pytest.raises(DomainError, match="Vắng buổi 1"):
        kept(running(), clerk, (title,), ("STT", "Họ và tên"), (1, "Lê An"))


@pytest.mark.django_db
def test_a_mark_beside_a_name_in_a_list_of_names_alone_is_not_guessed() -> None:
    session = running(meetings=1)
    names = [seat.person.full_name for seat in named(session, 2)]
    reading = read(
        session, ("Danh sách vắng",), ("STT", "Họ và tên", "Ghi chú"), (1, names[0], "x"), (2, names[1], "")
    )
    assert [row.name for row in reading.bad] == [names[0]]
    assert said(reading) == [["absent"]]


@pytest.mark.django_db
def test_dashes_and_names_without_a_cross_are_not_guessed() -> None:
    session = running(meetings=1)
    names = [seat.person.full_name for seat in named(session, 2)]
    reading = read(session, ("Họ và tên", "Vắng"), (names[0], "-"), (names[1], "x"))
    assert len(reading.bad) == 1
    title = ("Danh sách vắng", "")
    reading = read(session, title, ("Họ và tên", "Vắng"), (names[0], ""), (names[1], "x"))
    assert "không đánh dấu" in reading.bad[0].problem


@pytest.mark.django_db
def test_a_cross_below_a_word_means_the_same_to_a_clerk_who_reads_english() -> None:
    session = running(meetings=1)
    (seat,) = named(session)
    with translation.override("en"):
        reading = read(session, ("Họ và tên", "Có mặt", "Vắng"), (seat.person.full_name, "", "x"))
    assert said(reading) == [["absent"]]


@pytest.mark.django_db
def test_the_look_says_how_signatures_were_read(clerk: Account) -> None:
    session = running(meetings=1)
    (seat,) = named(session)
    name = seat.person.full_name
    files = {"table": SimpleUploadedFile("ky.xlsx", book({"S": [("Họ và tên", "Chữ ký"), (name, name)]}))}
    answer = client_of(clerk).post(reverse("attendance_sheet", args=[session.uuid]), files, follow=True)
    assert "1 chỗ ghi họ tên của chính người đó được đọc là đã ký" in answer.content.decode()
