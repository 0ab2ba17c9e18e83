"""Adds to kept counts: one statement, so that what others add at the same time is not lost."""

from django.db import connection

from reports.models import RollUp
from reports.models.rollup import Length
from reports.queries.spans import Steps

_ADD = (
    "INSERT INTO reports_targetstep (roll_up_id, length, day, unit, kind, change) "
    "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (roll_up_id, length, day, unit, kind) "
    "DO UPDATE SET change = reports_targetstep.change + excluded.change"
)


def add_steps(roll_up: RollUp, steps: Steps) -> None:
    """To the day, to its month and to its year."""
    rows = [
        (roll_up.pk, length, length.begin(day).isoformat(), unit, kind, change)
        for (day, unit, kind), change in sorted(steps.items())
        if change
        for length in Length
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, rows)
