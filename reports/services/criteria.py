"""Say which courses prepare for a criterion; what was said before keeps its days."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from common.clock import local_day
from courses.models import Course
from people.models import Account
from people.services.audit import Kind, record
from reports.models import CourseCriterion, Criterion


@transaction.atomic
def tag_courses(*, criterion: Criterion, courses: Iterable[Course], at: datetime, by: Account | None) -> None:
    """A new tag holds from the set's first day, one said again from today; one taken off ends today.

    Of a set that is over, taking off is a correction: the course never counted.
    """
    today = local_day(at)
    Criterion.objects.select_for_update().get(pk=criterion.pk)
    standing = {tag.course_id: tag for tag in criterion.tags.filter(until__isnull=True)}
    wanted = {course.pk for course in courses}
    for course, tag in standing.items():
        if course not in wanted:
            tag.until = tag.since if _is_over(criterion, today) else max(tag.since, today)
            tag.save(update_fields=["until"])
    before = set(criterion.tags.values_list("course", flat=True))
    fresh = sorted(wanted - standing.keys())
    CourseCriterion.objects.bulk_create(
        CourseCriterion(
            course_id=course, criterion=criterion, since=_since(criterion, today, again=course in before)
        )
        for course in fresh
    )
    if fresh or standing.keys() - wanted:
        detail = {
            "criterion": f"{criterion.criteria.code} {criterion.number}",
            "courses": sorted(Course.objects.filter(pk__in=wanted).values_list("code", flat=True)),
        }
        record("criterion_tagged", kind=Kind.CHANGE, by=by, at=at, detail=detail)


def _is_over(criterion: Criterion, today: date) -> bool:
    last = criterion.criteria.ends_on
    return last is not None and last < today


def _since(criterion: Criterion, today: date, *, again: bool) -> date:
    first = criterion.criteria.starts_on
    return first if not again or _is_over(criterion, today) else max(first, today)
