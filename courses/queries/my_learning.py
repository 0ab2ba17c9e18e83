"""Questions of the page *Của tôi*: what to do now, what is due, and why the percentage is what it is."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from courses.models import Enrolment, EnrolmentProgress, WatchedSpans
from courses.models.activity import Kind
from courses.models.progress import State
from courses.queries.film_questions import asked_of
from courses.queries.lesson import Watching, item_of, newest_version, watching
from courses.queries.outline import Line, next_line, outline
from courses.rules import percent

FAR_AWAY = date.max


@dataclass(frozen=True)
class Study:
    """One course of one learner as a row of *Việc cần học*."""

    enrolment: Enrolment
    progress: EnrolmentProgress
    opened: bool
    today: date

    @property
    def is_open(self) -> bool:
        return self.progress.state in {State.NOT_STARTED, State.IN_PROGRESS}

    @property
    def begun(self) -> bool:
        """Opened counts: half a film seen is not "not started"."""
        return self.opened or self.progress.state == State.IN_PROGRESS

    @property
    def percent(self) -> int:
        complete = self.progress.completed_at is not None
        return percent(self.progress.done, self.progress.required, complete=complete)

    @property
    def days_left(self) -> int | None:
        return (self.enrolment.due_on - self.today).days if self.enrolment.due_on else None

    @property
    def days_late(self) -> int:
        return -min(0, self.days_left or 0)

    @property
    def mark(self) -> str:
        """The state as the components call it."""
        known = {State.COMPLETED: "done", State.EXCUSED: "exempt"}
        if self.progress.state in known:
            return known[State(self.progress.state)]
        return "late" if self.days_late else "doing" if self.begun else "todo"


@dataclass(frozen=True)
class Part:
    """One line of the explanation: the item, what has been seen of it, and how many of its questions are open."""

    line: Line
    seen: float
    open_questions: int = 0

    @property
    def is_film(self) -> bool:
        return self.line.rule.get("kind") == "watch"


@dataclass(frozen=True)
class Next:
    """The one thing to do now, and what the course's percentage is made of."""

    study: Study
    line: Line
    watching: Watching | None
    parts: list[Part]

    @property
    def place(self) -> int:
        return [part.line for part in self.parts].index(self.line) + 1

    @property
    def films(self) -> list[Part]:
        return [part for part in self.parts if part.is_film]

    @property
    def film_seconds(self) -> float:
        return sum(part.line.duration or 0 for part in self.films)

    @property
    def seen_seconds(self) -> float:
        return sum(part.seen for part in self.films)

    @property
    def open_questions(self) -> int:
        """Of films that were begun."""
        return sum(part.open_questions for part in self.parts)

    @property
    def tests(self) -> list[Part]:
        return [part for part in self.parts if part.line.activity.kind == Kind.QUIZ]

    @property
    def tests_passed(self) -> int:
        return sum(1 for part in self.tests if part.line.done_at)

    @property
    def texts(self) -> list[Part]:
        return [part for part in self.parts if part.line.rule.get("kind") == "read"]

    @property
    def texts_read(self) -> int:
        return sum(1 for part in self.texts if part.line.done_at)


def studies_of(person_id: int, today: date) -> list[Study]:
    """The person's courses: open ones by due date, then the finished, latest first."""
    rows = Enrolment.objects.filter(learner=person_id).select_related("course", "release", "progress")
    opened = set(
        WatchedSpans.objects.filter(enrolment__learner=person_id).values_list("enrolment_id", flat=True)
    )
    rows = rows.exclude(withdrawn_at__isnull=False, progress__started_at__isnull=True)  # given by mistake
    studies = [Study(row, row.progress, row.pk in opened, today) for row in rows]
    return sorted(studies, key=_urgency)


def _urgency(study: Study) -> tuple[bool, date, bool, float]:
    ended = study.progress.completed_at or study.progress.excused_at
    if not study.is_open and ended:
        return (True, FAR_AWAY, False, -ended.timestamp())
    return (
        False,
        study.enrolment.due_on or FAR_AWAY,
        not study.begun,
        study.enrolment.enrolled_at.timestamp(),
    )


def next_of(studies: list[Study]) -> Next | None:
    """What to do now: the next open item of the most urgent course."""
    for study in studies:
        if study.is_open and (found := _next_in(study)):
            return found
    return None


def _next_in(study: Study) -> Next | None:
    lines = outline(study.enrolment.release, study.enrolment)
    line = next_line(lines)
    if line is None:
        return None
    rows = {row.activity_id: row for row in WatchedSpans.objects.filter(enrolment=study.enrolment)}
    version = newest_version(line.activity)
    film = watching(rows.get(line.activity.pk), version, _share(line)) if version and _is_film(line) else None
    return Next(
        study, line, film, [_part(each, rows.get(each.activity.pk), study.enrolment) for each in lines]
    )


def _part(line: Line, row: WatchedSpans | None, enrolment: Enrolment) -> Part:
    seen = min(row.seconds, line.duration or 0) if row else 0.0
    waits = bool(seen and line.done_at is None and line.rule.get("questions"))
    return Part(line, seen, _open_questions(line, enrolment) if waits else 0)


def _open_questions(line: Line, enrolment: Enrolment) -> int:
    item, version = item_of(enrolment, line.activity), newest_version(line.activity)
    questions = version.facts.get("questions", []) if version else []
    return len(asked_of(enrolment, item, line.activity, questions).left) if item else 0


def _is_film(line: Line) -> bool:
    return line.rule.get("kind") == "watch"


def _share(line: Line) -> float:
    return float(line.rule.get("share", 1))


def own_enrolment(person_id: int | None, uuid: UUID) -> Enrolment | None:
    """The person's own enrolment of this name, with its release."""
    return Enrolment.objects.filter(learner=person_id, uuid=uuid).select_related("release", "course").first()


def last_seen(person_id: int) -> datetime | None:
    """When the server last counted something this person watched."""
    rows = WatchedSpans.objects.filter(enrolment__learner=person_id, seconds__gt=0).order_by("-reported_at")
    return rows.values_list("reported_at", flat=True).first()
