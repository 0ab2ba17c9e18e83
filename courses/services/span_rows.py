"""The three statements of a heartbeat: lock and read the union, keep the report, store the new union.

Written once and run as they are: this is the busiest write of the product (goal W3). The columns' own fields
convert the values, so both databases store what the ORM would.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, Model, QuerySet

from common.prepared import Prepared
from courses.models import Activity, ActivityProgress, Enrolment, SpanReport, WatchedSpans
from courses.spans import Span

INSERT_REPORT = (
    "INSERT INTO courses_spanreport (uuid, enrolment_id, activity_id, spans, received_at, accepted) "
    "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (uuid) DO NOTHING"
)
UPDATE_UNION = (
    "UPDATE courses_watchedspans SET spans = %s, seconds = %s, position = %s, reported_at = %s, credit = %s, "
    "film = %s WHERE id = %s"
)
COLUMNS = ("pk", "spans", "position", "opened_at", "reported_at", "film", "credit", "replayed", "done")


@dataclass(frozen=True)
class Held:
    """The union's row as it was found, whether the report is a replay, and whether the activity is done."""

    pk: int
    spans: list[Any]
    position: float
    opened_at: datetime
    reported_at: datetime
    film: str
    credit: float
    replayed: bool
    done: bool


def _ask(enrolment: int, activity: int, report: UUID) -> QuerySet[WatchedSpans, Any]:
    return (
        WatchedSpans.objects.select_for_update(of=("self",))
        .filter(enrolment=enrolment, activity=activity)
        .annotate(
            replayed=Exists(SpanReport.objects.filter(uuid=report)),
            done=Exists(ActivityProgress.objects.filter(enrolment=enrolment, activity=activity)),
        )
        .values_list(*COLUMNS)
    )


_HELD = Prepared(_ask)


def hold(enrolment: Enrolment, activity: Activity, report: UUID) -> Held | None:
    """The row, locked until the transaction ends so that reports take turns; None before the first view."""
    row = _HELD.first(enrolment.pk, activity.pk, report)
    return Held(*row) if row else None


def keep_report(
    *,
    uuid: UUID,
    enrolment: Enrolment,
    activity: Activity,
    spans: Sequence[Span],
    at: datetime,
    accepted: bool,
) -> None:
    """Telemetry; a ping without spans says nothing worth keeping, a uuid is kept once."""
    if spans:
        row = {"uuid": uuid, "enrolment": enrolment.pk, "activity": activity.pk, "spans": _rounded(spans)}
        _run(INSERT_REPORT, _values(SpanReport, row | {"received_at": at, "accepted": accepted}))


def store(
    held: Held,
    *,
    spans: Sequence[Span],
    seconds: float,
    position: float,
    at: datetime,
    credit: float,
    film: str,
) -> None:
    """Write the new union over the row that is held."""
    row: dict[str, Any] = {
        "spans": _rounded(spans),
        "seconds": round(seconds, 2),
        "position": round(position, 2),
    }
    row |= {"reported_at": at, "credit": round(credit, 2), "film": film}
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


def _rounded(spans: Sequence[Span]) -> list[list[float]]:
    return [[round(start, 2), round(end, 2)] for start, end in spans]
