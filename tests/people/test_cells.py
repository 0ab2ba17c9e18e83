"""Each cell by its rule: what spreadsheets and hands do to phones, numbers and dates is undone or said."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.rosters import cells

AS_OF = date(2023, 12, 31)


@pytest.mark.parametrize(
    ("cell", "phone", "warnings"),
    [
        ("0900000001", "0900000001", []),
        (900000001.0, "0900000001", ["phone_leading_zero_restored"]),
        ("+84 900 000001", "0900000001", []),
        ("84900000001", "0900000001", []),
        ("0900.000.001", "0900000001", []),
        ("0900 - 000001 ", "0900000001", []),
        ("0900000001 / 0900999999", "0900000001", ["phone_multiple"]),
        ("０９０００００００１", "0900000001", []),
        ("01681234567", "0381234567", ["phone_prefix_updated"]),
        ("900000001", "0900000001", []),
        ("900000001.0", "0900000001", []),
        ("(+84) 0900 000 001", "0900000001", []),
        ("0084900000001", "0900000001", []),
        ("0900000001 0900000002", "0900000001", ["phone_multiple"]),
        ("02513822222 - 0900000001", "0900000001", ["phone_multiple"]),
        ("0900 000 001 (Zalo)", "0900000001", []),
        ("9.00E+08", "", ["phone_invalid"]),
        (90000000.0, "", ["phone_invalid"]),
        ("09000000012", "", ["phone_invalid"]),
        ("123", "", ["phone_invalid"]),
        ("0212345678", "", ["phone_invalid"]),
        ("", "", []),
        (None, "", []),
    ],
)
def test_phones(cell, phone, warnings):
    said: list[str] = []
    assert cells.read_phone(cell, said) == phone
    assert said == warnings


@pytest.mark.parametrize(
    ("cell", "number", "kind", "warnings"),
    [
        ("099085900001", "099085900001", "cccd", []),
        (99085900001.0, "099085900001", "cccd", ["cccd_leading_zero_restored"]),
        ("'099085900001", "099085900001", "cccd", []),
        ("099 085 900001\u00a0", "099085900001", "cccd", []),
        ("０９９０８５９００００１", "099085900001", "cccd", []),
        ("9.91900E+10", "", "", ["cccd_precision_lost"]),
        ("9,919e10", "", "", ["cccd_precision_lost"]),
        ("271234567", "271234567", "cmnd", ["cmnd_9_digits"]),
        ("0991234", "", "", ["cccd_invalid"]),
        ("99085900001", "", "", ["cccd_invalid"]),
        (99085900001.5, "", "", ["cccd_invalid"]),
        (1085900001.0, "", "", ["cccd_invalid"]),
        (201085900001.0, "201085900001", "cccd", []),
        (271234567.0, "271234567", "cmnd", ["cmnd_9_digits"]),
        ("'9.9E+10", "", "", ["cccd_precision_lost"]),
        ("9.9e10", "", "", ["cccd_precision_lost"]),
        ("099.085.900-001", "099085900001", "cccd", []),
        ("không có", "", "", ["cccd_invalid"]),
        ("", "", "", []),
    ],
)
def test_identity_numbers(cell, number, kind, warnings):
    said: list[str] = []
    assert cells.read_identity(cell, said) == cells.Identity(number, kind)
    assert said == warnings


@pytest.mark.parametrize(
    ("cell", "on", "year", "warnings"),
    [
        ("05/03/1985", date(1985, 3, 5), 1985, []),
        ("5-3-1985", date(1985, 3, 5), 1985, []),
        ("05.03.1985", date(1985, 3, 5), 1985, []),
        ("Ngày 05 tháng 3 năm 1985", date(1985, 3, 5), 1985, []),
        ("1985-03-05", date(1985, 3, 5), 1985, []),
        ("05/03/85", date(1985, 3, 5), 1985, []),
        ("05/03/07", date(2007, 3, 5), 2007, []),
        ("05/03/08", date(1908, 3, 5), 1908, []),
        ("31/12/07", date(2007, 12, 31), 2007, []),
        ("01/01/08", date(1908, 1, 1), 1908, []),
        ("29/02/84", date(1984, 2, 29), 1984, []),
        ("29/02/1985", None, None, ["dob_invalid"]),
        ("05031985", date(1985, 3, 5), 1985, []),
        ("05/03/1985 00:00:00", date(1985, 3, 5), 1985, []),
        ("１９８５", None, 1985, ["dob_year_only"]),
        ("sinh năm 1985", None, 1985, ["dob_year_only"]),
        ("03/1985", None, 1985, ["dob_year_only"]),
        ("85", None, 1985, ["dob_year_only"]),
        (85, None, 1985, ["dob_year_only"]),
        ("31111", date(1985, 3, 5), 1985, []),
        (31111.75, date(1985, 3, 5), 1985, []),
        (date(1905, 6, 7), None, 1985, ["dob_year_only"]),  # the number 1985 in a cell formatted as a date
        (5.0, None, None, ["dob_invalid"]),
        ("13/25/1985", None, None, ["dob_invalid"]),
        ("00/00/1985", None, None, ["dob_invalid"]),
        (date(1985, 3, 5), date(1985, 3, 5), 1985, []),
        (datetime(1985, 3, 5), date(1985, 3, 5), 1985, []),  # noqa: DTZ001 - as the reader gives it
        (25565.0, date(1969, 12, 28), 1969, []),
        ("1985", None, 1985, ["dob_year_only"]),
        (1985.0, None, 1985, ["dob_year_only"]),
        ("31/02/1980", None, None, ["dob_invalid"]),
        ("01/01/2030", None, None, ["dob_invalid"]),
        ("không rõ", None, None, ["dob_invalid"]),
        ("", None, None, []),
    ],
)
def test_birth_dates_are_read_day_first(cell, on, year, warnings):
    said: list[str] = []
    assert cells.read_birth(cell, AS_OF, said) == cells.Birth(on, year)
    assert said == warnings


@pytest.mark.parametrize(
    ("cell", "gender"),
    [
        ("x", "nu"),
        ("GT: ?", ""),
        ("0", "nu"),
        ("Nữ ", "nu"),
        ("Nam", "nam"),
        ("nữ", "nu"),
        ("nu", "nu"),
        (1.0, "nam"),
        (0.0, "nu"),
        ("?", ""),
        ("", ""),
    ],
)
def test_genders(cell, gender):
    assert cells.read_gender(cell) == gender


def test_sixteen_years_are_counted_to_the_day_of_the_roster():
    for day, year in ((date(2023, 3, 4), 1907), (date(2023, 3, 5), 2007)):
        assert cells.read_birth("05/03/07", day, []).year == year


@pytest.mark.parametrize(
    "text",
    ["a@b", "a b@vidu.example", "a@vidu.example; b@vidu.example", "a@@vidu.example", ".a@vidu.example", "a..b@vidu.example",
     "a@-vidu.example", "a@vidu..example", "a@vidu.example.", "ấn@vidu.example", "không", "@", "a@" + "b" * 250 + ".vn"],
)  # fmt: skip
def test_a_malformed_address_is_nothing(text):
    said: list[str] = []
    assert cells.read_email(text, said) == ""
    assert said == ["email_invalid"]


def test_emails_are_lower_case_or_nothing():
    said: list[str] = []
    assert cells.read_email("  CanBo9999@ViDu.Example ", said) == "canbo9999@vidu.example"
    assert cells.read_email("canbo0000 vidu.example", said) == ""
    assert said == ["email_invalid"]


def test_names_in_capitals_become_names():
    assert cells.read_name("PHAN  CÔNG\u00a0KHOA") == "Phan Công Khoa"
    assert cells.read_name("Ðỗ Thị Ánh") == "Đỗ Thị Ánh"
    assert cells.read_name("K'Vang") == "K'Vang"


ANYTHING = st.one_of(
    st.text(max_size=30), st.floats(allow_nan=False, allow_infinity=False), st.integers(), st.none()
)


@given(ANYTHING)
def test_no_cell_whatever_it_holds_breaks_the_reading(cell):
    said: list[str] = []
    cells.read_phone(cell, said)
    cells.read_identity(cell, said)
    cells.read_email(cell, said)
    cells.read_name(cell)
    cells.read_gender(cell)
    birth = cells.read_birth(cell, AS_OF, said)
    assert birth.on is None or birth.on <= AS_OF
