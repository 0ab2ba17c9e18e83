"""What somebody who missed a part of a class learns online instead (*học bù*): one row a seat and lesson."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models.activity import Activity
from courses.models.seat import Seat


class MakeUp(models.Model):
    """Open until the lesson is learnt (`done_at`) or attendance is corrected so that it is not missed (`dropped_at`).

    It asks and reminds; that the lesson was learnt is said by the record alone.
    """

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="make_ups")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("bài học bù")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["seat", "activity"], name="a_lesson_is_made_up_once_a_seat"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(dropped_at__isnull=True), name="a_make_up_ends_one_way"
            ),
        ]
        indexes = [
            models.Index(  # what the timetable looks for every minute
                F("activity"), condition=Q(done_at__isnull=True, dropped_at__isnull=True), name="make_up_open"
            )
        ]
