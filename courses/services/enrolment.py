"""Enrolling one person, a unit, newcomers of a standing order; excusing; moving to another release."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import Conflict, DomainError
from courses.models import Assignment, Course, CourseRelease, Enrolment, EnrolmentProgress, LearningEvent
from courses.models.record import EventKind, EventSource
from courses.queries.assigning import not_enrolled, open_assignments, people_under
from courses.queries.folding import chunked, progress_from_events
from courses.queries.releases import newest_release
from courses.services.assignment_partners import set_partners
from courses.services.derived import store
from courses.services.record import append_event
from people.models import Account, OrgUnit, Person
from people.queries.tree import UnitTree
from people.services.audit import Kind, record

BATCH = 500


@transaction.atomic
def enrol(
    *,
    learner: Person,
    course: Course,
    at: datetime,
    due_on: date | None = None,
    assignment: Assignment | None = None,
    by: Account | None = None,
) -> Enrolment:
    """The learner's enrolment in the course; a second call changes nothing but fills an empty due date."""
    order = _Order(course, _release_for(course), at, due_on, assignment, by)
    order.enrol([learner.pk])
    enrolment = Enrolment.objects.select_related("release", "progress").get(learner=learner, course=course)
    if due_on and enrolment.due_on is None:
        enrolment.due_on, enrolment.assignment = due_on, assignment
        enrolment.save(update_fields=["due_on", "assignment"])
    return enrolment


@transaction.atomic
def enrol_many(
    *,
    learners: Collection[int],
    course: Course,
    at: datetime,
    by: Account | None,
    due_on: date | None = None,
) -> int:
    """Whoever is not enrolled yet, in a handful of statements; returns how many are new."""
    fresh = [key for part in chunked(sorted(set(learners)), BATCH) for key in _without(course, part)]
    return _Order(course, _release_for(course), at, due_on, None, by).enrol(fresh) if fresh else 0


@transaction.atomic
def enrol_as_of(
    *, learners: Iterable[int], course: Course, since: datetime, at: datetime, by: Account | None
) -> int:
    """Enrol people (keys) in what they learnt before we knew: true since then, recorded now; returns how many are new."""
    return _Order(course, _release_for(course), at, None, None, by, since).enrol(learners)


@transaction.atomic
def assign(
    *,
    course: Course,
    unit: OrgUnit,
    due_on: date,
    at: datetime,
    by: Account | None,
    lead_unit: OrgUnit | None = None,
    partners: Collection[OrgUnit] = (),
) -> Assignment:
    """A standing order for everyone with a post in the unit or below; enrols those of today at once."""
    if due_on < local_day(at):
        raise DomainError(_("Hạn hoàn thành phải từ hôm nay trở đi."))
    _release_for(course)
    if open_assignments().filter(course=course, unit=unit).exists():
        raise Conflict(_("Khóa học này đang được giao cho đơn vị rồi. Hãy kết thúc lần giao cũ trước."))
    assignment = Assignment.objects.create(
        course=course, unit=unit, due_on=due_on, lead_unit=lead_unit, assigned_at=at, assigned_by=by
    )
    if partners:
        set_partners(assignment=assignment, lead_unit=lead_unit, partners=partners, at=at, by=by)
    people = _carry_out(assignment, at, UnitTree.load())
    detail = {"course": course.code, "due_on": due_on.isoformat()}
    record("course_assigned", kind=Kind.CHANGE, by=by, at=at, unit=unit, count=people, detail=detail)
    return assignment


@transaction.atomic
def end_assignment(*, assignment: Assignment, at: datetime, by: Account | None = None) -> None:
    """The order enrols no more newcomers; those enrolled stay."""
    if not Assignment.objects.filter(pk=assignment.pk, ended_at__isnull=True).update(ended_at=at):
        raise Conflict(_("Lần giao này đã kết thúc rồi."))
    detail = {"course": assignment.course.code}
    record("assignment_ended", kind=Kind.CHANGE, by=by, at=at, unit=assignment.unit, detail=detail)


def enrol_newcomers(at: datetime) -> int:
    """Let every open order reach whoever has come into its units since; returns how many were enrolled."""
    orders = list(open_assignments())
    if not orders:
        return 0
    tree = UnitTree.load()
    return sum(_carry_out(order, at, tree) for order in orders)


def excuse(*, enrolment: Enrolment, reason: str, at: datetime, by: Account | None) -> LearningEvent:
    """Leave a learner out of the count, with the reason that the report will print."""
    if not reason.strip():
        raise DomainError(_("Hãy ghi lý do miễn."))
    if EnrolmentProgress.objects.filter(enrolment=enrolment, completed_at__isnull=False).exists():
        raise Conflict(_("Người này đã hoàn thành khóa học, không cần miễn."))
    return append_event(
        enrolment=enrolment, kind=EventKind.EXCUSED, occurred_at=at, recorded_at=at, recorded_by=by,
        evidence={"reason": reason.strip()},
    )  # fmt: skip


def change_release(
    *, enrolment: Enrolment, release: CourseRelease, at: datetime, by: Account | None, reason: str = ""
) -> LearningEvent:
    """Move a learner to another release of the same course; what they completed stands."""
    if release.course_id != enrolment.course_id:
        raise DomainError(_("Bản phát hành này thuộc khóa học khác."))
    if release.pk == enrolment.release_id:
        raise Conflict(_("Người học đang ở đúng bản phát hành này."))
    evidence: dict[str, Any] = {"from": enrolment.release.number, "to": release.number}
    return append_event(
        enrolment=enrolment, kind=EventKind.RELEASE_CHANGED, occurred_at=at, recorded_at=at, recorded_by=by,
        evidence=evidence | ({"reason": reason} if reason else {}),
    )  # fmt: skip


@transaction.atomic
def _carry_out(assignment: Assignment, at: datetime, tree: UnitTree) -> int:
    day = local_day(at)
    people = people_under(assignment.unit, day, tree)
    release = _release_for(assignment.course)
    order = _Order(assignment.course, release, at, assignment.due_on, assignment, assignment.assigned_by)
    return order.enrol(list(not_enrolled(people, assignment.course).values_list("pk", flat=True)))


def _without(course: Course, learners: list[int]) -> list[int]:
    known = set(
        Enrolment.objects.filter(course=course, learner__in=learners, withdrawn_at__isnull=True).values_list(
            "learner_id", flat=True
        )
    )
    return [key for key in learners if key not in known]


def _release_for(course: Course) -> CourseRelease:
    release = newest_release(course)
    if release is None:
        raise Conflict(_("Khóa học “%(title)s” chưa phát hành.") % {"title": course.title})
    return release


class _Order:
    """The enrolments of one moment: rows, first events and progress in a handful of statements."""

    def __init__(
        self, course: Course, release: CourseRelease, at: datetime, due_on: date | None,
        assignment: Assignment | None, by: Account | None, since: datetime | None = None,
    ) -> None:  # fmt: skip
        self.course, self.release, self.at, self.due_on = course, release, at, due_on
        self.assignment, self.by, self.since = assignment, by, since

    def enrol(self, learners: Iterable[int]) -> int:
        """Returns how many are new; whoever another process enrolled meanwhile is left as they are."""
        return sum(self._batch(batch) for batch in chunked(learners, BATCH))

    def _batch(self, learners: list[int]) -> int:
        rows = [self._row(learner) for learner in learners]
        Enrolment.objects.bulk_create(rows, ignore_conflicts=True)
        made = list(Enrolment.objects.filter(uuid__in=[row.uuid for row in rows]))
        LearningEvent.objects.bulk_create(self._event(enrolment) for enrolment in made)
        store(list(progress_from_events([enrolment.pk for enrolment in made])))
        return len(made) + self._give_again(learners)

    def _give_again(self, learners: list[int]) -> int:
        """What was withdrawn is given by another fact; the enrolment is the same."""
        withdrawn = Enrolment.objects.select_for_update(of=("self",)).filter(
            course=self.course, learner__in=learners, withdrawn_at__isnull=False
        )
        rows = list(withdrawn.order_by("pk"))
        LearningEvent.objects.bulk_create(self._event(row, uuid4()) for row in rows)
        Enrolment.objects.filter(pk__in=[row.pk for row in rows]).update(
            withdrawn_at=None, due_on=self.due_on, assignment=self.assignment
        )
        return len(rows)

    def _row(self, learner: int) -> Enrolment:
        return Enrolment(
            learner_id=learner, course=self.course, release=self.release, assignment=self.assignment,
            enrolled_at=self.since or self.at, due_on=self.due_on,
        )  # fmt: skip

    def _event(self, enrolment: Enrolment, uuid: UUID | None = None) -> LearningEvent:
        evidence: dict[str, Any] = {"release": self.release.number}
        if self.assignment:
            evidence["assignment"] = str(self.assignment.uuid)
        if self.due_on:
            evidence["due_on"] = self.due_on.isoformat()
        return LearningEvent(
            uuid=uuid or uuid5(enrolment.uuid, EventKind.ENROLLED), enrolment=enrolment, kind=EventKind.ENROLLED,
            occurred_at=self.since or self.at, recorded_at=self.at, recorded_by=self.by,
            source=EventSource.IMPORT if self.since else EventSource.WEB, backfilled=bool(self.since),
            evidence=evidence,
        )  # fmt: skip
