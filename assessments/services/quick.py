"""The short way of an answer whose pass was checked: look at its question, write it in one statement.

It never refuses and never takes a late answer: then nothing is written, and the caller goes the long way
(services.attempts.save_answer), which says why.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection

from assessments import kinds
from assessments.reading import chosen_in
from common import sqlite
from common.errors import DomainError
from common.together import Together

READ = {
    "sqlite": "SELECT json_extract(paper, '$[' || ? || ']') FROM assessments_attempt WHERE id = ?",
    "postgresql": "SELECT paper -> %s FROM assessments_attempt WHERE id = %s",
}
# In the order of arrival: of two answers to one question the later one stays.
WRITE = """
    INSERT INTO assessments_attemptanswer (attempt_id, question, chosen, saved_at)
    SELECT a.id, v.column2, v.column3, v.column4 FROM (VALUES {values}) v
    JOIN assessments_attempt a ON a.id = v.column1
    WHERE a.submitted_at IS NULL AND (a.deadline_at IS NULL OR a.deadline_at >= v.column4)
    ORDER BY v.column4
    ON CONFLICT (attempt_id, question) DO UPDATE SET chosen = excluded.chosen, saved_at = excluded.saved_at
    RETURNING attempt_id, question
"""
LINE = {"sqlite": "(?, ?, ?, ?)", "postgresql": "(%s::bigint, %s::uuid, %s::jsonb, %s::timestamptz)"}


@dataclass(frozen=True, slots=True)
class Job:
    """An answer as it will be kept."""

    attempt: int
    question: UUID
    chosen: str
    at: datetime


def save(
    *, attempt: int, place: int, question: str, fields: Mapping[str, Sequence[str]], at: datetime
) -> bool:
    """Keep the answer to the question at this place of the paper; False when it is not an everyday one."""
    try:
        entry = _entry(attempt, place)
        if entry is None or entry["id"] != question or entry["kind"] == "file":
            return False
        chosen = kinds.accepted(entry, chosen_in(entry, question, fields))
        job = Job(attempt, UUID(question), json.dumps(chosen), at)
        return bool(_line.run(job) if connection.vendor == "sqlite" else _alone(job))
    except (DomainError, DatabaseError, sqlite3.Error):
        return False  # the long way says what is wrong


def _entry(attempt: int, place: int) -> dict[str, Any] | None:
    if connection.vendor == "sqlite":
        row = sqlite.driver().execute(READ["sqlite"], [place, attempt]).fetchone()
    else:
        with connection.cursor() as cursor:
            cursor.execute(READ["postgresql"], [place, attempt])
            row = cursor.fetchone()
    return json.loads(row[0]) if row and row[0] else None


def _alone(job: Job) -> bool:
    with connection.cursor() as cursor:
        line: list[Any] = [job.attempt, job.question, job.chosen, job.at]
        cursor.execute(WRITE.format(values=LINE["postgresql"]), line)
        return bool(cursor.fetchall())


def _gathered(jobs: Sequence[Job]) -> Sequence[bool | None]:
    """SQLite: the answers of all who wait, in one statement."""
    lines: list[object] = []
    for job in jobs:
        lines += [job.attempt, job.question.hex, job.chosen, sqlite.moment(job.at)]
    values = ", ".join([LINE["sqlite"]] * len(jobs))
    written = set(sqlite.driver().execute(WRITE.format(values=values), lines).fetchall())
    return [(job.attempt, job.question.hex) in written for job in jobs]


_line = Together(_gathered)
