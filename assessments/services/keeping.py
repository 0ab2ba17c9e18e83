"""Reading and writing the answers of a paper; whoever calls knows that the attempt is open."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from assessments.kinds import accepted
from assessments.models import Attempt, AttemptAnswer

Answers = Mapping[str, Any]


def saved_answers(attempt: Attempt) -> dict[str, Any]:
    """The latest answer to each question."""
    return {str(question): chosen for question, chosen in attempt.answers.values_list("question", "chosen")}


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
