"""Small words of reports: days, symbols, lists, shares."""

from datetime import date

import pytest

from reports.documents.figures_told import change, counted, listed, share
from reports.documents.nd30 import ended, place_and_day, symbol_of


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 6, 5), "Đồng Nai, ngày 05 tháng 6 năm 2026"),
        (date(2026, 2, 15), "Đồng Nai, ngày 15 tháng 02 năm 2026"),
        (None, "Đồng Nai, ngày … tháng … năm …"),
    ],
)
def test_days_are_written_as_the_decree_asks(day: date | None, text: str) -> None:
    assert place_and_day("Đồng Nai", day) == text


def test_small_words() -> None:
    assert symbol_of("", "BC-UBND") == "…/BC-UBND"
    assert ended(["- Bộ A", " B; ", ""]) == ["Bộ A;", "B."]
    assert listed(["a", "b", "c"]) == "a, b và c"
    assert listed(list("abcdefg")) == "a, b, c, d, e và 2 đơn vị khác"
    none, most = {"numerator": 0, "denominator": 0}, {"numerator": 1999, "denominator": 2000}
    assert (share(none), share(most), counted(most)) == ("–", "99,9%", "1.999/2.000 (99,9%)")
    assert change(most, none) == ""
    assert "không thay đổi" in change(most, most)
    assert "giảm 50,0 điểm" in change({"numerator": 1, "denominator": 2}, {"numerator": 2, "denominator": 2})
