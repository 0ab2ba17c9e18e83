"""A paper as chance would make it now, for its trainer: drawn, shown, kept nowhere."""

from typing import Any

from django.urls import reverse

from assessments.composition import Composition
from assessments.models import QuestionVersion
from assessments.presenting import Shown, of_equal_worth, presented
from assessments.services.papers import paper_of
from common.errors import DomainError
from content.models import QuizPage


def sample_of(page: QuizPage, composition: Composition) -> dict[str, Any]:
    """For the template: the questions, or why there is no paper."""
    try:
        paper, key = paper_of(composition)
    except DomainError as refusal:
        return {"page": page, "refusal": str(refusal)}
    found = QuestionVersion.objects.in_bulk([one["version"] for one in key.values()])
    questions = [_shown(entry, found[key[entry["id"]]["version"]]) for entry in paper]
    return {"page": page, "questions": questions, "of_equal_worth": of_equal_worth(paper)}


def _shown(entry: dict[str, Any], version: QuestionVersion) -> Shown:
    def address(name: str) -> str:
        return reverse("question_bank_file", args=[version.files.get(name, "khong-co")])

    return presented(entry, None, address)
