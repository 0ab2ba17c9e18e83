"""Questions about the tests of a class: who has which result before and after, and what the class gained. Never writes."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from assessments.gain import ClassGain, Gain, mean_of
from assessments.models import Attempt, ClassScore, ClassTests, Quiz, When
from courses.models import ReleaseItem, Seat, TrainingSession
from courses.queries.training.attendance import expected, live_meetings
from courses.queries.training.roll import by_unit_and_name


@dataclass(frozen=True)
class Result:
    """In per cent; `paper` where it was typed from a sheet."""

    percent: float
    paper: bool = False

    @property
    def mark(self) -> float:
        """Of ten, as marks are written here."""
        return round(self.percent / 10, 2)


@dataclass
class Line:
    """One seat with what it has."""

    seat: Seat
    pre: Result | None = None
    post: Result | None = None

    @property
    def gain(self) -> Gain | None:
        return Gain(self.pre.percent, self.post.percent) if self.pre and self.post else None

    @property
    def rise(self) -> float | None:
        """The gain in marks of ten."""
        return round(self.gain.points / 10, 2) if self.gain else None

    @property
    def named(self) -> tuple[tuple[str, Result | None], ...]:
        """For a table: the name of the field before its result."""
        return (f"pre-{self.seat.uuid}", self.pre), (f"post-{self.seat.uuid}", self.post)


@dataclass(frozen=True)
class Figures:
    """Of a class: how many have which result; `gain` over those who have both."""

    pre: int
    post: int
    gain: ClassGain | None

    @property
    def marks(self) -> dict[str, float] | None:
        """The means in marks of ten."""
        if self.gain is None:
            return None
        told = {"before": self.gain.before, "after": self.gain.after, "rise": self.gain.points}
        return {name: round(percent / 10, 2) for name, percent in told.items()}


def quizzes_for(session: TrainingSession) -> list[Quiz]:
    """The tests of the class's course, in the order of its outline."""
    items = ReleaseItem.objects.filter(release=session.release_id).order_by("position")
    found = {quiz.activity_id: quiz for quiz in _quizzes(session)}
    keys = items.values_list("activity_id", flat=True)
    return [found[key] for key in keys if key in found]


def _quizzes(session: TrainingSession) -> list[Quiz]:
    rows = Quiz.objects.filter(activity__release_items__release=session.release_id)
    return list(rows.select_related("activity", "pre_test__activity").distinct())


def tests_of(session: TrainingSession) -> ClassTests | None:
    """The chosen pair with the titles of both."""
    rows = ClassTests.objects.filter(session=session)
    return rows.select_related("pre__activity", "post__activity").first()


def seats_tested(session: TrainingSession) -> list[Seat]:
    """Whoever has a seat or was there, by unit and given name."""
    return list(by_unit_and_name(expected(session.seats.filter(person__merged_into__isnull=True))))


def lines_of(session: TrainingSession, seats: Collection[Seat]) -> list[Line]:
    """Each seat with its results; what was sat here goes before what was typed from paper."""
    lines = {seat.pk: Line(seat) for seat in seats}
    for seat, which, percent in _typed(lines):
        setattr(lines[seat], which, None if percent is None else Result(percent, paper=True))
    people = {seat.person_id: seat.pk for seat in seats}
    for person, which, percent in _sat(session, people):
        setattr(lines[people[person]], which, Result(percent))
    return list(lines.values())


def figures_of(session: TrainingSession) -> Figures:
    """What the class page, the report and the folder say."""
    return figures(lines_of(session, seats_tested(session)))


def figures(lines: Collection[Line]) -> Figures:
    """The same of lines at hand."""
    gains = [line.gain for line in lines if line.gain]
    return Figures(
        sum(1 for line in lines if line.pre), sum(1 for line in lines if line.post), mean_of(gains)
    )


def _typed(seats: Collection[int]) -> Iterator[tuple[int, str, float | None]]:
    """The newest of each seat and test comes last."""
    rows = ClassScore.objects.filter(seat__in=seats).order_by("pk")
    for seat, which, percent in rows.values_list("seat", "which", "percent"):
        yield seat, which, None if percent is None else float(percent)


def _sat(session: TrainingSession, people: Collection[int]) -> Iterator[tuple[int, str, float]]:
    """The first result before, as long as the class was on; the best after, once it had begun."""
    tests, meetings = tests_of(session), live_meetings(session)
    if tests is None or not meetings:
        return
    before: dict[int, float] = {}
    after: dict[int, float] = defaultdict(float)
    begins, ends = meetings[0].starts_at, max(one.ends_at for one in meetings)
    for person, quiz, percent, at in _attempts(session, tests, people):
        if quiz == tests.pre_id and at <= ends:
            before.setdefault(person, percent)
        elif quiz == tests.post_id and at >= begins:
            after[person] = max(after[person], percent)
    yield from ((person, When.PRE.value, percent) for person, percent in before.items())
    yield from ((person, When.POST.value, percent) for person, percent in after.items())


def _attempts(
    session: TrainingSession, tests: ClassTests, people: Collection[int]
) -> Iterator[tuple[int, int, float, datetime]]:
    """First to last, also those of records that were merged away; what waits for a person has no result yet."""
    rows = Attempt.objects.filter(
        quiz__in=[key for key in (tests.pre_id, tests.post_id) if key],
        submitted_at__isnull=False, waiting=False, worth__gt=0,
        enrolment__course=session.release.course_id,
    ).filter(Q(enrolment__learner__in=people) | Q(enrolment__learner__merged_into__in=people))  # fmt: skip
    columns = (
        "enrolment__learner",
        "enrolment__learner__merged_into",
        "quiz",
        "score",
        "worth",
        "submitted_at",
    )
    for own, survivor, quiz, score, worth, at in rows.order_by("submitted_at", "pk").values_list(*columns):
        yield survivor or own, quiz, 100 * float(score or 0) / float(worth), at
