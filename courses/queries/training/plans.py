"""What the form of a class says, as it is stored: one short word for it, by which two clerks at one class are told apart."""

import hashlib

from courses.models import TrainingSession

COLUMNS = (
    "title", "release", "lead_unit", "capacity", "hours", "registration", "attendance_percent",
    "attendance_hours", "registration_ends_at", "note", "sponsors",
)  # fmt: skip


def stamp_of(session: TrainingSession) -> str:
    """Another one as soon as anything in the form would read otherwise; asked of the database, never of memory."""
    rows = (
        TrainingSession.objects.filter(pk=session.pk).values_list(*COLUMNS),
        session.partners.order_by("unit").values_list("unit"),
        session.trainers.order_by("name", "pk").values_list("account", "name", "organisation"),
        session.costs.order_by("source").values_list("source", "amount"),
    )
    return hashlib.sha256(repr([list(one) for one in rows]).encode()).hexdigest()[:32]


def teachers_of(session: TrainingSession) -> str:
    """All who teach, in a line."""
    return ", ".join(sorted(map(str, session.trainers.all())))
