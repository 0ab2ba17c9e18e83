"""Questions about surveys and their answers; they tell counts only through `publishing`."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Count, Q, QuerySet

from assessments.models import Survey, SurveyResponse, SurveyTicket, SurveyVersion
from assessments.surveys.folding import Folds, Row, folded
from assessments.surveys.items import Item, same_as
from common.clock import local_day, start_of_day
from courses.models import EnrolmentProgress
from people.models import Posting
from people.models.org_unit import Level
from people.queries.people import posted_on
from people.queries.tree import Unit, UnitTree


def surveys_of(units: Collection[int] | None) -> QuerySet[Survey]:
    """What the offices in a scope ask; None is every office."""
    rows = Survey.objects.select_related("owner", "course")
    return rows if units is None else rows.filter(owner_id__in=units)


def newest(survey: Survey) -> SurveyVersion | None:
    """The version that is asked now."""
    return survey.versions.filter(number=survey.published).first() if survey.published else None


def counted() -> QuerySet[SurveyResponse]:
    """The answers that count: all but those that were typed wrongly."""
    return SurveyResponse.objects.filter(void__isnull=True)


def numbers_of(surveys: Collection[Survey]) -> dict[int, int]:
    """How many answered each survey, in one query."""
    rows = counted().filter(version__survey__in=surveys).values("version__survey").annotate(n=Count("pk"))
    return {row["version__survey"]: row["n"] for row in rows.order_by()}


def folds_of(survey: Survey, items: list[Item], today: date) -> Folds:
    """All answers by commune (as it is today), course and month; versions that asked the same are pooled."""
    asked = {version.pk: _still_asked(version, items) for version in survey.versions.all()}
    return folded(_rows(counted().filter(version__survey=survey), asked, today), survey.satisfied_from)


def _still_asked(version: SurveyVersion, items: list[Item]) -> dict[str, Item]:
    here = {name for name, _digest in same_as(items) & same_as(version.items)}
    return {item["id"]: item for item in items if item["id"] in here}


def _rows(
    responses: QuerySet[SurveyResponse], asked: dict[int, dict[str, Item]], today: date
) -> Iterator[Row]:
    tree = UnitTree.load()
    columns = ("version_id", "unit_id", "course_id", "answered_on", "answers")
    for version, unit, course, day, answers in responses.values_list(*columns).iterator(chunk_size=2000):
        here = commune_of(unit, tree, today) if unit else None
        yield answers, asked[version], {"unit": here, "course": course, "month": day.replace(day=1)}


def commune_of(unit: int, tree: UnitTree, day: date) -> int | None:
    """Where a unit's answers stand on a day's map: hamlets and offices of a commune count with it."""
    here = tree.current(unit, day)
    while here is not None and not is_commune(tree, here):
        here = tree.parent_of(here, day)
    return here


def is_commune(tree: UnitTree, unit: int) -> bool:
    """A commune itself, not one of its offices."""
    return tree.units[unit].level == Level.COMMUNE and not tree.units[unit].is_office


def communes_on(day: date, tree: UnitTree | None = None) -> list[Unit]:
    """The communes of a day in Vietnamese order, to choose one's own from."""
    tree = tree or UnitTree.load()
    return [unit for unit in tree.on(day) if is_commune(tree, unit.id)]


def asked_of(learner_id: int, day: date) -> list[tuple[Survey, EnrolmentProgress]]:
    """The open surveys on courses that a learner completed since they opened, and has not answered; three queries."""
    surveys = [one for one in Survey.objects.filter(_asks_after_courses(day)) if one.published]
    if not surveys:
        return []
    done = EnrolmentProgress.objects.filter(enrolment__learner=learner_id, state="completed")
    rows = list(done.select_related("enrolment__course").order_by("-completed_at"))
    answered = set(
        SurveyTicket.objects.filter(enrolment__learner=learner_id).values_list("survey_id", "enrolment_id")
    )
    return [
        (survey, row)
        for row in rows
        for survey in surveys
        if asks_about(survey, row) and (survey.pk, row.enrolment_id) not in answered
    ]


def _asks_after_courses(day: date) -> Q:
    still = Q(closes_on__isnull=True) | Q(closes_on__gte=day)
    return still & Q(kind=Survey.Kind.COURSE, published__gt=0, closed_at__isnull=True, opens_on__lte=day)


def asks_about(survey: Survey, progress: EnrolmentProgress) -> bool:
    """Whether a survey asks who completed this course: its own course, completed since it opened."""
    course = survey.course_id in (None, progress.enrolment.course_id)
    return bool(course and progress.completed_at and local_day(progress.completed_at) >= survey.opens_on)


def invited(survey: Survey) -> int:
    """How many have been asked: those who completed a course of it since it opened."""
    rows = EnrolmentProgress.objects.filter(completed_at__gte=start_of_day(survey.opens_on))
    if survey.course_id:
        rows = rows.filter(enrolment__course_id=survey.course_id)
    return rows.count()


def commune_of_learner(learner_id: int, day: date) -> int | None:
    """The commune of the learner's latest post that day; None for whoever works at the province."""
    posts: QuerySet[Posting] = posted_on(day)
    unit = (
        posts.filter(person=learner_id).order_by("-starts_on", "pk").values_list("unit_id", flat=True).first()
    )
    return commune_of(unit, UnitTree.load(), day) if unit else None
