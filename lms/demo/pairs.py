"""Some who took the safety course's test before learning and the one after it, so that there is a gain to see."""

from datetime import timedelta
from random import Random
from typing import Any

from assessments.models import Attempt, Quiz
from assessments.services.attempts import start_attempt, submit
from courses.models import Course, Enrolment
from lms.demo.calendar import DemoYear, office_hour

LEARNERS = 18
KNOWN_BEFORE, KNOWN_AFTER = 0.4, 0.85  # the chance that an answer is right


def sit_pairs(*, course: Course, skip: set[int], year: DemoYear) -> None:
    """Of those who have not begun; both tests by the services that a learner's clicks call."""
    random = Random(17)
    tests = Quiz.objects.select_related("activity")
    after = tests.get(pre_test__activity__release_items__release__course=course)
    before = tests.get(post_tests=after)
    waiting = Enrolment.objects.filter(course=course, progress__state="not_started").exclude(learner__in=skip)
    for enrolment in waiting.order_by("pk")[:LEARNERS]:
        day = year.today - timedelta(days=random.randint(20, 90))
        for quiz, chance, later in ((before, KNOWN_BEFORE, 0), (after, KNOWN_AFTER, 14)):
            at = office_hour(day + timedelta(days=later), random)
            attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=at)
            submit(attempt=attempt, answers=_answers(attempt, chance, random), at=at + timedelta(minutes=6))


def _answers(attempt: Attempt, chance: float, random: Random) -> dict[str, Any]:
    """Right with that chance, else open."""
    key = attempt.key
    return {question: told["correct"] for question, told in key.items() if random.random() < chance}
