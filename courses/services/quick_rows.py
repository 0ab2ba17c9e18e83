"""The statements of the short way, as few as each database needs.

SQLite's are run on the driver's own connection: Django's cursors would cost twice what the database does.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
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
INSERT = (
    "INSERT INTO courses_spanreport (uuid, enrolment_id, activity_id, spans, received_at, accepted, told) "
    "VALUES (?, ?, ?, ?, ?, true, ?) ON CONFLICT (uuid) DO NOTHING"
)
UPDATE = "UPDATE courses_watchedspans SET spans = ?, seconds = ?, position = ?, reported_at = ?, credit = ? WHERE id = ?"
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


@contextmanager
def writing() -> Iterator[None]:
    """SQLite: the only writer until it ends; inside somebody's transaction a part of that."""
    connection.ensure_connection()
    inside = connection.in_atomic_block
    begin, commit, back = (
        ("SAVEPOINT beats", "RELEASE beats", "ROLLBACK TO beats")
        if inside
        else ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
    )
    execute = connection.connection.execute
    execute(begin)
    try:
        yield
        execute(commit)
    except BaseException:
        if connection.connection.in_transaction:
            execute(back)
        raise


def read(rows: Collection[int]) -> dict[int, Stored]:
    """SQLite: these rows."""
    found = connection.connection.execute(f"{READ}({', '.join('?' * len(rows))})", list(rows))
    return {row[0]: _stored(row) for row in found}


def insert(jobs: Sequence[Job]) -> bool:
    """SQLite: keep the reports; False when one of them was here before."""
    kept = [_kept(job) for job in jobs if job.report.spans]
    return not kept or connection.connection.executemany(INSERT, kept).rowcount == len(kept)


def update(tallies: Mapping[int, Tally], at: datetime) -> None:
    """SQLite: write the new unions over the rows."""
    rows = [[*_union(tally, at), row] for row, tally in tallies.items()]
    connection.connection.executemany(UPDATE, rows)


def read_unless_known(job: Job) -> Stored | None:
    """PostgreSQL: the job's row, unless its report was here before."""
    with connection.cursor() as cursor:
        cursor.execute(READ_UNLESS_KNOWN, [job.told.row, job.report.uuid])
        row = cursor.fetchone()
    return _stored(row) if row else None


def write(job: Job, stored: Stored, tally: Tally) -> bool:
    """PostgreSQL: union and report in one statement, which is its own transaction; False when the row has moved on."""
    was: list[Any] = [stored.row, stored.reported_at, stored.credit]
    with connection.cursor() as cursor:
        params: list[Any] = [*_union(tally, job.at), *was, *_kept(job), bool(job.report.spans)]
        cursor.execute(WRITE, params)
        return bool(cursor.fetchone()[0])


def _stored(row: Sequence[Any]) -> Stored:
    return Stored(row[0], row[1], json.loads(row[2]) if isinstance(row[2], str) else row[2], *row[3:])


def _union(tally: Tally, at: datetime) -> list[Any]:
    spans = json.dumps(rounded(tally.spans))
    seconds, position = round(tally.seconds, 2), round(tally.position, 2)
    return [spans, seconds, position, _moment(at), round(tally.allowance.left, 2)]


def _kept(job: Job) -> list[Any]:
    told, report = job.told, job.report
    spans, note = json.dumps(rounded(union(report.spans))), json.dumps(report.note)
    return [_uuid(report.uuid), told.enrolment, told.activity, spans, _moment(job.at), note]


def _moment(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _uuid(uuid: UUID) -> UUID | str:
    return uuid.hex if connection.vendor == "sqlite" else uuid
