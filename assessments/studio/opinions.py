"""What learners say of the courses, for those who teach: shares and free texts, never of fewer than the threshold."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.models import Survey
from assessments.studio.doors import writers_only
from assessments.surveys.results import Results, results_of
from common import clock
from courses.models import Course

NEWEST = 10


@writers_only
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Each survey on courses with its courses; those of which too few have spoken are named without figures."""
    surveys = Survey.objects.filter(kind=Survey.Kind.COURSE, published__gt=0)[:NEWEST]
    told = [(survey, _lines(results_of(survey, clock.today()))) for survey in surveys]
    return render(request, "surveys/studio/list.html", {"told": told})


@writers_only
@require_safe
def of_course(request: HttpRequest, code: str, course: UUID) -> HttpResponse:
    """One course, question by question."""
    survey = Survey.objects.filter(kind=Survey.Kind.COURSE, published__gt=0, code=code).first()
    if survey is None:
        raise Http404
    found, about = results_of(survey, clock.today()), get_object_or_404(Course, uuid=course)
    context = {"survey": survey, "course": about, "answers": found.answers("course", about.pk)}
    return render(request, "surveys/studio/course.html", context)


def _lines(found: Results) -> list[dict[str, Any]]:
    known = dict(Course.objects.filter(pk__in=found.courses).values_list("title", "uuid"))
    return [{"title": title, "uuid": known[title], "cell": one} for title, one in found.by_course()]
