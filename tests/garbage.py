"""What stays for the whole run is not looked through again and again for what may be thrown away."""

import gc

import pytest

# Python's own begins a search after 700 new objects; one page of Wagtail's makes ten times as many.
SEARCH_AFTER = (20_000, 10, 10)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Django, the models and some thousand collected tests: every full search took a third of a second."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SEARCH_AFTER)
