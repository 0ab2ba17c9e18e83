"""The short way of a heartbeat whose pass was checked: read the union, reckon, write; anything unusual is left alone.

It never decides a completion, never refuses and never opens a row: then it returns None having written nothing, and
the caller goes the long way (services.watching), which reckons by the same rules.
"""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from courses import spans as arithmetic
from courses.passes import Pass
from courses.reckoning import Tally, reckon
from courses.services.span_rows import rounded
from courses.services.together import Together
from courses.spans import Allowance
from courses.wire import Played

READ = (
    "SELECT spans, position, opened_at, reported_at, film, credit, "
    "EXISTS(SELECT 1 FROM courses_spanreport WHERE uuid = %s AND accepted) "
    "FROM courses_watchedspans WHERE id = %s AND enrolment_id = %s"
)
INSERT = (
    "INSERT INTO courses_spanreport (uuid, enrolment_id, activity_id, spans, received_at, accepted, told) VALUES "
)
ROW = "(%s, %s, %s, %s, %s, true, %s)"
UPDATE = "UPDATE courses_watchedspans SET spans = %s, seconds = %s, position = %s, reported_at = %s, credit = %s WHERE id = %s"

_together = Together()


def report(told: Pass, reports: Sequence[Played], at: datetime) -> Tally | None:
    """Add what was played, durably; None when it is not an everyday report."""
    if len(reports) != 1 or reports[0].kept:
        return None

    def work() -> Tally | None:
        return _add(told, reports[0], at)

    try:
        return _together.run(work) if connection.vendor == "sqlite" else _alone(work)
    except DatabaseError:
        return None  # the long way says what is wrong


def _alone(work: Callable[[], Tally | None]) -> Tally | None:
    with transaction.atomic():
        return work()


def _add(told: Pass, report: Played, at: datetime) -> Tally | None:
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(READ + lock, [_uuid(report.uuid), told.row, told.enrolment])
        row = cursor.fetchone()
        if row is None or row[4] != told.film:
            return None
        tally = reckon(_before(row, told, at), [report], {report.uuid} if row[6] else ())
        if tally.refused or (not told.done and arithmetic.is_watched(tally.spans, told.duration, told.share)):
            return None
        if tally.changed:
            _write(cursor, told, report, tally, at)
    return tally


def _write(cursor: Any, told: Pass, report: Played, tally: Tally, at: datetime) -> None:
    moment = connection.ops.adapt_datetimefield_value(at)
    if report.spans:
        spans = json.dumps(rounded(arithmetic.union(report.spans)))
        kept = [_uuid(report.uuid), told.enrolment, told.activity, spans, moment, json.dumps(report.note)]
        cursor.execute(INSERT + ROW, kept)
    union = json.dumps(rounded(tally.spans))
    left = round(tally.allowance.left, 2)
    row = [union, round(tally.seconds, 2), round(tally.position, 2), moment, left, told.row]
    cursor.execute(UPDATE, row)


def _before(row: Sequence[Any], told: Pass, at: datetime) -> Tally:
    spans = json.loads(row[0]) if isinstance(row[0], str) else row[0]
    inside = arithmetic.clamp(spans, told.duration)
    allowance = Allowance(
        elapsed=max(0.0, (at - _moment(row[3])).total_seconds()),
        since_opened=max(0.0, (at - _moment(row[2])).total_seconds()),
        credit=row[5],
        counted=arithmetic.length(inside),
    )
    return Tally(inside, told.duration, min(row[1], told.duration), allowance)


def _moment(stored: datetime) -> datetime:
    """SQLite keeps moments in UTC without saying so."""
    return stored.replace(tzinfo=UTC) if stored.tzinfo is None else stored


def _uuid(uuid: UUID) -> UUID | str:
    return uuid if connection.features.has_native_uuid_field else uuid.hex
