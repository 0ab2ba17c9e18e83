"""Where a learner stands with the questions of a film."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import uuid4

from common.prepared import Prepared
from courses import film_questions as arithmetic
from courses.models import Activity, ActivityVersion, Enrolment, FilmAnswer, ReleaseItem


@dataclass(frozen=True)
class Given:
    """One answer as it was graded."""

    chosen: list[str]
    right: bool


@dataclass(frozen=True)
class Asked:
    """A film's questions, what the learner's release demands of them, and the answers so far, oldest first."""

    questions: Sequence[arithmetic.Question]
    demanded: dict[str, bool]
    answers: dict[str, list[Given]] = field(default_factory=dict)

    @cached_property
    def left(self) -> list[str]:
        """Demanded questions that are still open."""
        pairs = [(name, one.right) for name, given in self.answers.items() for one in given]
        return arithmetic.left(self.demanded, self.questions, pairs)

    @property
    def evidence(self) -> dict[str, int]:
        """For the completion's event: how many were demanded, answered, and answered rightly."""
        offered = [one["id"] for one in self.questions if one["id"] in self.demanded]
        right = [name for name in offered if any(one.right for one in self.answers.get(name, ()))]
        return {
            "asked": len(offered),
            "answered": sum(name in self.answers for name in offered),
            "right": len(right),
        }

    def rows(self) -> list[dict[str, Any]]:
        """For the lesson page: no keys; of an answered question the last choice and what was said to it."""
        return [self._row(one) for one in self.questions]

    def _row(self, question: arithmetic.Question) -> dict[str, Any]:
        given = self.answers.get(question["id"], [])
        last = given[-1] if given else None
        demanded = question["id"] in self.demanded
        return arithmetic.told(question) | {
            "required": demanded,
            "must_be_right": demanded and self.demanded[question["id"]],
            "answered": bool(given),
            "right": any(one.right for one in given),
            "open": question["id"] in self.left,
            "chosen": last.chosen if last else [],
            "chosen_right": bool(last and last.right),
            "answer_uuid": uuid4(),  # names the answer of the plain form: sent twice, it counts once
            "feedback": arithmetic.feedback(question, last.chosen) if last else "",
        }


_ANSWERS = Prepared(
    lambda enrolment, activity, version: (
        FilmAnswer.objects.filter(enrolment=enrolment, activity=activity, version__gte=version)
        .order_by("pk")
        .values_list("question", "chosen", "right")
    )
)


def asked_of(
    enrolment: Enrolment, item: ReleaseItem, activity: Activity, questions: Sequence[arithmetic.Question]
) -> Asked:
    """As the learner's own release demands; answers to a version too old for it do not count."""
    answers: dict[str, list[Given]] = {}
    for question, chosen, right in _ANSWERS.all(enrolment.pk, activity.pk, item.minimum_version):
        answers.setdefault(str(question), []).append(Given(chosen, right))
    return Asked(questions, item.rule.get("questions", {}), answers)


def questions_of(version: ActivityVersion) -> list[dict[str, Any]]:
    """The frozen questions with their keys, for a version whose facts were not loaded."""
    facts = ActivityVersion.objects.values_list("facts", flat=True).get(pk=version.pk)
    found: list[dict[str, Any]] = facts.get("questions", [])
    return found
