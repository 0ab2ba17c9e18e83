"""What learners say of the courses, for those who write them: shares and free texts, never of fewer than the threshold."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.models import Survey
from assessments.studio.doors import account_of, writers_only
from assessments.surveys.publishing import cells
from assessments.surveys.results import Results, results_of
from common import clock
from content.studio_home import course_pages_of
from courses.models import Course
from people.models import Account

NEWEST = 10


@writers_only
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Each survey on courses with its courses; those of which too few have spoken are named without figures."""
    surveys = Survey.objects.filter(kind=Survey.Kind.COURSE, published__gt=0)[:NEWEST]
    mine = courses_written_by(account_of(request))
    told = [(survey, _lines(results_of(survey, clock.today()), mine)) for survey in surveys]
    return render(request, "surveys/studio/list.html", {"told": told})


@writers_only
@require_safe
def of_course(request: HttpRequest, code: str, course: UUID) -> HttpResponse:
    """One course, question by question; another's is like none."""
    survey = Survey.objects.filter(kind=Survey.Kind.COURSE, published__gt=0, code=code).first()
    if survey is None:
        raise Http404
    about = get_object_or_404(courses_written_by(account_of(request)), uuid=course)
    found = results_of(survey, clock.today())
    context = {"survey": survey, "course": about, "answers": found.answers("course", about.pk)}
    return render(request, "surveys/studio/course.html", context)


def _lines(found: Results, mine: QuerySet[Course]) -> list[dict[str, Any]]:
    """Blanks follow from all courses, by key: titles may be twice."""
    told = cells(found.folds.of("course"), found.k)
    rows = mine.filter(pk__in=found.courses).order_by("title", "pk").values_list("pk", "title", "uuid")
    return [{"title": title, "uuid": uuid, "cell": told[pk]} for pk, title, uuid in rows]


def courses_written_by(account: Account) -> QuerySet[Course]:
    """Courses whose page the account may edit."""
    return Course.objects.filter(pk__in=course_pages_of(account).values("course"))
