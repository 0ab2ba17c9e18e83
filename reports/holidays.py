"""Public holidays of Vietnam as a dated list a year; a proposal that HR corrects once the Government has announced it.

The lunar days are dates, not arithmetic: Tết and the Hùng Kings' day (10/3) by the calendar of UTC+7.
"""

from collections.abc import Iterator
from datetime import date, timedelta

LUNAR = {  # the first day of Tết, the Hùng Kings' day
    2026: (date(2026, 2, 17), date(2026, 4, 26)),
    2027: (date(2027, 2, 6), date(2027, 4, 16)),
    2028: (date(2028, 1, 26), date(2028, 4, 4)),
    2029: (date(2029, 2, 13), date(2029, 4, 23)),
    2030: (date(2030, 2, 2), date(2030, 4, 12)),
}
SATURDAY = 5
ONE = timedelta(days=1)


def holidays_of(year: int) -> dict[date, str]:
    """Day and name; a holiday on a weekend is made good on the next working day."""
    days: dict[date, str] = dict(_named(year))
    for day, name in sorted(days.items()):
        if day.weekday() >= SATURDAY:
            days[_next_working_day(day, days)] = f"Nghỉ bù {name}"
    return dict(sorted(days.items()))


def _named(year: int) -> Iterator[tuple[date, str]]:
    yield date(year, 1, 1), "Tết Dương lịch"
    tet, kings = LUNAR[year]
    for number in range(-1, 4):
        yield tet + number * ONE, "Tết Nguyên đán"
    yield kings, "Giỗ Tổ Hùng Vương"
    yield date(year, 4, 30), "Ngày Chiến thắng"
    yield date(year, 5, 1), "Quốc tế Lao động"
    yield date(year, 9, 1), "Quốc khánh"
    yield date(year, 9, 2), "Quốc khánh"


def _next_working_day(day: date, taken: dict[date, str]) -> date:
    day += ONE
    while day in taken or day.weekday() >= SATURDAY:
        day += ONE
    return day
