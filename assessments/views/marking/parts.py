"""What several pages of the marking desk show: its tabs, what a paper is called, a decimal as typed."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.marking import queue, rights
from assessments.models import Appeal, Attempt
from assessments.views.marking.guard import MarkingDesk
from common.vietnamese import clean


def tabs(at_desk: MarkingDesk, current: str) -> list[dict[str, Any]]:
    """Two counts; the progress page is for editors."""
    waits = queue.waiting_for(at_desk.account, at_desk.at).count()
    appeals = rights.appeals_seen_by(at_desk.account).filter(state=Appeal.State.OPEN).count()
    shown = [
        ("desk", "marking_desk", _("Chờ chấm"), waits),
        ("appeals", "marking_appeals", _("Phúc khảo"), appeals),
    ]
    shown += [("progress", "marking_progress", _("Tiến độ chấm"), None)] if at_desk.edits else []  # type: ignore[list-item]
    return [
        {"label": label, "href": reverse(address), "count": count, "current": name == current}
        for name, address, label, count in shown
    ]


def paper_name(attempt: Attempt, *, has_appeal: bool) -> str:
    """The learner's name, or the paper's code while nobody may know whose it is."""
    rule = getattr(attempt.quiz, "marking_rule", None)
    hidden = bool(rule and rule.anonymous and (attempt.waiting or has_appeal))
    return (
        _("Bài %(code)s") % {"code": queue.code_of(attempt)}
        if hidden
        else attempt.enrolment.learner.full_name
    )


def decimal_in(text: str) -> float | None:
    """A number as people type it, 8,5 or 8.5; None for anything else."""
    try:
        value = Decimal(clean(text).replace(",", "."))
    except InvalidOperation:
        return None
    return float(value) if value.is_finite() else None
