"""What a reminder says stays true on the day it is read, which may be a week later."""

from datetime import date

from reports.chase_words import Thing, person

DAY = date(2026, 11, 21)
SOON, LATE = Thing("An toàn thông tin", date(2026, 12, 15)), Thing("Nông thôn mới", date(2026, 11, 18))


def test_the_title_names_the_day_and_not_how_many_are_left() -> None:
    title, text = person([SOON], DAY)
    assert title == "Sắp đến hạn 15/12/2026: 1 việc học"
    assert text.startswith("Tính đến ngày 21/11/2026, anh/chị còn 1 việc học chưa xong:\n")
    assert "- An toàn thông tin: hạn 15/12/2026, còn 24\u00a0ngày" in text


def test_what_is_late_stands_first() -> None:
    title, text = person([SOON, LATE], DAY)
    assert title == "Quá hạn 1 việc học"
    assert text.index("- Nông thôn mới: hạn 18/11/2026, quá 3\u00a0ngày") < text.index("- An toàn")
