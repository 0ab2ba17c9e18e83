"""What higher apps know of a class, for pages that lie below them: its form, its tests, what is left to make up."""

from typing import Any

from django import template

from assessments.class_tests import tests_of
from assessments.class_words import Said, lines_about
from assessments.models import ClassSurvey, When
from assessments.services.classes import why_not
from common import clock
from courses.models import Seat, TrainingSession

register = template.Library()


@register.simple_tag
def class_figures(session: TrainingSession) -> list[Said]:
    """Lines for the report and the page after a class."""
    return lines_about(session, clock.today())


@register.simple_tag
def class_survey(session: TrainingSession) -> Any:
    """The form of the class with its state today, or None."""
    bound = ClassSurvey.objects.filter(session=session).select_related("survey").first()
    return {"survey": bound.survey, "state": bound.survey.state(clock.today())} if bound else None


@register.simple_tag
def class_tests_of(session: TrainingSession) -> Any:
    """The chosen tests, or None."""
    return tests_of(session)


@register.simple_tag
def class_tests_for(session: TrainingSession, seat: Seat | None) -> list[dict[str, Any]]:
    """The tests that somebody of the class may sit, each with why not now."""
    tests = tests_of(session) if seat else None
    if tests is None or seat is None:
        return []
    chosen = [(which, getattr(tests, which.value)) for which in When]
    return [
        {"which": which.value, "label": which.label, "quiz": quiz, "why_not": why_not(session, seat, which, clock.now())}
        for which, quiz in chosen
        if quiz
    ]  # fmt: skip


@register.simple_tag
def asks_me(session: TrainingSession, seat: Seat | None) -> Any:
    """The class's form, while it is open and for those who have a seat or were there."""
    told = class_survey(session) if seat and (seat.holds or seat.attendance.exists()) else None
    return told["survey"] if told and told["state"] == "open" else None
