"""Hints while answering: one more at each asking, each written down, because it may cost points."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.kinds.base import texts
from assessments.models import Attempt
from assessments.queries.papers import bodies_of
from assessments.services.late import is_over
from common.errors import Conflict, Forbidden


@transaction.atomic
def take_hint(*, attempt: Attempt, question: str, number: int, at: datetime) -> None:
    """Open hint `number` (from 1) of a question; asked for twice it is one, and there is no skipping."""
    current = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if current.submitted_at or is_over(current, at):
        raise Conflict(_("Bài này đã nộp hoặc đã hết giờ, không xem gợi ý được nữa."))
    if not current.promised.get("hints"):
        raise Forbidden(_("Bài kiểm tra này không cho xem gợi ý."))
    held = texts(bodies_of(current).get(question, {}), "hints")
    asked = current.hints.get(question, [])
    if number == len(asked) + 1 and number <= len(held):
        current.hints = current.hints | {question: [*asked, at.isoformat()]}
        current.save(update_fields=["hints"])
