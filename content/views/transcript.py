"""What is said in a film, to read and to print; the film's page links to it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from content.captions.transcript import transcript
from content.public_cache import cached_public
from content.views.shown import shown_tutorial
from courses.films import tracks
from courses.queries.lesson import lesson_for, newest_version


@require_safe
@cached_public
def tutorial_transcript(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a villagers' tutorial."""
    return _page(request, shown_tutorial(slug).version, reverse("tutorial", args=[slug]), "base_public.html")


@never_cache
@require_safe
def lesson_transcript(request: HttpRequest, activity: UUID) -> HttpResponse:
    """Of a lesson, for whoever learns it."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    lesson = lesson_for(getattr(request.user, "person_id", None), activity)
    if lesson is None:
        raise Http404
    version = newest_version(lesson.activity)
    return _page(request, version, reverse("activity", args=[activity]), "base_learner.html")


def _page(request: HttpRequest, version: Any, film: str, frame: str) -> HttpResponse:
    languages = tracks(version.media) if version else []
    wanted = request.GET.get("tieng", "vi")
    chosen = next((track for track in languages if track["lang"] == wanted), None) or next(
        iter(languages), None
    )
    if chosen is None:
        raise Http404
    context = {
        "version": version,
        "film": film,
        "frame": frame,
        "languages": languages,
        "chosen": chosen,
        "paragraphs": transcript(chosen["url"]),
    }
    return render(request, "content/public/transcript.html", context)
