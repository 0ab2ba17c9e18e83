"""The catalogue of courses, and one course before one learns it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content import queries
from content.course_outline import outline_of
from content.models import CoursePage, LessonPage, QuizPage
from content.public_cache import cached_public
from courses.models import Enrolment
from courses.models.course import Family


@require_safe
@cached_public
def catalogue(request: HttpRequest) -> HttpResponse:
    """All courses, or those of one family: for implementers, or open to everybody."""
    asked = request.GET.get("danh-cho", "")
    family = Family(asked) if asked in Family.values else None
    items = [(item, Family.of(audience)) for item, audience in queries.courses(family)]
    context = {
        "items": items,
        "family": family,
        "tabs": _tabs(family),
        "tutorials": queries.tutorials().count(),
    }
    return render(request, "content/public/catalogue.html", context)


@require_safe
@cached_public
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """What one can do afterwards, the outline, who must learn; and for the enrolled, on to their desk."""
    page = get_object_or_404(CoursePage.objects.live().select_related("course", "owner_unit"), slug=slug)
    context = {
        "page": page,
        "outline": outline_of(page.course),
        "enrolment": _enrolment(request, page.course_id),
    }
    return render(request, "content/public/course.html", context)


@require_safe
def lesson(request: HttpRequest, slug: str, lesson: str) -> HttpResponse:
    """A lesson's place in the tree leads to its stable address."""
    for model in (LessonPage, QuizPage):
        page = (
            model.objects.live()
            .filter(slug=lesson, url_path__endswith=f"/{slug}/{lesson}/", activity__isnull=False)
            .select_related("activity")
            .first()
        )
        if page:
            return redirect("activity", activity=page.activity.uuid)
    raise Http404


def _tabs(family: Family | None) -> list[dict[str, Any]]:
    everything = {"label": _("Tất cả"), "href": "?", "current": family is None}
    return [
        everything,
        *({"label": one.label, "href": f"?danh-cho={one.value}", "current": family is one} for one in Family),
    ]


def _enrolment(request: HttpRequest, course_id: int | None) -> Enrolment | None:
    person_id: Any = getattr(request.user, "person_id", None)
    if not person_id or not course_id:
        return None
    return (
        Enrolment.objects.filter(learner_id=person_id, course_id=course_id).select_related("progress").first()
    )
