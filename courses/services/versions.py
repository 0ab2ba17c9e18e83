"""What was published, frozen: one more version, or the same one when nothing a learner meets has changed."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict
from courses.models import Activity, ActivityVersion
from people.models import Account


@transaction.atomic
def publish_version(
    *,
    activity: Activity | None = None,
    kind: str,
    title: str,
    summary: str = "",
    body: list[Any],
    body_html: str,
    media: dict[str, Any] | None = None,
    facts: dict[str, Any] | None = None,
    weight: str = ActivityVersion.Weight.MATERIAL,
    at: datetime,
    by: Account | None = None,
) -> ActivityVersion:
    """Append a version of the activity (None: of a new one); unchanged content returns the newest as it is.

    The kind of an activity never changes: a quiz that becomes a text is another activity (Conflict).
    """
    media, facts = media or {}, facts or {}
    fingerprint = digest(title=title, summary=summary, body=body, media=media, facts=facts)
    activity = (
        _held(activity, kind) if activity else Activity.objects.create(kind=kind, title=title, created_at=at)
    )
    newest = activity.versions.order_by("-number").first()
    if newest and newest.digest == fingerprint:
        _back_in_use(activity, newest.title)
        return newest
    _back_in_use(activity, title)
    return ActivityVersion.objects.create(
        activity=activity, number=newest.number + 1 if newest else 1, kind=kind, title=title, summary=summary,
        body=body, body_html=body_html, media=media, facts=facts, digest=fingerprint, weight=weight,
        published_at=at, published_by=by,
    )  # fmt: skip


def digest(*, title: str, summary: str, body: Any, media: Any, facts: Any) -> str:
    """SHA-256 of the canonical JSON of what a learner meets (sorted keys, no spaces, UTF-8)."""
    content = {"title": title, "summary": summary, "body": body, "media": media, "facts": facts}
    text = json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, cls=DjangoJSONEncoder
    )
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def add_outputs(*, film: str, poster: str, outputs: dict[str, Any]) -> int:
    """More qualities of the same film for the versions that show it already; return for how many.

    The one change a version may see: what is taught stays as frozen, and publishing again makes no new version of it.
    A file replaced since has another poster's address, so its versions are left alone.
    """
    shown = ActivityVersion.objects.select_for_update().filter(media__video=film, media__poster=poster)
    grown = [one for one in shown if any(one.media.get(key) != value for key, value in outputs.items())]
    for one in grown:
        one.media |= outputs
        one.digest = digest(
            title=one.title, summary=one.summary, body=one.body, media=one.media, facts=one.facts
        )
        one.save(update_fields=["media", "digest"])
    return len(grown)


def withdraw_activity(*, activity: Activity, at: datetime) -> None:
    """The page is gone; the record stays, and whoever is mid-way keeps their outline."""
    Activity.objects.filter(pk=activity.pk, withdrawn_at__isnull=True).update(withdrawn_at=at)


def _held(activity: Activity, kind: str) -> Activity:
    held = Activity.objects.select_for_update().get(pk=activity.pk)
    if held.kind != kind:
        raise Conflict(_("Không đổi được loại của bài đã phát hành. Hãy tạo bài mới."))
    return held


def _back_in_use(activity: Activity, title: str) -> None:
    if activity.title != title or activity.withdrawn_at:
        activity.title, activity.withdrawn_at = title, None
        activity.save(update_fields=["title", "withdrawn_at"])
