"""What was there before the first test is left alone by every search; what tests throw away is still found."""

import gc
import weakref

from tests.garbage import SEARCH_AFTER


class Ring:
    """Holds itself: only a search finds that nobody else does."""

    def __init__(self) -> None:
        self.itself = self


def test_this_very_run_leaves_alone_what_was_there_before_it() -> None:
    assert gc.isenabled()
    assert gc.get_threshold() == SEARCH_AFTER
    assert gc.get_freeze_count() > 100_000


def test_what_a_test_leaves_in_a_ring_is_still_found() -> None:
    seen = weakref.ref(Ring())
    gc.collect()
    assert seen() is None
