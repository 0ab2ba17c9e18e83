"""Set a target; every change of who or what counts is a new version of its definition."""

from collections.abc import Iterable

from django.db import transaction

from courses.models import Course
from people.models import OrgUnit
from reports.models import Target


@transaction.atomic
def save_target(*, target: Target, unit: OrgUnit, levels: list[str], courses: Iterable[Course]) -> Target:
    """Store the target; `definition_version` grows when the population or the courses change."""
    population = {"levels": levels, "categories": (target.population or {}).get("categories", [])}
    chosen = sorted(course.pk for course in courses)
    known = target.pk is not None
    before = (target.population, sorted(target.courses.values_list("pk", flat=True)) if known else chosen)
    if known and before != (population, chosen):
        target.definition_version += 1
    target.population = population
    if not known:
        target.unit = unit
    target.save()
    target.courses.set(chosen)
    return target
