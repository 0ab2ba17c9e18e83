"""The trainer's view of a video: how it is watched, how its questions are answered, its outputs, its small writing."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.permissions import page_permission_policy
from wagtailmedia.permissions import MediaPermissionPolicyChecker

from common import clock
from content.film_plot import enough, plot
from content.models import Legibility, LessonPage, Rendition, TutorialPage, Video
from content.video.legibility import warning
from courses.models import Activity, ActivityVersion
from courses.queries.viewing import FEWEST, first_answers, headline_of, stretches_of
from courses.viewing import stretches

permissions = MediaPermissionPolicyChecker()
CHANGE = ["change", "delete"]
PERIODS = {"7": 7, "30": 30, "90": 90}  # days; few, so that two of them cannot be subtracted to show a person


@require_safe
@never_cache
def viewing(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """For those who may change the video, or a lesson with it; of lessons that are not theirs nothing is told."""
    video = get_object_or_404(Video, uuid=uuid)
    lessons = _lessons(request, video)
    may_change = permissions.policy.user_has_any_permission_for_instance(request.user, CHANGE, video)
    if not (may_change or lessons):
        raise Http404
    context = {
        "video": video,
        "may_change": may_change,
        "lessons": lessons,
        "tutorials": TutorialPage.objects.filter(video=video).exists(),
        "outputs": Rendition.objects.filter(source_sha256=video.sha256).order_by("height", "name"),
        **_writing(video),
        **_watched(request, video, lessons),
    }
    return render(request, "content/video/viewing.html", context)


def _lessons(request: HttpRequest, video: Video) -> list[LessonPage]:
    """Published lessons that have or had the video and that this person may edit."""
    versions = ActivityVersion.objects.filter(media__video=str(video.uuid))
    mine = page_permission_policy.instances_user_has_permission_for(request.user, "change")
    pages = LessonPage.objects.filter(activity__in=versions.values("activity"), pk__in=mine.values("pk"))
    return list(pages.select_related("activity").order_by("path"))


def _writing(video: Video) -> dict[str, Any]:
    found = Legibility.objects.filter(source_sha256=video.sha256).first() if video.sha256 else None
    return {"legibility": found, "warning": warning(found.height) if found else ""}


def _watched(request: HttpRequest, video: Video, lessons: Sequence[LessonPage]) -> dict[str, Any]:
    wanted, period = request.GET.get("bai", ""), request.GET.get("khoang", "")
    every = [one.activity for one in lessons if one.activity]
    chosen = [one for one in every if str(one.uuid) == wanted]
    activities = chosen or every
    since = clock.now() - timedelta(days=PERIODS[period]) if period in PERIODS else None
    parts = stretches_of(activities, str(video.uuid), stretches(video.duration or 0), since)
    questions = _questions(activities, video, since)
    headline = headline_of(activities, str(video.uuid), since)
    return {
        "headline": headline if headline.viewers >= FEWEST else None,
        "questions": questions,
        "plot": plot(parts, video.duration, questions) if video.duration and enough(parts) else None,
        "fewest": FEWEST,
        "chosen": wanted if chosen else "",
        "period": period,
        "periods": [("7", _("7 ngày qua")), ("30", _("30 ngày qua")), ("90", _("90 ngày qua"))],
    }


def _questions(activities: Sequence[Activity], video: Video, since: Any) -> list[dict[str, Any]]:
    """The questions that these lessons ask now, with how the first answers went."""
    newest: dict[int, dict[str, Any]] = {}
    rows = ActivityVersion.objects.filter(activity__in=activities).order_by("number")
    for activity, media, facts in rows.values_list("activity_id", "media", "facts"):
        newest[activity] = facts if media.get("video") == str(video.uuid) else {}
    given = first_answers(activities, since)
    found = [one for facts in newest.values() for one in facts.get("questions", [])]
    return [_told(one, *given.get(one["id"], (0, 0))) for one in sorted(found, key=lambda one: one["at"])]


def _told(question: dict[str, Any], answered: int, right: int) -> dict[str, Any]:
    share = round(100 * right / answered) if answered >= FEWEST else None
    return {"at": question["at"], "text": question["text"], "share": share, "answered": answered}
