"""What a signed-in learner's device fetches to keep a lesson: asked again later, it tells whether the lesson changed."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common import clock
from courses.films import openable
from courses.models.activity import Kind
from courses.queries.lesson import lesson_for, newest_version
from courses.saving import parcel
from courses.saving_words import words


@never_cache
@require_safe
def lesson_parcel(request: HttpRequest, activity: UUID) -> HttpResponse:
    """Only of a lesson that this account learns; tests are not for keeping."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": "signed out"}, status=401)
    lesson = lesson_for(getattr(request.user, "person_id", None), activity)
    version = newest_version(lesson.activity) if lesson and lesson.activity.kind != Kind.QUIZ else None
    if version is None:
        raise Http404
    media = openable(version.media, at=clock.now())
    return JsonResponse(
        {"items": [parcel(version, f"/hoc/{activity}/", media)], "gone": [], "words": words()}
    )
