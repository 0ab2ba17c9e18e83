"""The short way of a heartbeat whose pass was checked: read the union, reckon, write; anything unusual is left alone.

It never decides a completion, never refuses, never opens a row and never answers a replay: then it returns None having
written nothing, and the caller goes the long way (services.watching), which reckons by the same rules.
"""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import DatabaseError, connection

from courses import spans as arithmetic
from courses.passes import Pass
from courses.reckoning import Tally, reckon
from courses.services import quick_rows
from courses.services.quick_rows import Job, Stored
from courses.services.together import Together
from courses.spans import Allowance
from courses.wire import Played


class ReplayError(Exception):
    """One of the reports was here before."""


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
    """SQLite: reports of several learners, in one transaction that nobody else writes in."""
    try:
        with quick_rows.writing():
            return _written(jobs)
    except ReplayError:
        return [None] * len(jobs)


def _written(jobs: Sequence[Job]) -> Sequence[Tally | None]:
    stored = quick_rows.read({job.told.row for job in jobs})
    tallies: dict[int, Tally] = {}
    results: list[Tally | None] = []
    for job in jobs:
        row = job.told.row
        tally = _reckoned(stored.get(row), job, tallies.get(row))
        results.append(tally)
        if tally:
            tallies[row] = tally
    if not quick_rows.insert([job for job, tally in zip(jobs, results, strict=True) if tally]):
        raise ReplayError
    quick_rows.update(tallies, max(job.at for job in jobs))
    return results


def _alone(job: Job) -> Tally | None:
    """PostgreSQL: rows are locked one by one, so each report is by itself: one look, one statement that writes both."""
    stored = quick_rows.read_unless_known(job)
    tally = _reckoned(stored, job, None)
    return tally if stored and tally and quick_rows.write(job, stored, tally) else None


def _reckoned(stored: Stored | None, job: Job, before: Tally | None) -> Tally | None:
    told = job.told
    if stored is None or (stored.enrolment, stored.film) != (told.enrolment, told.film):
        return None
    tally = reckon(before or _before(stored, job), [job.report], ())
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
