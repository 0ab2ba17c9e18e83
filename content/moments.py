"""When a publication counts as made: now, or the moment that an importer of older material names."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from common import clock

_named: ContextVar[datetime | None] = ContextVar("publication_moment", default=None)


@contextmanager
def dated(at: datetime) -> Iterator[None]:
    """Publications inside carry this moment (Wagtail's signals have no room for it)."""
    token = _named.set(at)
    try:
        yield
    finally:
        _named.reset(token)


def moment() -> datetime:
    """The named moment, else the present."""
    return _named.get() or clock.now()
