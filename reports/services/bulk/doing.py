"""What each kind of deed does to a piece of its list, in the transaction that marks the lines."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import uuid5

from django.db.models import Max
from django.utils.translation import gettext as _

from common.vietnamese import format_day
from courses.models import Enrolment, LearningEvent
from courses.models.record import EventKind
from courses.services.enrolment import enrol_many
from courses.services.many import Deed, Step, change_due_days, excuse_many
from people.services.notices import notify
from reports.models import BulkDeed, BulkLine
from reports.services.bulk.examining import Examined, topic_of

Kind = BulkDeed.Kind
Act = Callable[[BulkDeed, Sequence[BulkLine], Examined, datetime], None]


def do(deed: BulkDeed, lines: Sequence[BulkLine], found: Examined, at: datetime) -> None:
    """To all of these; each line learns the fact that was made of it."""
    for line in lines:
        line.enrolment = found.enrolments.get(line.person_id)
    ACTS[Kind(deed.kind)](deed, lines, found, at)


def _remind(deed: BulkDeed, lines: Sequence[BulkLine], found: Examined, at: datetime) -> None:
    assert deed.course
    title = _("Nhắc học: %(course)s") % {"course": deed.course.title}
    by_day: dict[str, list[int]] = {}
    for line in lines:
        due = line.enrolment.due_on if line.enrolment else None
        by_day.setdefault(format_day(due) if due else "", []).append(line.person_id)
    for day, people in by_day.items():
        notify(
            topic=topic_of(deed), title=title, text=_words(deed, day), at=at, path="/cua-toi/", people=people
        )


def _words(deed: BulkDeed, day: str) -> str:
    assert deed.course
    said = _("Anh/chị chưa hoàn thành khóa học “%(course)s”.") % {"course": deed.course.title}
    due = _("Hạn hoàn thành: %(day)s.") % {"day": day} if day else ""
    return " ".join(filter(None, [said, due, deed.text]))


def _assign(deed: BulkDeed, lines: Sequence[BulkLine], found: Examined, at: datetime) -> None:
    assert deed.course
    people = [line.person_id for line in lines]
    enrol_many(learners=people, course=deed.course, at=at, by=deed.asked_by, due_on=deed.due_on)
    rows = Enrolment.objects.filter(course=deed.course, learner__in=people)
    enrolments = {row.learner_id: row for row in rows}
    given = newest_enrolled([row.pk for row in rows])
    for line in lines:
        line.enrolment = enrolments[line.person_id]
        event = given[line.enrolment.pk]
        if event.recorded_at == at:
            line.event = event
        else:  # another office was quicker by a moment
            line.state, line.why = BulkLine.State.SKIPPED, "enrolled"


def newest_enrolled(enrolments: list[int]) -> dict[int, LearningEvent]:
    """The latest fact that gave each of these enrolments, by enrolment."""
    rows = LearningEvent.objects.filter(enrolment__in=enrolments, kind=EventKind.ENROLLED)
    newest = rows.order_by().values("enrolment").annotate(last=Max("pk")).values("last")
    return {event.enrolment_id: event for event in LearningEvent.objects.filter(pk__in=newest)}


def _extend(deed: BulkDeed, lines: Sequence[BulkLine], found: Examined, at: datetime) -> None:
    for line in lines:
        line.due_before = line.enrolment.due_on if line.enrolment else None
    steps = [_step(deed, line, "do") for line in lines]
    change_due_days(steps, Deed(at, deed.asked_by))
    _keep_events(steps, lines)


def _excuse(deed: BulkDeed, lines: Sequence[BulkLine], found: Examined, at: datetime) -> None:
    steps = [_step(deed, line, "do") for line in lines]
    excuse_many(steps, Deed(at, deed.asked_by, deed.text))
    _keep_events(steps, lines)


def _step(deed: BulkDeed, line: BulkLine, way: str) -> Step:
    assert line.enrolment
    return Step(line.enrolment, uuid5(deed.uuid, f"{way}:{line.position}"), deed.due_on)


def _keep_events(steps: Sequence[Step], lines: Sequence[BulkLine]) -> None:
    made = LearningEvent.objects.filter(uuid__in=[step.uuid for step in steps])
    events = {event.uuid: event for event in made}
    for step, line in zip(steps, lines, strict=True):
        line.event = events[step.uuid]


ACTS: dict[Kind, Act] = {
    Kind.REMIND: _remind,
    Kind.ASSIGN: _assign,
    Kind.EXTEND: _extend,
    Kind.EXCUSE: _excuse,
}
