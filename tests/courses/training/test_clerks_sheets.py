"""Attendance sheets as clerks make them: headings of two rows, days instead of numbers, no codes, several sheets."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common.clock import local_day
from common.errors import DomainError
from courses.models import Seat, TrainingSession
from courses.queries.training.sheets import SheetReading, read_sheet
from courses.sheet_headings import columns_of
from courses.sheet_marks import state_of
from people.models import OrgUnit
from tests.courses.training.cast import AFTERWARDS, client_of, running
from tests.factories import OrgUnitFactory, PersonFactory, PostingFactory
from tests.factories.training import SeatFactory, SessionTrainerFactory

TEN, ELEVEN = datetime(2026, 12, 10, 8), datetime(2026, 12, 11, 8)  # noqa: DTZ001
NOON = datetime(2026, 12, 10, 13, 30)  # noqa: DTZ001
UNIT = "Đơn vị công tác"
Rows = Sequence[Sequence[Any]]


def book(sheets: dict[str, Rows], merged: Iterable[tuple[Any, ...]] = ()) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as written:
        for name, rows in sheets.items():
            page = written.add_worksheet(name)
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
            for cells in merged:
                page.merge_range(*cells)
    return target.getvalue()


def read(
    session: TrainingSession, *rows: Sequence[Any], merged: Iterable[tuple[Any, ...]] = ()
) -> SheetReading:
    return read_sheet(session, book({"Sheet1": rows}, merged), "bang.xlsx", local_day(AFTERWARDS))


def said(reading: SheetReading) -> list[list[str]]:
    return [list(row.states.values()) for row in reading.good]


@pytest.fixture
def commune() -> OrgUnit:
    unit: OrgUnit = OrgUnitFactory(name="Xuân Lộc", full_name="Xã Xuân Lộc")
    return unit


def seat_of(session: TrainingSession, name: str, unit: OrgUnit, **more: Any) -> Seat:
    person = PersonFactory(full_name=name, **more)
    PostingFactory(person=person, unit=unit)
    seat: Seat = SeatFactory(session=session, person=person, unit=unit)
    return seat


@pytest.mark.parametrize(
    ("headings", "starts", "boxes"),
    [
        (["Sáng", "Chiều"], [TEN, NOON], {0: 1, 1: 2}),
        (["10/12 (S)", "10/12 (C)"], [TEN, NOON], {0: 1, 1: 2}),
        (["Ngày 1", "Ngày 2"], [TEN, ELEVEN], {0: 1, 1: 2}),
        (["Ngày 10 tháng 12", "Ngày 11 tháng 12 năm 2026"], [TEN, ELEVEN], {0: 1, 1: 2}),
        (["46366", "46367"], [TEN, ELEVEN], {0: 1, 1: 2}),
        (["Buổi 1 (8:00 11/12/2026)"], [TEN, ELEVEN], {0: 2}),  # a meeting was put in after the print
        (["Buổi 1 (8:00 10/12/2026)", "Buổi 2 (13:30 10/12/2026)"], [TEN, NOON], {0: 1, 1: 2}),
        (["Buổi 1", "Ký nhận buổi 1"], [TEN, ELEVEN], {0: 1}),
        (["Ghi chú buổi 1", "Điểm buổi 2", "Ngày sinh"], [TEN, ELEVEN], {}),
    ],
)
def test_the_day_says_more_than_the_number(
    headings: list[str], starts: list[datetime], boxes: dict[int, int]
) -> None:
    assert columns_of(headings, starts).boxes == boxes


@pytest.mark.parametrize(
    ("box", "state"),
    [("vắng không phép", "absent"), ("K/P", "absent"), ("đến muộn 10p", "late"), ("TRUE", "present"), ("C", "present"),
     ("nghỉ phép", "excused"), ("—", "absent"), ("×", "present"), ("bận", None)],
)  # fmt: skip
def test_words_of_offices(box: str, state: str | None) -> None:
    assert state_of(box) == state


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headings",
    [
        ("Buổi 1 (10/11)", "Buổi 2"),  # the sheet of another class
        ("10/12/2026", "12/12/2026"),
        ("10/12/2025", "11/12/2025"),
        ("Buổi 1 sáng", "Buổi 1 chiều"),
        ("Sáng", "Chiều"),
    ],
)
def test_a_filled_column_that_means_no_one_meeting_stops_the_sheet(
    headings: tuple[str, str], commune: OrgUnit
) -> None:
    session = running()
    seat_of(session, "Lê Văn Bình", commune)
    with pytest.raises(DomainError, match="không ứng với đúng một buổi"):
        read(session, ["TT", "Họ và tên", UNIT, *headings], [1, "Lê Văn Bình", "Xã Xuân Lộc", "x", "x"])


@pytest.mark.django_db
def test_a_meeting_called_off_after_the_print_moves_no_cross(commune: OrgUnit) -> None:
    session = running()
    seat_of(session, "Lê Văn Bình", commune)
    first, second = session.meetings.order_by("starts_at")
    first.cancelled_at = first.starts_at
    first.save()
    headings = ["Buổi 1 (8:00 10/12/2026)", "Buổi 2 (8:00 11/12/2026)"]
    reading = read(session, ["TT", "Họ và tên", UNIT, *headings], [1, "Lê Văn Bình", "Xã Xuân Lộc", "", "M"])
    assert (reading.meetings, said(reading)) == ([second], [["late"]])


@pytest.mark.django_db
def test_headings_over_two_rows_with_days_below(commune: OrgUnit) -> None:
    session = running()
    seat_of(session, "Lê Văn Bình", commune)
    reading = read(
        session, ["BẢNG ĐIỂM DANH"], ["TT", "Họ và tên", UNIT, "Điểm danh", "", "Ghi chú"],
        ["", "", "", "Sáng 10/12", "Sáng 11/12"], ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        [1, "Lê Văn Bình", "Xã Xuân Lộc", "x", "P"],
        merged=[(1, 0, 2, 0, "TT"), (1, 1, 2, 1, "Họ và tên"), (1, 2, 2, 2, UNIT), (1, 3, 1, 4, "Điểm danh")],
    )  # fmt: skip
    assert said(reading) == [["present", "excused"]]
    assert [counts for _meeting, counts in reading.sums] == [[("Có mặt", 1)], [("Vắng có phép", 1)]]


@pytest.mark.django_db
def test_a_cross_below_absent_is_an_absence(commune: OrgUnit) -> None:
    session = running()
    for name in ("Lê Văn Bình", "Trần Thị Hòa", "Phạm Thị Cúc"):
        seat_of(session, name, commune)
    reading = read(
        session, ["TT", "Họ và tên", "Buổi 1", "", "Buổi 2", ""], ["", "", "Có mặt", "Vắng", "Có mặt", "Vắng"],
        [1, "Lê Văn Bình", "x", "", "", "x"], [2, "Trần Thị Hòa", "", "P", "x"], [3, "Phạm Thị Cúc", "x", "x"],
        merged=[(0, 0, 1, 0, "TT"), (0, 1, 1, 1, "Họ và tên"), (0, 2, 0, 3, "Buổi 1"), (0, 4, 0, 5, "Buổi 2")],
    )  # fmt: skip
    assert said(reading) == [["present", "absent"], ["excused", "present"]]
    assert "x / Vắng" in reading.bad[0].problem


@pytest.mark.django_db
def test_a_sheet_a_day_is_one_attendance(commune: OrgUnit) -> None:
    session = running()
    seat_of(session, "Lê Văn Bình", commune)
    head = ["TT", "Họ và tên", UNIT, "Có mặt"]
    days = {
        "10-12": [head, [1, "Lê Văn Bình", "Xã Xuân Lộc", "x"]],
        "Ngày 11.12": [head, [1, "Lê Văn Bình", "", "M"]],
    }
    reading = read_sheet(session, book(days), "bang.xlsx", local_day(AFTERWARDS))
    assert (said(reading), reading.bad) == ([["present"], ["late"]], [])


@pytest.mark.django_db
def test_one_form_for_all_days_filled_in_a_day_a_sheet_is_one_attendance(commune: OrgUnit) -> None:
    session = running()
    seat_of(session, "Lê Văn Bình", commune)
    head = ["TT", "Họ và tên", "Buổi 1", "Buổi 2"]
    days = {"A": [head, [1, "Lê Văn Bình", "x", ""]], "B": [head, [1, "Lê Văn Bình", "", "P"]]}
    reading = read_sheet(session, book(days), "bang.xlsx", local_day(AFTERWARDS))
    assert (said(reading), reading.bad) == ([["present"], ["excused"]], [])


@pytest.mark.django_db
def test_a_box_merged_over_two_rows_counts_for_both(commune: OrgUnit) -> None:
    session = running()
    for name in ("Lê Văn Bình", "Trần Thị Hòa"):
        seat_of(session, name, commune)
    rows = [[1, "Lê Văn Bình", "x"], [2, "Trần Thị Hòa"]]
    assert (
        said(read(session, ["TT", "Họ và tên", "Buổi 1"], *rows, merged=[(1, 2, 2, 2, "x")]))
        == [["present"]] * 2
    )


@pytest.mark.django_db
def test_a_name_that_the_roll_has_once_is_enough_and_twice_is_not(commune: OrgUnit) -> None:
    session = running()
    one = seat_of(session, "Lê Văn Bình", commune)
    seat_of(session, "Nguyễn Văn An", commune)
    other = seat_of(session, "Nguyễn Văn An", OrgUnitFactory(), birth_on=date(1980, 1, 2))
    reading = read(
        session, ["TT", "Họ và tên", "Ngày sinh", "Điện thoại", "Buổi 1"],
        [1, "Ông LÊ VĂN BÌNH", "", 912345678, "x"],  # a telephone that nobody has on file
        [2, "Nguyễn Văn An", "", "", "x"], [3, "Nguyễn Văn An", "02/01/1980", "", "x"],
    )  # fmt: skip
    assert [row.seat for row in reading.good] == [one, other]
    assert [row.problem for row in reading.bad] == ["Có hai người cùng tên: hãy ghi mã cán bộ."]


@pytest.mark.django_db
def test_another_birthday_or_unit_is_another_person(commune: OrgUnit) -> None:
    session = running()
    seat_of(session, "Trần Thị Hòa", commune, birth_on=date(1990, 3, 5))
    OrgUnitFactory(name="Xuân Định", full_name="Xã Xuân Định")
    reading = read(
        session, ["TT", "Họ và tên", "Ngày sinh", UNIT, "Buổi 1"],
        [1, "Trần Thị Hòa", "05/03/1960", "Xã Xuân Lộc", "x"], [2, "Trần Thị Hòa", "", "Xã Xuân Định", "x"],
    )  # fmt: skip
    assert ["khác đơn vị, ngày sinh" in row.problem for row in reading.rows] == [True, True]


@pytest.mark.django_db
def test_who_moved_since_the_invitation_is_found_in_the_new_unit(commune: OrgUnit) -> None:
    session = running()
    seat = seat_of(session, "Lê Văn Bình", commune)
    new = OrgUnitFactory(name="Xuân Định", full_name="Xã Xuân Định")
    PostingFactory(person=seat.person, unit=new, starts_on=local_day(AFTERWARDS) - timedelta(days=1))
    reading = read(session, ["TT", "Họ và tên", UNIT, "Buổi 1"], [1, "Lê Văn Bình", "UBND xã Xuân Định", "x"])
    assert [row.seat for row in reading.good] == [seat]


@pytest.mark.django_db
def test_a_guest_is_known_by_name_and_birthday_as_the_template_says() -> None:
    session = running()
    guest = PersonFactory(full_name="Vũ Thị Ngoài", birth_on=date(1985, 5, 6))
    reading = read(
        session, ["TT", "Họ và tên", "Ngày sinh", "Buổi 1"], [1, "Vũ Thị Ngoài", "06/05/1985", "x"]
    )
    assert [row.person for row in reading.guests] == [guest]


@pytest.mark.django_db
def test_the_look_names_what_was_not_read_and_how_each_meeting_was(commune: OrgUnit) -> None:
    session = running()
    for name in ("Lê Văn Bình", "Trần Thị Hòa"):
        seat_of(session, name, commune)
    head = ["TT", "Họ và tên", "Buổi 1"]
    sheets: dict[str, Rows] = {
        "Tổ 1": [head, [1, "Lê Văn Bình", "x"]], "Tổ 2": [head, [1, "Trần Thị Hòa", "V"], [2, "Không Ai", "x"]],
        "Tổ 3": [["Tên các anh chị tổ 3"], ["Phạm Thị Cúc"]], "Trống": [],
    }  # fmt: skip
    trainer = client_of(SessionTrainerFactory(session=session).account)
    file = SimpleUploadedFile("bang.xlsx", book(sheets))
    page = trainer.post(reverse("attendance_sheet", args=[session.uuid]), {"table": file}, follow=True)
    text = " ".join(page.content.decode().split())
    assert page.context["reading"].unread == ["Tổ 3"]
    for sentence in (
        "Trang không đọc trong tệp: Tổ 3",
        "Có mặt: 1 · Vắng: 1",
        "chữ V được đọc là vắng",
        "dòng 3 · Tổ 2",
    ):
        assert sentence in text, sentence


@pytest.mark.django_db
def test_each_sheet_of_a_file_has_its_own_signs_and_its_own_meetings(commune: OrgUnit) -> None:
    """One group ticks with V and has not met a second time yet; the other crosses, and V is *vắng* there."""
    session = running()
    for name in ("Lê Văn Bình", "Trần Thị Hòa", "Phạm Thị Cúc"):
        seat_of(session, name, commune)
    head = ["TT", "Họ và tên", "Buổi 1", "Buổi 2"]
    sheets: dict[str, Rows] = {
        "Tổ 1": [head, [1, "Lê Văn Bình", "V"]],
        "Tổ 2": [head, [1, "Trần Thị Hòa", "x", "x"], [2, "Phạm Thị Cúc", "x", "V"]],
    }
    reading = read_sheet(session, book(sheets), "bang.xlsx", local_day(AFTERWARDS))
    assert said(reading) == [["present"], ["present", "present"], ["present", "absent"]]
    assert [row.blank for row in reading.good] == [[], [], []]
