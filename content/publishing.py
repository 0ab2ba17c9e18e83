"""The bridge: a page published becomes a version in `courses`; nothing of the page tree is a record (decision 0002)."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page

from assessments.models import Quiz
from assessments.services.quizzes import keep_quiz
from content import shelf
from content.freezing import freeze
from content.models import CoursePage, MaterialPage, QuizPage
from content.models.base import ActivityPage
from content.public_cache import forget_public_pages
from content.quiz_sections import composition_of_page
from content.readiness import why_not
from content.services.material_versions import number_file
from courses.models import Activity, ActivityVersion
from courses.services.releases import ensure_course, publish_version, withdraw_activity
from people.models import Account

log = logging.getLogger(__name__)


def published(page: Page, *, at: datetime, by: Account | None = None) -> None:
    """Remember what went live. Harmless to repeat, and silent for a publication that is only scheduled."""
    if not page.live:
        return
    refusal = why_not(page)
    if refusal:  # the form refuses this; a go-live set earlier may still meet it
        log.warning("page %s withheld: %s", page.pk, refusal)
        page.unpublish(log_action=False)
        return
    with transaction.atomic():
        version = _remember(page, at, by)
        shelf.put(page, version)
    forget_public_pages()


def unpublished(page: Page, *, at: datetime) -> None:
    """Gone from the public; the record stays untouched."""
    with transaction.atomic():
        shelf.take_away(page)
        activity = getattr(page, "activity", None)
        if activity and not _shown_elsewhere(page, activity):
            withdraw_activity(activity=activity, at=at)
    forget_public_pages()


def _remember(page: Page, at: datetime, by: Account | None) -> ActivityVersion | None:
    if isinstance(page, CoursePage):
        _remember_course(page, at)
    if isinstance(page, MaterialPage):
        number_file(page=page, at=at)
    return _remember_version(page, at, by) if isinstance(page, ActivityPage) else None


def _remember_version(page: ActivityPage, at: datetime, by: Account | None) -> ActivityVersion:
    page.activity = _identity(page)
    frozen = freeze(page)
    weight = page.weight if page.activity else ActivityVersion.Weight.MATERIAL
    version = publish_version(
        activity=page.activity, title=page.title, weight=weight, at=at, by=by, **vars(frozen)
    )
    page.activity = version.activity
    type(page).objects.filter(pk=page.pk).update(activity=version.activity)
    if isinstance(page, QuizPage):
        _keep_quiz(page, version)
    return version


def _identity(page: ActivityPage) -> Activity | None:
    """One rule for copy, translation and first publication: own, else a translation sibling's, else a new one."""
    held = type(page).objects.select_for_update().get(pk=page.pk)
    if held.activity:
        return held.activity
    sibling = page.get_translations().filter(activity__isnull=False).select_related("activity").first()
    return sibling.activity if sibling else None


def _shown_elsewhere(page: ActivityPage, activity: Activity) -> bool:
    """A translation of the page is still public."""
    return type(page).objects.filter(activity=activity, live=True).exclude(pk=page.pk).exists()


def _keep_quiz(page: QuizPage, version: ActivityVersion) -> None:
    rule = {"pass_percent": page.pass_percent, "attempts_allowed": page.attempts_allowed}
    rule |= {name: getattr(page, name) for name in Quiz.RULES}
    before = page.pre_test.activity if page.pre_test else None
    keep_quiz(version=version, composition=composition_of_page(page), pre_test=before, rule=rule)


def _remember_course(page: CoursePage, at: datetime) -> None:
    page.course = ensure_course(
        code=page.code, slug=page.slug, title=page.title, summary=page.summary, audience=page.audience,
        hours=page.hours, owner_unit=page.owner_unit, at=at,
    )  # fmt: skip
    CoursePage.objects.filter(pk=page.pk).update(course=page.course)


def file_changed(document: Any, *, at: datetime) -> None:
    """A file replaced in the library is new on each public page that hands it out."""
    for page in MaterialPage.objects.filter(document=document, live=True):
        published(page, at=at)
