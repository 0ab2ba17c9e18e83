"""Says which unit leads an order and which coordinate; the log keeps who said so."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from courses.models import Assignment, AssignmentPartner
from people.models import Account, OrgUnit
from people.services.audit import Kind, record


@transaction.atomic
def set_partners(
    *,
    assignment: Assignment,
    lead_unit: OrgUnit | None,
    partners: Iterable[OrgUnit],
    at: datetime,
    by: Account | None,
) -> Assignment:
    """Replace the lead unit and the coordinating units; the lead does not also coordinate."""
    before = _told(assignment)
    Assignment.objects.filter(pk=assignment.pk).update(lead_unit=lead_unit)
    assignment.lead_unit = lead_unit
    _store(assignment, {unit.pk for unit in partners} - {assignment.lead_unit_id}, at)
    after = _told(assignment)
    if after != before:
        detail = {"course": assignment.course.code, "before": before, "after": after}
        record(
            "assignment_partners_changed", kind=Kind.CHANGE, by=by, at=at, unit=assignment.unit, detail=detail
        )
    return assignment


def _store(assignment: Assignment, wanted: set[int], at: datetime) -> None:
    rows = AssignmentPartner.objects.filter(assignment=assignment)
    rows.exclude(unit__in=wanted).delete()
    fresh = sorted(wanted - set(rows.values_list("unit_id", flat=True)))
    AssignmentPartner.objects.bulk_create(
        AssignmentPartner(assignment=assignment, unit_id=unit, added_at=at) for unit in fresh
    )


def _told(assignment: Assignment) -> dict[str, object]:
    rows = AssignmentPartner.objects.filter(assignment=assignment).order_by("unit__sort_key", "pk")
    return {
        "lead": assignment.lead_unit.full_name if assignment.lead_unit else "",
        "partners": list(rows.values_list("unit__full_name", flat=True)),
    }
