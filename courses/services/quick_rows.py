"""What the short way reads and writes, and PostgreSQL's two statements of it (SQLite's one is in quick_sqlite)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from courses.passes import Pass
from courses.reckoning import Tally
from courses.services.span_rows import rounded
from courses.spans import union
from courses.wire import Played

COLUMNS = "id, enrolment_id, spans, position, opened_at, reported_at, film, credit"
READ = f"SELECT {COLUMNS} FROM courses_watchedspans WHERE id IN "  # noqa: S608 - constant names
# Any report of that uuid, also a refused one, is for the long way.
READ_UNLESS_KNOWN = (
    f"SELECT {COLUMNS} FROM courses_watchedspans WHERE id = %s "  # noqa: S608 - constant names
    "AND NOT EXISTS (SELECT 1 FROM courses_spanreport WHERE uuid = %s)"
)
# Writes nothing when somebody else has reported since the row was read.
WRITE = (
    "WITH moved AS (UPDATE courses_watchedspans SET spans = %s::jsonb, seconds = %s, position = %s, reported_at = %s, "
    "credit = %s WHERE id = %s AND reported_at = %s AND credit = %s RETURNING id), "
    "kept AS (INSERT INTO courses_spanreport (uuid, enrolment_id, activity_id, spans, received_at, accepted, told) "
    "SELECT %s::uuid, %s, %s, %s::jsonb, %s::timestamptz, true, %s::jsonb FROM moved WHERE %s "
    "ON CONFLICT (uuid) DO NOTHING) SELECT count(*) FROM moved"
)


@dataclass(frozen=True, slots=True)
class Job:
    """One report with its pass, and when it came."""

    told: Pass
    report: Played
    at: datetime


class Stored(NamedTuple):
    """A union as it is stored."""

    row: int
    enrolment: int
    spans: list[Any]
    position: float
    opened_at: datetime
    reported_at: datetime
    film: str
    credit: float
    text: str = ""  # the spans as SQLite has them,
    moment: str = ""  # and when they were reported


def read_unless_known(job: Job) -> Stored | None:
    """PostgreSQL: the job's row, unless its report was here before."""
    with connection.cursor() as cursor:
        cursor.execute(READ_UNLESS_KNOWN, [job.told.row, job.report.uuid])
        row = cursor.fetchone()
    return stored_from(row) if row else None


def write(job: Job, stored: Stored, tally: Tally) -> bool:
    """PostgreSQL: union and report in one statement, which is its own transaction; False when the row has moved on."""
    was: list[Any] = [stored.row, stored.reported_at, stored.credit]
    with connection.cursor() as cursor:
        union, seconds, position, credit = union_of(tally)
        uuid, enrolment, activity, played, told = kept(job)
        params = [json.dumps(union), seconds, position, job.at, credit, *was]
        params += [uuid, enrolment, activity, json.dumps(played), job.at, told, bool(played)]
        cursor.execute(WRITE, params)
        return bool(cursor.fetchone()[0])


def stored_from(row: Sequence[Any]) -> Stored:
    """A row of COLUMNS; SQLite keeps JSON as text."""
    stored = Stored(*row)
    text = stored.spans
    return stored._replace(spans=json.loads(text), text=text) if isinstance(text, str) else stored


def union_of(tally: Tally) -> tuple[list[list[float]], float, float, float]:
    """Spans, seconds, position and credit as they are stored."""
    spans = rounded(tally.spans)
    return spans, round(tally.seconds, 2), round(tally.position, 2), round(tally.allowance.left, 2)


def kept(job: Job) -> tuple[UUID, int, int, list[list[float]], str]:
    """The report as it is stored: uuid, enrolment, activity, spans and note."""
    told, report = job.told, job.report
    return (
        report.uuid, told.enrolment, told.activity, rounded(union(report.spans)), json.dumps(report.note)
    )  # fmt: skip
