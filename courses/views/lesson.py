"""The lesson page: the frozen body as stored, the film, what has been seen, and the course beside it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common import clock
from courses.films import shown
from courses.models import Activity, ActivityVersion, Course
from courses.models.activity import Kind
from courses.queries.film_questions import Asked, asked_of
from courses.queries.lesson import Lesson, Watching, lesson_for, newest_version, watched_row, watching
from courses.queries.outline import next_line, outline
from courses.services.watching import open_activity
from courses.views.passes import owner_of, pass_for

SHOWN_GAPS = 4


@never_cache
@require_safe
def activity(request: HttpRequest, activity: UUID) -> HttpResponse:
    """Show the activity to whoever learns it; the first view starts its clock."""
    lesson = lesson_for(getattr(request.user, "person_id", None), activity)
    if lesson is None:
        return _without_lesson(request, activity)
    if lesson.activity.kind == Kind.QUIZ:
        return redirect(f"/kiem-tra/{activity}/")  # assessments owns the page, the address stays
    version = newest_version(lesson.activity)
    if version is None:
        raise Http404
    if lesson.activity.kind == Kind.TUTORIAL:
        return _tutorial(version)
    return render(request, "courses/lesson.html", _page(request, lesson, version))


def _page(request: HttpRequest, lesson: Lesson, version: ActivityVersion) -> dict[str, Any]:
    row = watched_row(lesson.enrolment, lesson.activity) or open_activity(
        enrolment=lesson.enrolment, activity=lesson.activity, at=clock.now()
    )
    lines = outline(lesson.enrolment.release, lesson.enrolment)
    rule = lesson.item.rule
    seen = watching(row, version, float(rule["share"])) if rule.get("kind") == "watch" else None
    asked = _asked(lesson, version) if seen else None
    place = next(number for number, line in enumerate(lines, 1) if line.activity == lesson.activity)
    return {
        "lesson": lesson,
        "course": lesson.enrolment.course,
        "version": version,
        "lines": lines,
        "place": place,
        "next": next_line(lines, lesson.activity),
        "seconds_to_read": rule.get("seconds", 0) if rule.get("kind") == "read" else 0,
        "film": _film(request, version),
        "seen": seen,
        "questions": asked.rows() if asked else [],
        "questions_left": asked.left if asked else [],
        "player": _player(request, lesson, version, row.pk, seen) if seen else None,
    }


def _film(request: HttpRequest, version: ActivityVersion) -> dict[str, Any] | None:
    frugal = request.headers.get("Save-Data", "").lower() == "on"
    return shown(version.media, frugal=frugal, at=clock.now())


def _asked(lesson: Lesson, version: ActivityVersion) -> Asked | None:
    """What the film asks, and what this learner has answered; no query for a film without questions."""
    questions = version.facts.get("questions")
    return asked_of(lesson.enrolment, lesson.item, lesson.activity, questions) if questions else None


def _player(
    request: HttpRequest, lesson: Lesson, version: ActivityVersion, row: int, seen: Watching
) -> dict[str, Any]:
    """What player.js and reporter.js read."""
    done = lesson.completed_at is not None
    return {
        "owner": owner_of(request.user),
        "pass": pass_for(request, lesson, version, row, seen, done=done),
        "spans": [[round(start, 2), round(end, 2)] for start, end in seen.spans],
        "gaps": seen.gaps[:SHOWN_GAPS],
        "more_gaps": max(0, len(seen.gaps) - SHOWN_GAPS),
        "done": done,
    }


def _tutorial(version: ActivityVersion) -> HttpResponse:
    address = version.facts.get("address")
    if not address:
        raise Http404
    return redirect(address)


def _without_lesson(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Tutorials are everybody's; of the rest a stranger is told whom to ask."""
    found = Activity.objects.filter(uuid=uuid).first()
    version = newest_version(found) if found and found.kind == Kind.TUTORIAL else None
    if version:
        return _tutorial(version)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if found is None:
        raise Http404
    courses = Course.objects.filter(releases__items__activity=found).distinct()
    told = {"activity": found, "courses": courses}
    return render(request, "courses/not_enrolled.html", told, status=403)
