"""For every test of courses."""

from collections.abc import Iterator

import pytest
import time_machine

from courses.views.limits import REPORTS
from tests.courses.phone import AT, Phone


@pytest.fixture(autouse=True)
def nobody_has_reported_yet() -> None:
    """Counts per account live as long as the process, and accounts of different tests share their numbers."""
    REPORTS.forget()


@pytest.fixture
def phone() -> Iterator[Phone]:
    """A film's page open since AT, the clock standing still."""
    with time_machine.travel(AT, tick=False) as clock:
        yield Phone(clock)
