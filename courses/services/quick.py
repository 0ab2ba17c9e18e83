"""The short way of a heartbeat whose pass was checked: read the union, reckon, write; anything unusual is left alone.

It never decides a completion, never refuses, never opens a row and never answers a replay: then it returns None having
written nothing, and the caller goes the long way (services.watching), which reckons by the same rules.
"""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import DatabaseError, connection

from common.together import Together
from courses import spans as arithmetic
from courses.passes import Pass
from courses.reckoning import Tally, reckon
from courses.services import quick_rows, quick_sqlite
from courses.services.quick_rows import Job, Stored
from courses.spans import Allowance
from courses.wire import Played


def report(told: Pass, reports: Sequence[Played], at: datetime) -> Tally | None:
    """Add what was played, durably; None when it is not an everyday report."""
    if len(reports) != 1 or reports[0].kept:
        return None
    job = Job(told, reports[0], at)
    try:
        return _line.run(job) if connection.vendor == "sqlite" else _alone(job)
    except (DatabaseError, sqlite3.Error):
        return None  # the long way says what is wrong


def _gathered(jobs: Sequence[Job]) -> Sequence[Tally | None]:
    """SQLite: reports of several learners, in one statement."""
    return quick_sqlite.write(jobs, _reckoned)


def _alone(job: Job) -> Tally | None:
    """PostgreSQL: rows are locked one by one, so each report is by itself: one look, one statement that writes both."""
    stored = quick_rows.read_unless_known(job)
    tally = _reckoned(stored, job)
    return tally if stored and tally and quick_rows.write(job, stored, tally) else None


def _reckoned(stored: Stored | None, job: Job) -> Tally | None:
    told = job.told
    if stored is None or (stored.enrolment, stored.film) != (told.enrolment, told.film):
        return None
    tally = reckon(_before(stored, job), [job.report], ())
    if tally.refused or (not told.done and arithmetic.is_watched(tally.spans, told.duration, told.share)):
        return None
    return tally


def _before(stored: Stored, job: Job) -> Tally:
    duration = job.told.duration
    inside = arithmetic.clamp(stored.spans, duration)
    allowance = Allowance(
        elapsed=max(0.0, (job.at - _utc(stored.reported_at)).total_seconds()),
        since_opened=max(0.0, (job.at - _utc(stored.opened_at)).total_seconds()),
        credit=stored.credit,
        counted=arithmetic.length(inside),
    )
    return Tally(inside, duration, min(stored.position, duration), allowance)


def _utc(stored: datetime) -> datetime:
    """SQLite keeps moments in UTC without saying so."""
    return stored.replace(tzinfo=UTC) if stored.tzinfo is None else stored


_line = Together(_gathered)
