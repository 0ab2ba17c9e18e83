"""Reading and writing the answers of a paper; whoever calls knows that the attempt is open."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from assessments.kinds import accepted
from assessments.models import Attempt, AttemptAnswer
from common.prepared import Prepared

Answers = Mapping[str, Any]


_SAVED = Prepared(
    lambda attempt: AttemptAnswer.objects.filter(attempt=attempt).values_list(
        "question", "chosen", "saved_at"
    )
)


def answers_with_moments(attempt: Attempt) -> dict[str, tuple[Any, datetime]]:
    """The latest answer to each question, and when it was saved."""
    return {str(question): (chosen, at) for question, chosen, at in _SAVED.all(attempt.pk)}


def saved_answers(attempt: Attempt) -> dict[str, Any]:
    """The latest answer to each question."""
    return {question: chosen for question, (chosen, _at) in answers_with_moments(attempt).items()}


def checked(attempt: Attempt, answers: Answers) -> dict[str, Any]:
    """The answers as they are kept; refused when the paper never offered them."""
    entries = {entry["id"]: entry for entry in attempt.paper}
    return {question: accepted(entries.get(question, {}), chosen) for question, chosen in answers.items()}


def keep(attempt: Attempt, answers: Answers, at: datetime) -> None:
    """Write them, each over the one before."""
    rows = [
        AttemptAnswer(attempt=attempt, question=UUID(question), chosen=chosen, saved_at=at)
        for question, chosen in answers.items()
    ]
    AttemptAnswer.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["attempt", "question"],
        update_fields=["chosen", "saved_at"],
    )
