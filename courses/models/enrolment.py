"""Who learns what by when, and the standing orders that enrol newcomers."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course, CourseRelease
from people.models import OrgUnit, Person


class Assignment(models.Model):
    """A standing order: everyone with a post in the unit (and below) learns the course by the day."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT)
    due_on = models.DateField()
    lead_unit = models.ForeignKey(
        OrgUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="led_assignments",
        help_text="Đơn vị chủ trì.",
    )
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)


class AssignmentPartner(models.Model):
    """A coordinating unit (đơn vị phối hợp): its HR sees the order, with their own people; changes stand in the log."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="partners")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "unit"], name="an_assignment_partner_is_said_once")
        ]


class Enrolment(models.Model):
    """One learner in one course, pinned to a release; moving it is an event."""

    moves_as = _("khóa học đã ghi danh (cùng tiến độ, bài kiểm tra và giấy chứng nhận)")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    release = models.ForeignKey(CourseRelease, on_delete=models.PROTECT, related_name="enrolments")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, null=True, blank=True)
    enrolled_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(
        null=True, blank=True, help_text="Its `enrolled` was retracted: given by mistake, nothing is owed."
    )

    class Meta:
        constraints = [
            # Two tabs, two imports, two assignments: still one enrolment.
            models.UniqueConstraint(fields=["learner", "course"], name="one_enrolment_a_learner_and_course"),
        ]

    def outweighs(self, other: "Enrolment") -> bool:
        """Of two enrolments of a merged person in one course, the completed one, else the further one, goes on."""
        return _advance(self) > _advance(other)


def _advance(enrolment: Enrolment) -> tuple[float, int, float]:
    """Completed first, the earliest the most; then by what is done, then by the last thing learnt."""
    progress = getattr(enrolment, "progress", None)
    if progress is None:
        return (0, 0, 0)
    completed = 1 / progress.completed_at.timestamp() if progress.completed_at else 0
    last = progress.last_event_at.timestamp() if progress.last_event_at else 0
    return (completed, progress.done, last)
