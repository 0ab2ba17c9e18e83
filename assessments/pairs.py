"""What learners gained from the pre-test of a test: of one enrolment, and of each release of the course."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from assessments.gain import ClassGain, Gain, mean_of
from assessments.models import Attempt, Quiz
from courses.models import Enrolment

Row = tuple[int, int, float]  # enrolment, quiz, per cent


@dataclass(frozen=True)
class ReleaseGain:
    """The learners who are pinned to one release of a course."""

    course: str
    number: int
    gain: ClassGain


def gain_of(enrolment: Enrolment, quiz: Quiz) -> Gain | None:
    """None without a pre-test, or before both have a result."""
    if quiz.pre_test_id is None:
        return None
    return _gains(quiz, _results(quiz).filter(enrolment=enrolment)).get(enrolment.pk)


def gains_by_release(quiz: Quiz) -> list[ReleaseGain]:
    """Newest release first; two queries however many learnt."""
    gains = _gains(quiz, _results(quiz)) if quiz.pre_test_id else {}
    groups: dict[tuple[str, int], list[Gain]] = defaultdict(list)
    learners = Enrolment.objects.filter(attempts__quiz=quiz).distinct()
    for pk, course, number in learners.values_list("pk", "course__title", "release__number"):
        if pk in gains:
            groups[course, number].append(gains[pk])
    found = [(key, mean_of(groups[key])) for key in sorted(groups, key=lambda key: (key[0], -key[1]))]
    return [ReleaseGain(course, number, gain) for (course, number), gain in found if gain]


def _results(quiz: Quiz) -> QuerySet[Attempt]:
    """Of both tests, first to last; what waits for a person has no result yet, what is worth nothing has none ever."""
    both = Attempt.objects.filter(quiz__in=[quiz.pk, quiz.pre_test_id])
    return both.filter(submitted_at__isnull=False, waiting=False, worth__gt=0).order_by("number")


def _gains(quiz: Quiz, results: QuerySet[Attempt]) -> dict[int, Gain]:
    """By enrolment: the first result before, the best after."""
    before: dict[int, float] = {}
    after: dict[int, float] = {}
    for enrolment, which, percent in _percents(results):
        if which == quiz.pk:
            after[enrolment] = max(percent, after.get(enrolment, percent))
        else:
            before.setdefault(enrolment, percent)
    return {
        enrolment: Gain(before[enrolment], after[enrolment]) for enrolment in before.keys() & after.keys()
    }


def _percents(results: QuerySet[Attempt]) -> Iterable[Row]:
    for enrolment, quiz, score, worth in results.values_list("enrolment", "quiz", "score", "worth"):
        yield enrolment, quiz, 100 * float(score or 0) / float(worth or 1)
