"""Set a target; every change of who or what counts is a new version of its definition."""

from collections.abc import Iterable

from django.db import transaction

from courses.models import Course
from people.models import OrgUnit
from reports.models import Target


@transaction.atomic
def save_target(
    *,
    target: Target,
    unit: OrgUnit,
    levels: list[str],
    categories: list[str] | None = None,
    roles: list[str] | None = None,
    courses: Iterable[Course],
) -> Target:
    """Store the target; `definition_version` grows when the population or the courses change."""
    said = {"levels": levels, "categories": categories, "roles": roles}
    population = (target.population or {}) | {
        name: codes for name, codes in said.items() if codes is not None
    }
    chosen = sorted(course.pk for course in courses)
    known = target.pk is not None
    before = (
        _counted(target.population),
        sorted(target.courses.values_list("pk", flat=True)) if known else chosen,
    )
    if known and before != (_counted(population), chosen):
        target.definition_version += 1
    target.population = population
    if not known:
        target.unit = unit
    target.save()
    target.courses.set(chosen)
    return target


def _counted(population: dict[str, list[str]] | None) -> dict[str, list[str]]:
    """An empty list and a missing one mean the same: everybody."""
    return {name: codes for name, codes in (population or {}).items() if codes}
