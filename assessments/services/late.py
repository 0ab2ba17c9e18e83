"""Answers that come after the time is up: late by the network they count, late by the learner they are evidence.

The browser's word for when an answer was given is a note. It decides within the grace only, where the most that a
liar gains is those two minutes, and the note tells on him.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from assessments import kinds
from assessments.models import Attempt, LateAnswer
from assessments.rules import is_in_time
from assessments.services.keeping import checked, keep, saved_answers
from common.errors import Conflict

log = logging.getLogger(__name__)
Moments = Mapping[str, datetime]
MOST_ROWS = 4  # a question of the paper: what is sent again and again adds nothing to the evidence


def grace() -> timedelta:
    """How long after the deadline answers may still arrive and count."""
    return timedelta(seconds=settings.QUIZ_LATE_GRACE_SECONDS)


def is_over(attempt: Attempt, at: datetime) -> bool:
    """The time is up."""
    return attempt.deadline_at is not None and at > attempt.deadline_at


def is_past_grace(attempt: Attempt, at: datetime) -> bool:
    """Nothing that arrives counts any more, so the attempt can be closed."""
    return attempt.deadline_at is not None and at > attempt.deadline_at + grace()


def save_late(*, attempt: Attempt, answers: Mapping[str, Any], given: Moments, at: datetime) -> None:
    """Keep what came after the time was up; refused with a sentence when it does not count."""
    with transaction.atomic():
        current = Attempt.objects.select_for_update().get(pk=attempt.pk)
        if current.submitted_at and not current.timed_out:
            raise Conflict(_("Bài này đã nộp, không sửa được nữa."))
        if not current.submitted_at and not is_over(current, at):  # more time was given meanwhile
            keep(current, checked(current, answers), at)
            return
        counted = keep_late(attempt=current, answers=answers, given=given, at=at)
    if not counted:
        raise Conflict(
            _("Đã hết giờ làm bài. Câu trả lời này đến muộn nên không được tính, nhưng vẫn được lưu lại.")
        )


def keep_late(
    *, attempt: Attempt, answers: Mapping[str, Any], given: Moments, at: datetime, form: bool = False
) -> list[str]:
    """Note each answer that says something new; those that count become the answer. Holds the attempt's lock.

    A form sent without script says nothing about moments: within the grace it is believed as a whole.
    """
    new = _new(attempt, checked(attempt, answers))
    open_still = not attempt.submitted_at and not is_past_grace(attempt, at)
    believed = {
        question: open_still and _believed(attempt, given.get(question), at, form) for question in new
    }
    _note(attempt, new, given, believed, at)
    counted = {question: new[question] for question, is_counted in believed.items() if is_counted}
    keep(attempt, counted, at)
    return [*counted, *(set(answers) - set(new))]


def _new(attempt: Attempt, answers: dict[str, Any]) -> dict[str, Any]:
    """Only what differs from what was saved in time."""
    saved = saved_answers(attempt)
    return {
        question: answer
        for question, answer in answers.items()
        if (answer != saved[question] if question in saved else kinds.answered(answer))
    }


def _believed(attempt: Attempt, given: datetime | None, at: datetime, form: bool) -> bool:
    assert attempt.deadline_at is not None
    if given is None:
        return form
    if not attempt.started_at <= given <= at + timedelta(minutes=1):
        log.warning("attempt %s: an answer said to be given at %s arrived at %s", attempt.uuid, given, at)
    return is_in_time(given, attempt.started_at, attempt.deadline_at)


def _note(
    attempt: Attempt, new: dict[str, Any], given: Moments, believed: dict[str, bool], at: datetime
) -> None:
    assert attempt.deadline_at is not None
    room = MOST_ROWS * len(attempt.paper) - LateAnswer.objects.filter(attempt=attempt).count()
    rows = [
        LateAnswer(
            attempt=attempt, question=UUID(question), chosen=chosen, deadline_at=attempt.deadline_at,
            arrived_at=at, given_at=given.get(question), counted=believed[question],
        )
        for question, chosen in new.items()
    ]  # fmt: skip
    if len(rows) > room:
        log.warning("attempt %s: too many late answers, %s not noted", attempt.uuid, len(rows) - max(room, 0))
    LateAnswer.objects.bulk_create(rows[: max(room, 0)])
