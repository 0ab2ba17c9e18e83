"""Codes on badges and in halls: short, signed, and a hall's code soon over."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from courses.class_tokens import ROTATES_AFTER, badge_token, hall_token, meeting_of_hall, seat_of_badge

KEY, OTHER = b"k" * 32, b"o" * 32
AT = datetime(2026, 12, 10, 1, tzinfo=UTC)
ONE = uuid4()


def test_a_badge_names_its_seat_and_fits_the_small_alphabet_of_qr_codes() -> None:
    token = badge_token(ONE, key=KEY)
    assert seat_of_badge(token, key=KEY) == ONE
    assert seat_of_badge(f" {token.lower()}\n", key=KEY) == ONE
    assert len(token) == 43
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:")


@pytest.mark.parametrize(
    "wrong", ["", "LSB:", "LSB:!!!", "LSB:AAAA", "https://lop-so.vn/", "LSB:" + "A" * 39, "LSB:Ệ"]
)
def test_anything_else_names_nobody(wrong: str) -> None:
    assert seat_of_badge(wrong, key=KEY) is None
    assert meeting_of_hall(wrong, AT, key=KEY) is None


def test_a_changed_letter_another_key_or_another_kind_is_refused() -> None:
    token = badge_token(ONE, key=KEY)
    changed = token[:10] + ("A" if token[10] != "A" else "B") + token[11:]
    assert seat_of_badge(changed, key=KEY) is None
    assert seat_of_badge(token, key=OTHER) is None
    assert meeting_of_hall(token, AT, key=KEY) is None
    assert seat_of_badge(hall_token(ONE, AT, key=KEY), key=KEY) is None


def test_a_halls_code_is_good_for_its_moment_and_a_photo_of_it_is_not() -> None:
    token = hall_token(ONE, AT, key=KEY)
    step = timedelta(seconds=ROTATES_AFTER)
    assert meeting_of_hall(token, AT, key=KEY) == ONE
    assert meeting_of_hall(token, AT + step, key=KEY) == ONE
    assert meeting_of_hall(token, AT - step, key=KEY) == ONE
    assert meeting_of_hall(token, AT + 3 * step, key=KEY) is None
    assert meeting_of_hall(token, AT - 3 * step, key=KEY) is None
