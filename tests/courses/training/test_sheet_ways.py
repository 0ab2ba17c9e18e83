"""Attendance sheets and past classes in the ways in which offices write them."""

import unicodedata
from datetime import date, datetime
from typing import Any

import pytest

from common.clock import local_day
from courses.queries.training.sheets import read_sheet
from courses.resources.past_classes.head import _day
from courses.sheet_headings import columns_of
from courses.sheet_marks import state_of, v_means_absent
from tests.courses.training.cast import AFTERWARDS, running, seated
from tests.courses.training.test_sheets import filled

MORNING, AFTERNOON, NEXT = datetime(2026, 12, 11, 8), datetime(2026, 12, 11, 14), datetime(2026, 12, 12, 8)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["Họ và tên", "Buổi thứ 1", "Buổi II"], {1: 1, 2: 2}),
        (["TT", "Sáng 11/12", "Chiều 11/12/2026", "12/12/2026"], {1: 1, 2: 2, 3: 3}),
        (["TT", "Ngày 2026-12-12"], {1: 3}),
        (["TT", "Ngày 11/12"], {}),  # two meetings on that day
        (["TT", "Điểm danh"], {}),  # which of three?
    ],
)
def test_a_column_names_its_meeting_by_number_or_day(headings: list[str], found: dict[int, int]) -> None:
    assert columns_of(headings, [MORNING, AFTERNOON, NEXT]).boxes == found


@pytest.mark.parametrize("heading", ["Điểm danh", "Có mặt", unicodedata.normalize("NFD", "Ký tên"), "CHỮ KÝ"])
def test_a_class_of_one_meeting_needs_no_number(heading: str) -> None:
    assert columns_of(["Họ và tên", "Ngày sinh", heading], [MORNING]).boxes == {2: 1}


def test_v_is_a_tick_alone_and_absent_beside_crosses() -> None:
    assert not v_means_absent(["v", "V", "", "P"])
    assert v_means_absent(["x", "V"])
    assert (state_of("V"), state_of("V", v_is_absent=True), state_of("v", v_is_absent=True)) == (
        "present",
        "absent",
        "absent",
    )
    assert [state_of(mark) for mark in ("✓", "CÓ MẶT", "P", "vắng")] == [
        "present",
        "present",
        "excused",
        "absent",
    ]


@pytest.mark.django_db
def test_a_printed_sheet_with_totals_signatures_and_capitals_is_read() -> None:
    session = running()
    one, two = seated(session, 2)
    rows: list[tuple[Any, ...]] = [
        (
            unicodedata.normalize("NFD", one.person.full_name.upper()),
            one.person.staff_code,
            "",
            "",
            "",
            "✓",
            "V",
        ),
        (two.person.full_name, two.person.staff_code, "", "", "", "có mặt", "P"),
        ("Tổng cộng: 02 người", "", "", "", "", "", ""),
        ("NGƯỜI LẬP BẢNG", "", "", "", "", "", ""),
    ]
    reading = read_sheet(session, filled(*rows), "bang.xlsx", local_day(AFTERWARDS))
    assert [list(row.states.values()) for row in reading.good] == [
        ["present", "absent"],
        ["present", "excused"],
    ]
    assert not reading.bad


@pytest.mark.parametrize(
    "written",
    [
        "14/8/2023",
        "14.08.2023",
        "14-8-2023",
        "2023-08-14",
        "45152",
        "ngày 14 tháng 8 năm 2023",
        "ngày 14/8/2023",
    ],
)
def test_a_day_of_a_past_class_is_read_in_any_usual_way(written: str) -> None:
    assert _day(written) == date(2023, 8, 14)


def test_a_day_that_is_none_stays_none() -> None:
    assert [_day(text) for text in ("31/2/2023", "tháng tám", "", "1/2/23")] == [None] * 4
