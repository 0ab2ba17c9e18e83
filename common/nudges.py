"""Upward news without upward imports: a lower app names a topic, settings.NUDGES names the tasks.

A nudge only makes things sooner. The table is the truth: a periodic job finds whatever a lost nudge missed.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)
_muted: ContextVar[frozenset[str]] = ContextVar("muted", default=frozenset())


@contextmanager
def muted(*topics: str) -> Iterator[None]:
    """Within it nobody is told of these: for thousands of facts at once of which no higher app wants to hear."""
    token = _muted.set(_muted.get() | set(topics))
    try:
        yield
    finally:
        _muted.reset(token)


def send(topic: str, *args: object) -> None:
    """Enqueue the topic's tasks once the current transaction is committed."""
    for name in () if topic in _muted.get() else settings.NUDGES.get(topic, ()):
        transaction.on_commit(lambda name=name: _enqueue(name, args))  # type: ignore[misc]


def _enqueue(name: str, args: tuple[object, ...]) -> None:
    if current_app.conf.task_always_eager:
        current_app.loader.import_default_modules()  # what a worker does when it starts
        current_app.tasks[name].delay(*args)
        return
    try:
        current_app.send_task(name, args=args)
    except (OSError, OperationalError):  # the queue is away: the periodic job will do it
        log.warning("queue unreachable, nudge %s%s left to the timetable", name, args)
