"""One meeting (*buổi*) of a class: from when until when, in which hall and room."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models.activity import Activity
from courses.models.session import TrainingSession


class Meeting(models.Model):
    """Never deleted: a meeting that is called off stays, so that calendars on phones learn of it.

    `revision` grows with each change that a calendar shows (the SEQUENCE of RFC 5545). `activity` is the lesson of the
    course that this meeting teaches, where whoever missed it makes it up.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    hall = models.CharField(max_length=200)
    room = models.CharField(max_length=100, blank=True)
    place_key = models.CharField(
        max_length=200, editable=False, help_text="The hall in small letters without marks."
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("buổi của lớp tập huấn")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_meeting_ends_after_it_begins"
            )
        ]
        indexes = [
            models.Index(fields=["starts_at", "ends_at"], name="meeting_by_time"),  # calendars, conflicts
        ]

    @property
    def place(self) -> str:
        """Where it is: the room before its house."""
        return f"{self.room}, {self.hall}" if self.room else self.hall
