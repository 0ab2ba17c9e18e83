"""Progress: derived from the record by courses.rules.assess, disposable, rebuilt at will."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.activity import Activity
from courses.models.enrolment import Enrolment


class State(models.TextChoices):
    """Where a learner stands in a course."""

    NOT_STARTED = "not_started", _("Chưa bắt đầu")
    IN_PROGRESS = "in_progress", _("Đang học")
    COMPLETED = "completed", _("Hoàn thành")
    EXCUSED = "excused", _("Miễn")


class EnrolmentProgress(models.Model):
    """The fold of one enrolment's events; `completed_at` is when, `completed_recorded_at` since when we know."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="progress")  # derived
    state = models.CharField(max_length=12, choices=State.choices, default=State.NOT_STARTED)
    done = models.PositiveIntegerField(default=0)
    required = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    last_event_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    excused_at = models.DateTimeField(null=True, blank=True)
    excused_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["completed_at"], name="progress_by_completion")
        ]  # figures as of a day


class ActivityProgress(models.Model):
    """Whether one activity is done in one enrolment, and by which event."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="activities")  # derived
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT)
    completed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "activity"], name="one_progress_an_enrolment_and_activity"
            )
        ]
