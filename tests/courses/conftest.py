"""For every test of courses."""

import pytest

from courses.views import limits


@pytest.fixture(autouse=True)
def nobody_has_reported_yet() -> None:
    """Counts per account live as long as the process, and accounts of different tests share their numbers."""
    limits.forget()
