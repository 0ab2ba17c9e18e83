"""Days as officers type them, and the sentence when they slip."""

from datetime import date

import pytest

from common.cutoffs import parse_day, parse_moment
from common.errors import DomainError


@pytest.mark.parametrize("text", ["31/12/2026", "2026-12-31", "31-12-2026", "31.12.2026", " 31/12/2026 "])
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert parse_day(text) == date(2026, 12, 31)


@pytest.mark.parametrize("text", ["", "hôm nay", "31/02/2026", "0001-01-01", "9999-12-31"])
def test_what_is_not_a_day_gets_a_sentence(text: str) -> None:
    with pytest.raises(DomainError, match="không phải là ngày"):
        parse_day(text)
    with pytest.raises(DomainError, match="không phải là ngày"):
        parse_moment(text)
