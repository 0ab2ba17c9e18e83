"""The three statements of a heartbeat: lock and read the union, keep the reports, store the new union.

Written once and run as they are: this is the busiest write of the product (goal W3). The columns' own fields
convert the values, so both databases store what the ORM would.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, Model, QuerySet

from common.prepared import Prepared
from courses.models import Activity, ActivityProgress, Enrolment, SpanReport, WatchedSpans
from courses.reckoning import Refused, Tally
from courses.spans import Span, union
from courses.wire import Played

# A report that was refused before and is believed now changes sides; nobody else's is touched.
INSERT_REPORT = (
    "INSERT INTO courses_spanreport (uuid, enrolment_id, activity_id, spans, received_at, accepted, told) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (uuid) DO UPDATE SET accepted = excluded.accepted, "
    "received_at = excluded.received_at WHERE NOT courses_spanreport.accepted "
    "AND courses_spanreport.enrolment_id = excluded.enrolment_id "
    "AND courses_spanreport.activity_id = excluded.activity_id"
)
UPDATE_UNION = (
    "UPDATE courses_watchedspans SET spans = %s, seconds = %s, position = %s, reported_at = %s, credit = %s, "
    "film = %s WHERE id = %s"
)
COLUMNS = ("pk", "spans", "position", "opened_at", "reported_at", "film", "credit", "replayed", "done")


@dataclass(frozen=True)
class Held:
    """The union's row as it was found, which report was accepted before, and whether the activity is done."""

    pk: int
    spans: list[Any]
    position: float
    opened_at: datetime
    reported_at: datetime
    film: str
    credit: float
    replayed: bool
    done: bool
    asked: UUID


def _ask(enrolment: int, activity: int, report: UUID) -> QuerySet[WatchedSpans, Any]:
    return (
        WatchedSpans.objects.select_for_update(of=("self",))
        .filter(enrolment=enrolment, activity=activity)
        .annotate(
            replayed=Exists(SpanReport.objects.filter(uuid=report, accepted=True)),
            done=Exists(ActivityProgress.objects.filter(enrolment=enrolment, activity=activity)),
        )
        .values_list(*COLUMNS)
    )


_HELD = Prepared(_ask)


def hold(enrolment: Enrolment, activity: Activity, report: UUID) -> Held | None:
    """The row, locked until the transaction ends so that reports take turns; None before the first view."""
    row = _HELD.first(enrolment.pk, activity.pk, report)
    return Held(asked=report, **dict(zip(COLUMNS, row, strict=True))) if row else None


def accepted_before(held: Held, reports: Sequence[UUID]) -> set[UUID]:
    """Which of these have been counted; the one that the row was held for is known without asking."""
    known = {held.asked} if held.replayed else set()
    others = [uuid for uuid in reports if uuid != held.asked]
    if others:
        found = SpanReport.objects.filter(uuid__in=others, accepted=True)
        known.update(found.values_list("uuid", flat=True))
    return known


def keep_accepted(enrolment: Enrolment, activity: Activity, reports: Iterable[Played], at: datetime) -> None:
    """Telemetry that makes a replay harmless; a ping without spans says nothing worth keeping."""
    for report in reports:
        if report.spans:
            _keep(enrolment, activity, report, at, accepted=True)


def keep_refused(enrolment: Enrolment, activity: Activity, refused: Iterable[Refused], at: datetime) -> None:
    """What might be believed later stays with its uuid."""
    for one in refused:
        _keep(enrolment, activity, one.report, at, accepted=False)


def _keep(enrolment: Enrolment, activity: Activity, report: Played, at: datetime, *, accepted: bool) -> None:
    row = {"uuid": report.uuid, "enrolment": enrolment.pk, "activity": activity.pk}
    row |= {
        "spans": rounded(union(report.spans)),
        "received_at": at,
        "accepted": accepted,
        "told": report.note,
    }
    _run(INSERT_REPORT, _values(SpanReport, row))


def store(held: Held, tally: Tally, *, at: datetime, film: str) -> None:
    """Write the new union over the row that is held."""
    row: dict[str, Any] = {
        "spans": rounded(tally.spans),
        "seconds": round(tally.seconds, 2),
        "position": round(tally.position, 2),
    }
    row |= {"reported_at": at, "credit": round(tally.allowance.left, 2), "film": film}
    _run(UPDATE_UNION, [*_values(WatchedSpans, row), held.pk])


def _values(model: type[Model], row: dict[str, Any]) -> list[Any]:
    """The values in the order of the row, as each column's field writes them."""
    fields = [model._meta.get_field(name) for name in row]
    return [
        field.get_db_prep_save(value, connection)  # type: ignore[union-attr]
        for field, value in zip(fields, row.values(), strict=True)
    ]


def _run(statement: str, values: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def rounded(spans: Sequence[Span]) -> list[list[float]]:
    """As they are stored and sent: hundredths of a second."""
    return [[round(start, 2), round(end, 2)] for start, end in spans]
