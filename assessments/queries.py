"""Questions about tests: what may be drawn, where a learner stands, whose attempt it is; never write."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from assessments import rules
from assessments.composition import composition_of
from assessments.kinds.remedies import Remedy, remedied
from assessments.models import (
    Attempt,
    Question,
    QuestionFile,
    QuestionVersion,
    Quiz,
    Regrade,
    RegradeChange,
)
from assessments.models.attempt import whole
from common.vietnamese import fold
from courses.models import Enrolment
from courses.queries.lesson import item_of
from people.queries.identity import same_person

NO_REMEDIES: Mapping[int, Remedy] = MappingProxyType({})


@dataclass(frozen=True)
class Standing:
    """Where a learner stands in one test."""

    quiz: Quiz
    attempts: list[Attempt]

    @property
    def open(self) -> Attempt | None:
        return next((attempt for attempt in self.attempts if attempt.submitted_at is None), None)

    @property
    def grading(self) -> str:
        """Which try counts, as promised at the start of the newest."""
        return str((self.attempts[-1].promised if self.attempts else {}).get("grading", self.quiz.grading))

    @property
    def done(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.submitted_at and not attempt.waiting]

    @property
    def result(self) -> "Counted | None":
        """*The* result, by the way of grading."""
        return counted(self.grading, self.done)

    @property
    def passed(self) -> bool:
        """Now or once: trying again takes nothing back."""
        return rules.passed_once(self.grading, _tried(self.done))

    @property
    def waiting(self) -> bool:
        """An attempt is with its marker, whose word comes before another try."""
        return not self.passed and any(attempt.waiting for attempt in self.attempts)

    @property
    def left(self) -> int | None:
        """Attempts not yet begun; None when unlimited."""
        allowed = self.quiz.attempts_allowed
        return max(0, allowed - len(self.attempts)) if allowed else None

    @property
    def may_start(self) -> bool:
        return self.open is not None or (self.left != 0 and not self.waiting)


@dataclass(frozen=True)
class Counted:
    """The result that stands: its attempt, and the points, which for an average are of no single attempt."""

    attempt: Attempt
    earned: float
    passed: bool

    @property
    def of(self) -> float:
        return self.attempt.of


def counted(grading: str, done: list[Attempt]) -> Counted | None:
    """What several finished attempts come to."""
    tries = _tried(done)
    place = rules.which(grading, tries)
    if place is None:
        return None
    attempt = done[place]
    average = grading == rules.Grading.AVERAGE
    earned = whole(rules.share(grading, tries) * attempt.of) if average else attempt.earned
    return Counted(attempt, earned, rules.passes(grading, tries))


def _tried(done: list[Attempt]) -> list[rules.Tried]:
    return [rules.Tried(one.earned / one.of if one.of else 0.0, one.passed, one.pass_percent) for one in done]


def standing_of(enrolment: Enrolment, quiz: Quiz) -> Standing:
    """Every attempt of a learner at a test, first to last."""
    return Standing(quiz, list(Attempt.objects.filter(enrolment=enrolment, quiz=quiz).order_by("number")))


def asks_only_submission(enrolment: Enrolment, quiz: Quiz) -> bool:
    """A pre-test: the learner's release asks that it be handed in, not that it be passed."""
    item = item_of(enrolment, quiz.activity)
    return bool(item and item.rule.get("submitted"))


def likeness_of(text: str) -> str:
    """The same for questions that read the same without accents, case and signs."""
    return hashlib.sha256(re.sub(r"\W+", " ", fold(text)).strip().encode()).hexdigest()


def look_alikes(question: Question) -> QuerySet[Question]:
    """Other questions of any bank that read the same."""
    return Question.objects.filter(likeness=question.likeness).exclude(pk=question.pk).select_related("bank")


def newest_version(question: Question) -> QuestionVersion | None:
    """What the question asks now."""
    return QuestionVersion.objects.filter(question=question, number=question.version).first()


def bodies_of(attempt: Attempt) -> dict[str, dict[str, Any]]:
    """Each question of a paper as it is graded, in the paper's order: as asked, and as regrades have said since."""
    found = graded_bodies({entry["version"] for entry in attempt.key.values() if "version" in entry})
    return {
        entry["id"]: as_sat(attempt, entry["id"], body_of(entry, attempt.key[entry["id"]], found))
        for entry in attempt.paper
    }


def as_sat(attempt: Attempt, question: str, body: dict[str, Any]) -> dict[str, Any]:
    """The body with what this paper made of it: its section's points, and as `less` what hints asked for cost of it."""
    key = attempt.key[question]
    told = {"points": key["points"]} if "points" in key else {}
    cost, asked = attempt.promised.get("hint_cost", 0), attempt.hints.get(question, [])
    return body | told | ({"less": min(1.0, cost * len(asked) / 100)} if cost and asked else {})


def graded_bodies(
    versions: Collection[int], also: Mapping[int, Remedy] = NO_REMEDIES
) -> dict[int, dict[str, Any]]:
    """The bodies of these versions, each with the remedies of the regrades that stand for it, and `also` those."""
    if not versions:
        return {}
    found = QuestionVersion.objects.filter(pk__in=versions).values_list("pk", "body")
    remedies = remedies_for(versions)
    return {pk: remedied(body, [*remedies[pk], *([also[pk]] if pk in also else [])]) for pk, body in found}


def remedies_for(versions: Collection[int]) -> dict[int, list[Remedy]]:
    """What regrades have decided on these versions, first to last; from the moment one is applied it stands."""
    through = Regrade.versions.through.objects.filter(questionversion__in=versions)
    rows = through.filter(regrade__applied_at__isnull=False).order_by("regrade__applied_at", "regrade_id")
    found: dict[int, list[Remedy]] = defaultdict(list)
    for version, *told in rows.values_list(
        "questionversion", "regrade__policy", "regrade__under__body", "regrade__accepted"
    ):
        found[version].append(Remedy(*told))
    return found


def held_passes(enrolments: Collection[int] | None) -> QuerySet[RegradeChange]:
    """Of these enrolments (None: all), passes left for HR to decide: a regrade takes none from under a certificate."""
    held = RegradeChange.objects.filter(outcome=RegradeChange.Outcome.HELD, decided_at__isnull=True)
    held = held.filter(regrade__state=Regrade.State.DONE).order_by("pk")
    return held if enrolments is None else held.filter(attempt__enrolment__in=enrolments)


def body_of(
    entry: dict[str, Any], key: dict[str, Any], found: Mapping[int, dict[str, Any]]
) -> dict[str, Any]:
    """The version's, or that of a paper drawn before versions, whose key lay beside it."""
    if "version" in key:
        return found[key["version"]]
    options = [
        {"id": option["id"], "text": escape(option["text"]), "share": int(option["id"] in key["correct"])}
        for option in entry["options"]
    ]
    feedback = {"general": escape(key["feedback"])}
    return {
        "kind": entry["kind"], "text": escape(entry["text"]), "points": 1, "options": options,
        "scoring": "all", "feedback": feedback,
    }  # fmt: skip


def file_of_question(attempt: Attempt, question: str, name: str) -> QuestionFile | None:
    """A file that a question of this paper shows."""
    version = QuestionVersion.objects.filter(pk=attempt.key.get(question, {}).get("version")).first()
    return QuestionFile.objects.filter(digest=version.files.get(name, "")).first() if version else None


def enrolment_with(person_id: int | None, activity_uuid: UUID) -> Enrolment | None:
    """The learner's enrolment whose release holds the activity, the newest if several."""
    if person_id is None:
        return None
    return (
        Enrolment.objects.filter(learner_id=person_id, release__items__activity__uuid=activity_uuid)
        .select_related("course")
        .order_by("-enrolled_at", "-pk")
        .first()
    )


def own_attempts(person_id: int | None) -> QuerySet[Attempt]:
    """The attempts of one person, also those of a record merged into theirs: nobody else's can be reached through this."""
    return Attempt.objects.filter(enrolment__learner__in=same_person(person_id))


def final_result(enrolment: Enrolment) -> Attempt | None:
    """The best passed attempt at the last test of the learner's release; what a certificate states."""
    return final_results([enrolment.pk]).get(enrolment.pk)


def final_results(enrolments: Iterable[int]) -> dict[int, Attempt]:
    """The same of many enrolments at once."""
    passed = (
        Attempt.objects.filter(enrolment__in=enrolments, passed=True)
        .filter(quiz__activity__release_items__release_id=F("enrolment__release_id"))
        .annotate(place=F("quiz__activity__release_items__position"))
        .order_by("place", "score", "-number")  # the best comes last, and stays
    )
    found: dict[int, Attempt] = {attempt.enrolment_id: attempt for attempt in passed}
    otherwise = [one for one in found.values() if one.promised.get("grading", "best") != "best"]
    return found | (_by_their_grading(otherwise) if otherwise else {})


def _by_their_grading(last_tests: list[Attempt]) -> dict[int, Attempt]:
    """The attempt that counts at each of these tests, with the points that count; one query."""
    held: dict[tuple[int, int], list[Attempt]] = {(one.enrolment_id, one.quiz_id): [] for one in last_tests}
    rows = Attempt.objects.filter(
        enrolment__in=[one.enrolment_id for one in last_tests], submitted_at__isnull=False, waiting=False
    )
    for attempt in rows.order_by("number"):
        held.get((attempt.enrolment_id, attempt.quiz_id), []).append(attempt)
    results = [counted(done[-1].promised["grading"], done) for done in held.values()]
    for result in filter(None, results):
        result.attempt.score = Decimal(str(result.earned))  # of an average; never saved
    return {result.attempt.enrolment_id: result.attempt for result in results if result}


def quizzes_left_short(question: Question) -> list[tuple[Quiz, list[str]]]:
    """Tests in use that would lack more for a whole paper if this question were retired, and what they would lack."""
    drawing = Q(sections__bank=question.bank) | Q(sections__chosen__question=question)
    in_use = Q(sections__version=F("version"), activity__withdrawn_at__isnull=True)
    quizzes = Quiz.objects.filter(drawing & in_use).distinct()
    found = [
        (quiz, composition_of(quiz).worse_without(question)) for quiz in quizzes.select_related("activity")
    ]
    return [(quiz, lacks) for quiz, lacks in found if lacks]
