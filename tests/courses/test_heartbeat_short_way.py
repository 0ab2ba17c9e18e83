"""The short way of a report: what it remembers is never believed more than the row, and what it reads is not lost."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from common.short_way import ShortWay
from courses.models import SpanReport, WatchedSpans
from courses.services import quick, quick_sqlite
from courses.services.quick_rows import Job
from courses.views import heartbeat
from courses.views.passes import signer
from courses.wire import Played
from tests.courses.phone import AT, Phone

pytestmark = pytest.mark.django_db


def test_what_another_process_wrote_meanwhile_is_not_overwritten(phone: Phone) -> None:
    phone.clock.shift(10)
    phone.send([0, 10])
    WatchedSpans.objects.update(spans=[[0, 10], [50, 60]], seconds=20)
    phone.clock.shift(10)
    assert phone.send([10, 20]).json()["spans"] == [[0, 20], [50, 60]]
    assert phone.seconds == 30


def test_a_row_that_was_answered_by_the_long_way_is_read_anew(phone: Phone) -> None:
    phone.clock.shift(10)
    phone.send([0, 10])
    phone.clock.shift(10)
    phone.send([10, 20], watch_pass="", token=phone.token)
    phone.clock.shift(10)
    assert phone.send([20, 30]).json()["seconds"] == 30


def test_reports_that_come_together_are_all_written_or_none(phone: Phone) -> None:
    told = signer().read(phone.watch_pass, now=AT.timestamp())
    assert told is not None
    first, second = (Played(uuid4(), [(4.0 * n, 4.0 * n + 4)], 4.0) for n in range(2))
    later = AT + timedelta(seconds=10)
    quick.report(told, [first], later)
    if connection.vendor == "sqlite":
        jobs = [Job(told, second, later), Job(told, first, later)]
        assert quick_sqlite.write(jobs, quick._reckoned) == [None, None]
        assert (phone.seconds, SpanReport.objects.count()) == (4, 1)
    assert quick.report(told, [second], later) is not None
    assert (phone.seconds, SpanReport.objects.count()) == (8, 2)


def test_a_body_that_the_short_way_read_is_there_for_the_long_way(phone: Phone) -> None:
    phone.clock.shift(10)
    two = [{"uuid": str(uuid4()), "spans": [[4 * n, 4 * n + 4]]} for n in range(2)]
    assert phone.post({"reports": two}, token=phone.token).json()["seconds"] == 8


@pytest.mark.parametrize("length", ["", "x", "-1", "²", "9" * 30])
def test_a_length_that_is_none_goes_the_long_way(phone: Phone, length: str) -> None:
    asked: list[Any] = []
    environ = {
        "HTTP_X_WATCH_PASS": phone.watch_pass, "REQUEST_METHOD": "POST", "PATH_INFO": phone.address,
        "HTTP_COOKIE": f"sessionid={phone.client.cookies['sessionid'].value}", "CONTENT_LENGTH": length,
    }  # fmt: skip
    ShortWay(lambda environ, _start: asked.append(environ) or [], heartbeat.HEADER, heartbeat.answer)(
        environ, lambda *_: None
    )
    assert asked == [environ]
