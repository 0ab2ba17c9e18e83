"""Tests that mostly wait run first, beside tests that compute: neither core idles, and nothing long is left for the end.

With `--dist worksteal` each process gets a stretch of this order and, when done, takes from the end of another's.
Within a rank the order is the one pytest-randomly drew; every transactional test leaves a fresh copy behind, so it
may come before the others.
"""

import pytest

WAITING = ("queue", "browser")


def rank(item: pytest.Item) -> int:
    """Whole products and killed workers, then browsers, then what only computes."""
    waits = [place for place, name in enumerate(WAITING) if item.get_closest_marker(name)]
    return min(waits, default=len(WAITING))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=rank)
