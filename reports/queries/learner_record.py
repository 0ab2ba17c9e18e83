"""What one person has learnt, wherever and however: courses, hours, classes, tests, certificates. Never writes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from certificates.models import Certificate, ExternalCertificate
from certificates.queries.papers import papers_of
from certificates.queries.register import certificates_of
from certificates.queries.standing import Standing, standing_of
from common.clock import local_day
from common.vietnamese import format_points
from courses import rules
from courses.models import Enrolment, EnrolmentProgress
from courses.models.progress import State
from courses.queries.folding import events_of
from people.queries.identity import same_person

ONLINE, CLASSROOM, BOTH, ELSEWHERE = "trực tuyến", "trực tiếp", "kết hợp", "nơi khác"
MARKS = {State.COMPLETED: "done", State.EXCUSED: "exempt", State.IN_PROGRESS: "doing"}


@dataclass(frozen=True)
class CourseLine:
    """One course of the person: where they stand, how they learnt it, what it brought."""

    enrolment: Enrolment
    progress: EnrolmentProgress
    mode: str
    result: str
    sessions: tuple[rules.Event, ...]

    @property
    def completed_on(self) -> date | None:
        return local_day(self.progress.completed_at) if self.progress.completed_at else None

    @property
    def hours(self) -> Decimal:
        """Counted once the course is complete."""
        return self.enrolment.release.hours if self.completed_on else Decimal(0)

    @property
    def mark(self) -> str:
        """The state as the components call it."""
        return MARKS.get(State(self.progress.state), "todo")


@dataclass(frozen=True)
class IssuedLine:
    """One certificate with what it is worth on the day."""

    certificate: Certificate
    standing: str

    @property
    def words(self) -> Any:
        return Standing.WORDS[self.standing]


@dataclass(frozen=True)
class LearnerRecord:
    """Everything shown on *Hồ sơ học tập*."""

    courses: list[CourseLine]
    certificates: list[IssuedLine]
    papers: list[ExternalCertificate]

    @property
    def completed(self) -> list[CourseLine]:
        """First completed first."""
        done = [line for line in self.courses if line.completed_on]
        return sorted(done, key=lambda line: (line.completed_on, line.enrolment.pk))

    def hours_by_year(self) -> list[tuple[int, dict[str, Decimal], Decimal]]:
        """Newest year first: hours by mode and together."""
        sums: dict[int, dict[str, Decimal]] = {}
        for line in self.completed:
            assert line.completed_on
            year = sums.setdefault(line.completed_on.year, {})
            year[line.mode] = year.get(line.mode, Decimal(0)) + line.hours
        newest = sorted(sums.items(), reverse=True)
        return [(year, found, sum(found.values(), Decimal(0))) for year, found in newest]

    @property
    def hours(self) -> Decimal:
        return sum((line.hours for line in self.completed), Decimal(0))


def record_of(person_id: int | None, on: date) -> LearnerRecord:
    """A person's record in a fixed number of questions; records merged into theirs are theirs."""
    rows = Enrolment.objects.filter(learner__in=same_person(person_id), progress__isnull=False)
    enrolments = list(rows.select_related("course", "release", "progress").order_by("-enrolled_at", "-pk"))
    events = events_of(enrolment.pk for enrolment in enrolments)
    lines = [_line(enrolment, rules.effective(events.get(enrolment.pk, []))) for enrolment in enrolments]
    issued = [IssuedLine(row, standing_of(row, on)) for row in certificates_of(person_id)]
    return LearnerRecord(_once(lines), issued, list(papers_of(person_id)))


def _once(lines: Sequence[CourseLine]) -> list[CourseLine]:
    """A course that both of two merged records learnt stands once, completed if either was."""
    best: dict[int, CourseLine] = {}
    for line in lines:
        known = best.get(line.enrolment.course_id)
        if known is None or line.enrolment.outweighs(known.enrolment):
            best[line.enrolment.course_id] = line
    return [line for line in lines if best[line.enrolment.course_id] is line]


def _line(enrolment: Enrolment, events: Iterable[rules.Event]) -> CourseLine:
    learnt = [event for event in events if event.kind in rules.LEARNING]
    sessions = tuple(event for event in learnt if event.kind == rules.SESSION_ATTENDED)
    return CourseLine(enrolment, enrolment.progress, _mode(learnt), _result(learnt), sessions)


def _mode(learnt: Sequence[rules.Event]) -> str:
    kinds = {event.kind for event in learnt}
    if rules.RECOGNISED in kinds and len(kinds) == 1:
        return ELSEWHERE
    if rules.SESSION_ATTENDED not in kinds:
        return ONLINE
    return BOTH if kinds - {rules.SESSION_ATTENDED} else CLASSROOM


def _result(learnt: Sequence[rules.Event]) -> str:
    """The best test that the record knows of."""
    tests = [event.evidence for event in learnt if event.kind == rules.ASSESSMENT_PASSED]
    if not tests:
        return ""
    best = max(tests, key=lambda told: told["score"] / max(1, told["of"]))
    return f"{format_points(best['score'])}/{format_points(best['of'])}"
