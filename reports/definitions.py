"""A target's rule as data, so that a frozen figure can be recomputed after the rule has changed."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from courses.models import Course
from people.models import OrgUnit
from reports.models import Programme, Target, TargetUnit

FIELDS = ("code", "title", "counts", "population", "learning", "legal_basis", "definition_version")
DAYS = ("starts_on", "due_on")


def definition_of(target: Target) -> dict[str, Any]:
    """Everything that decides a figure; public identifiers, for pks stay inside."""
    told = {name: getattr(target, name) for name in FIELDS}
    told |= {name: getattr(target, name).isoformat() for name in DAYS}
    named = target.listed.select_related("unit").order_by("part", "unit__uuid")
    return told | {
        "percent": str(target.percent),
        "unit": str(target.unit.uuid),
        "courses": _uuids(target.courses),
        "programmes": {one.code: _uuids(one.courses) for one in target.programmes.order_by("code")},
        "listed": [[one.part, str(one.unit.uuid), _said(one.percent)] for one in named],
    }


def _uuids(courses: Any) -> list[str]:
    return [str(uuid) for uuid in courses.order_by("code").values_list("uuid", flat=True)]


def _said(percent: Decimal | None) -> str:
    return "" if percent is None else f"{percent:.2f}"


def target_of(definition: dict[str, Any]) -> Target:
    """The target as it was, in memory: never save it."""
    told = {name: definition[name] for name in FIELDS}
    told |= {name: date.fromisoformat(definition[name]) for name in DAYS}
    unit = OrgUnit.objects.get(uuid=definition["unit"])
    target = Target(unit=unit, percent=Decimal(definition["percent"]), **told)
    target.pk = Target.objects.values_list("pk", flat=True).filter(code=definition["code"]).first()
    # The engine asks `target.courses`; what was fetched for it is the list of that day, not today's.
    target._prefetched_objects_cache = {  # type: ignore[attr-defined]
        "courses": Course.objects.filter(uuid__in=definition["courses"]),
        "programmes": Programme.objects.filter(code__in=definition["programmes"]),
        "listed": _listed(target, definition["listed"]),
    }
    vars(target)["programmes_then"] = [_keys(uuids) for uuids in definition["programmes"].values()]
    return target


def _keys(uuids: list[str]) -> frozenset[int]:
    return frozenset(Course.objects.filter(uuid__in=uuids).values_list("pk", flat=True))


def _listed(target: Target, rows: list[list[str]]) -> QuerySet[TargetUnit]:
    """The units named that day, in memory."""
    units = OrgUnit.objects.in_bulk([uuid for _part, uuid, _percent in rows], field_name="uuid")
    named = TargetUnit.objects.none()
    named._result_cache = [
        TargetUnit(
            target=target, unit=units[UUID(uuid)], part=part, percent=Decimal(percent) if percent else None
        )
        for part, uuid, percent in rows
    ]
    return named
