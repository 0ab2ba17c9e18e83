"""The button at the end of a lesson: asks for completion, and is told what is missing."""

import math
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.errors import Conflict
from common.vietnamese import format_clock, format_percent
from courses.models import Activity, ActivityVersion, Enrolment, ReleaseItem, WatchedSpans
from courses.queries.lesson import Watching, item_of, watching
from courses.services.completion import (
    asked_in_film,
    complete_watching,
    done_rows,
    record_completion,
    share_of,
)


def finish_activity(
    *,
    enrolment: Enrolment,
    activity: Activity,
    version: ActivityVersion,
    at: datetime,
    item: ReleaseItem | None = None,
) -> None:
    """What the button at the end asks; the rule decides, a refusal (Conflict) names what is missing."""
    item = item or item_of(enrolment, activity)
    kind = item.rule.get("kind") if item else None
    if done_rows(enrolment, activity).exists():
        return
    if kind == "read":
        finish_reading(enrolment=enrolment, activity=activity, version=version, at=at, item=item)
    elif kind == "watch":
        _finish_watching(enrolment, activity, version, at, item)
    else:
        raise Conflict(_("Bài này chỉ hoàn thành khi bạn đạt bài kiểm tra."))


@transaction.atomic
def finish_reading(
    *,
    enrolment: Enrolment,
    activity: Activity,
    version: ActivityVersion,
    at: datetime,
    item: ReleaseItem | None = None,
) -> None:
    """Record a text as read; refused (Conflict) until the minimum reading time has passed since opening."""
    item = item or item_of(enrolment, activity)
    row = WatchedSpans.objects.select_for_update().filter(enrolment=enrolment, activity=activity).first()
    if item is None or row is None:
        raise Conflict(_("Hãy mở và đọc bài trước đã."))
    if done_rows(enrolment, activity).exists():
        return
    passed = (at - row.opened_at).total_seconds()
    left = math.ceil(float(item.rule.get("seconds", 0)) - passed)
    if left > 0:
        raise Conflict(_("Bài này cần ít nhất %(left)s giây đọc nữa.") % {"left": left})
    record_completion(enrolment, activity, version, {"rule": "read", "seconds": round(passed)}, at)


def _finish_watching(
    enrolment: Enrolment, activity: Activity, version: ActivityVersion, at: datetime, item: ReleaseItem | None
) -> None:
    with transaction.atomic():
        row = WatchedSpans.objects.select_for_update().filter(enrolment=enrolment, activity=activity).first()
        seen = watching(row, version, share_of(item))
        if not complete_watching(enrolment, activity, version, seen, at):
            asked = asked_in_film(enrolment, activity, version) if seen.enough else None
            raise Conflict(open_questions_sentence(len(asked.left)) if asked else missing_sentence(seen))


def missing_sentence(seen: Watching) -> str:
    """How much of the film is still to be played, in words."""
    return _("Bạn mới xem thật %(seen)s trong %(whole)s. Còn thiếu %(missing)s để đủ %(goal)s.") % {
        "seen": format_clock(seen.seconds),
        "whole": format_clock(seen.duration),
        "missing": format_clock(seen.missing_begun),
        "goal": format_percent(seen.goal_percent),
    }


def open_questions_sentence(left: int) -> str:
    """How many questions of the film still wait, in words."""
    return ngettext(
        "Bạn đã xem đủ. Còn %(n)d câu hỏi trong video cần trả lời.",
        "Bạn đã xem đủ. Còn %(n)d câu hỏi trong video cần trả lời.",
        left,
    ) % {"n": left}
