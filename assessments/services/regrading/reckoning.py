"""What a regrade makes of attempts: their marks read again, every version's body read once."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from assessments.grading import Result, grade_again, hand_of
from assessments.kinds.remedies import Remedy
from assessments.models import Attempt, Regrade, RegradeChange
from assessments.queries.papers import as_sat, body_of, graded_bodies
from assessments.rules import Grading
from assessments.services.results import stored_mark

Outcome, Lost = RegradeChange.Outcome, Regrade.Lost
OURS = frozenset({"chosen", "right", "fraction", "by_hand", "cancelled", "hand"})


def holding(regrade: Regrade) -> QuerySet[Attempt]:
    """Attempts, open ones too, that a regrade may be about: those of the quiz, or whose paper has the question."""
    if regrade.quiz_id:
        return Attempt.objects.filter(quiz=regrade.quiz_id)
    return Attempt.objects.filter(key__has_key=str(regrade.question.uuid))  # type: ignore[union-attr]


@dataclass(frozen=True)
class Reckoned:
    """One attempt as the key gives it now; `stands` is the pass that is left to it."""

    attempt: Attempt
    result: Result
    marks: dict[str, Any]
    outcome: str
    certified: bool

    @property
    def stands(self) -> bool:
        return self.result.passed or self.outcome in {Outcome.KEPT, Outcome.HELD}

    @property
    def of_mean(self) -> bool:
        """Whether the mean of all tries is the result."""
        return bool(self.attempt.promised.get("grading") == Grading.AVERAGE)

    @property
    def before(self) -> Decimal:
        return self.attempt.score or Decimal(0)

    @cached_property
    def replaces(self) -> bool:
        """Whether anything that the attempt states is different."""
        attempt, result = self.attempt, self.result
        stated = (attempt.score, attempt.passed, attempt.waiting, _told(attempt.marks or {}))
        return stated != (result.score, self.stands, result.waiting, _told(self.marks))

    @property
    def matters(self) -> bool:
        """Whether somebody should see it in the list."""
        return self.replaces or self.outcome == Outcome.HELD


def _told(marks: dict[str, Any]) -> dict[str, Any]:
    return {
        one: (mark.get("fraction", float(mark["right"])), mark.get("cancelled", ""))
        for one, mark in marks.items()
    }


class Reckoner:
    """Reads bodies as they come; `also` adds a regrade that does not stand yet."""

    def __init__(self, regrade: Regrade) -> None:
        self.regrade = regrade
        self.versions = set(regrade.versions.values_list("pk", flat=True))
        self._bodies: dict[int, dict[str, Any]] = {}

    def reckon(self, attempts: Sequence[Attempt]) -> list[Reckoned]:
        """Those of the submitted attempts whose paper holds what is regraded."""
        self._read(attempts)
        found = [(one, touched) for one in attempts if one.submitted_at and (touched := self._touched(one))]
        read = [(one, self._again(one, touched), touched) for one, touched in found]
        losing = {one.enrolment_id for one, result, _touched in read if one.passed and not result.passed}
        holders = certified(losing)
        return [self._reckoned(*told, certified=told[0].enrolment_id in holders) for told in read]

    def _touched(self, attempt: Attempt) -> Collection[str]:
        if self.regrade.quiz_id:
            return list(attempt.key)
        return [name for name, entry in attempt.key.items() if entry.get("version") in self.versions]

    def _read(self, attempts: Iterable[Attempt]) -> None:
        asked = {entry["version"] for one in attempts for entry in one.key.values() if "version" in entry}
        also = {} if self.regrade.applied_at else dict.fromkeys(self.versions, _remedy(self.regrade))
        self._bodies |= graded_bodies(asked - self._bodies.keys(), also)

    def _again(self, attempt: Attempt, touched: Collection[str]) -> Result:
        bodies = {name: self._body(attempt, name, entry) for name, entry in attempt.key.items()}
        return grade_again(bodies, attempt.marks or {}, attempt.pass_percent, touched)

    def _body(self, attempt: Attempt, name: str, entry: dict[str, Any]) -> dict[str, Any]:
        if "version" in entry:
            return as_sat(attempt, name, self._bodies[entry["version"]])
        shown = next(one for one in attempt.paper if one["id"] == name)
        return body_of(shown, entry, self._bodies)

    def _reckoned(
        self, attempt: Attempt, result: Result, touched: Collection[str], *, certified: bool
    ) -> Reckoned:
        old = attempt.marks or {}
        fresh = {
            mark.question: _over(old[mark.question], mark)
            for mark in result.marks
            if mark.question in touched
        }
        outcome = self._outcome(attempt, result, certified)
        return Reckoned(attempt, result, old | fresh, outcome, certified)

    def _outcome(self, attempt: Attempt, result: Result, certified: bool) -> str:
        if attempt.passed == result.passed:
            return Outcome.SCORE
        if result.passed:
            return Outcome.PASSES
        if self.regrade.lost == Lost.KEEP:
            return Outcome.KEPT
        return Outcome.HELD if certified else Outcome.WITHDRAWN


def _over(old: dict[str, Any], mark: Any) -> dict[str, Any]:
    """The new mark over the old one; what a hand gave stays readable while the question is cancelled."""
    kept = {name: value for name, value in old.items() if name not in OURS} | stored_mark(mark)
    return kept | ({"hand": hand_of(old)} if mark.by_hand and mark.cancelled else {})


def _remedy(regrade: Regrade) -> Remedy:
    return Remedy(regrade.policy, regrade.under.body if regrade.under else None, regrade.accepted)


def certified(enrolments: Collection[int]) -> set[int]:
    """Those with a certificate that stands: asked of whoever issues them (settings.ENROLMENTS_CERTIFIED)."""
    found: set[int] = set()
    for path in settings.ENROLMENTS_CERTIFIED if enrolments else []:
        found |= import_string(path)(enrolments)
    return found


def tally(
    before: dict[str, int], attempts: Sequence[Attempt], reckoned: Sequence[Reckoned]
) -> dict[str, int]:
    """The counts so far and those of this step."""
    counts = Counter(before)
    counts["seen"] += len(reckoned)
    counts["open"] += sum(one.submitted_at is None for one in attempts)
    for one in reckoned:
        if one.matters:
            counts["changed"] += 1
            counts["up"] += one.result.score > one.before
            counts["down"] += one.result.score < one.before
            counts[one.outcome] += 1
    return dict(counts)
