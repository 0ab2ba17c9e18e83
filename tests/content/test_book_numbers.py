"""Numbers, days and hours of a workbook as a Vietnamese reader writes them, by the format of their cell."""

import pytest

from content.printing.book_numbers import shown

N = "\u00a0"
NUMBERS = [
    ("1234.5", "", "1234,5"), ("3.0", "", "3"), ("0.30000000000000004", "General", "0,3"), ("1e20", "", "1e+20"),
    ("1234567", "#,##0", "1.234.567"), ("1234.567", "#,##0.00", "1.234,57"), ("1234.5", "0.##", "1234,5"),
    ("2", "0.0#", "2,0"),
    ("0.4567", "0%", f"46{N}%"), ("0.4567", "0.0%", f"45,7{N}%"), ("7", "000", "007"),
    ("908123456", "0000000000", "0908123456"),
    ("12500000", '#,##0 "đ"', f"12.500.000{N}đ"), ("12500000", "#,##0\\ [$₫-42A]", f"12.500.000{N}₫"),
    ("-1500", "#,##0", "-1.500"), ("-1500", "#,##0;(#,##0)", "(1.500)"), ("-1500", "#,##0_);[Red]\\-#,##0", "-1.500"),
    ("0", '#,##0;-#,##0;"-"', "-"), ("5", ";;;", ""), ("0", '_(* "-"??_);_(@_)', "-"),
    ("8", "[Red]General", "8"), ("1500000", '#,##0.0,,"tr"', "1,5tr"), ("0.5", "# ?/?", "0,5"),
    ("12345", "0.00E+00", "12345"), ("x", "0", "x"), ("-0.001", "0.0", "0,0"), ("5", "@", "5"),
]  # fmt: skip
MOMENTS = [
    ("46252", "dd/mm/yyyy", "18/08/2026"), ("46252", "m/d/yy", "18/08/2026"), ("46252", "[$-42A]d mmmm yyyy", "18/08/2026"),
    ("46252", "mm/yyyy", "08/2026"), ("46252", "yyyy", "2026"), ("46252", "d/m", "18/08"),
    ("46252.3125", "h:mm", "07:30"), ("46252.3125", "dd/mm/yyyy hh:mm", "07:30 18/08/2026"),
    ("0.3125", "h:mm:ss AM/PM", "07:30:00"),
    ("1.5", "[h]:mm", "36:00"), ("0.003472222", "mm:ss", "05:00"), ("59", "dd/mm/yyyy", "28/02/1900"),
    ("61", "dd/mm/yyyy", "01/03/1900"),
    ("-3", "dd/mm/yyyy", "-3"), ("9999999", "dd/mm/yyyy", "9999999"), ("46252.999999", "dd/mm/yyyy", "19/08/2026"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "code", "seen"), NUMBERS + MOMENTS)
def test_a_cell_is_read_as_it_is_written_here(written: str, code: str, seen: str) -> None:
    assert shown(written, code) == seen


def test_workbooks_of_a_mac_count_their_days_from_1904() -> None:
    assert shown("44790", "dd/mm/yyyy", since_1904=True) == "18/08/2026"


@pytest.mark.parametrize("odd", ["nan", "inf", "-inf", "1e999", "1e308"])
def test_what_is_no_number_of_this_world_is_left_as_it_is(odd: str) -> None:
    for code in ("", "0", "#,##0.00", "0%", "dd/mm/yyyy", "[h]:mm"):
        assert isinstance(shown(odd, code), str)
