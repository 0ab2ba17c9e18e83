"""Reports of watching that could not be counted: for a person to look at, never a punishment."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models.activity import Activity
from people.models import Person


class WatchAnomaly(models.Model):
    """One kind of refused report of one learner in one lesson: how often, from when to when, who has looked at it."""

    class Kind(models.TextChoices):
        """What happened; the first two have the names of courses.reckoning.Refusal."""

        TOO_MUCH = "too_much", _("Nhiều hơn thời gian đã trôi qua")
        OUTSIDE = "outside", _("Ngoài độ dài video")
        MALFORMED = "malformed", _("Sai dạng")
        TOO_LARGE = "too_large", _("Gói gửi quá lớn")
        NOT_THEIRS = "not_theirs", _("Bài không thuộc khóa học của người này")
        TOO_OFTEN = "too_often", _("Gửi dồn dập")

    moves_as = _("báo cáo xem không được tính")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.CharField(
        max_length=36, blank=True, help_text="The lesson's uuid; empty when there is none"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    count = models.PositiveIntegerField(default=1)
    settled = models.PositiveIntegerField(
        default=0, help_text="Of these, how many were counted later, when enough time had passed"
    )
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    detail = models.JSONField(
        default=dict, help_text="Of the last one, for 90 days: seconds claimed, spans, address"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            # Empty columns are never equal, and merging two persons must find the other's row: hence `subject`.
            models.UniqueConstraint(
                fields=["learner", "subject", "kind"], name="an_anomaly_of_a_lesson_is_one_row"
            ),
            models.CheckConstraint(
                condition=Q(settled__lte=F("count")), name="no_more_settled_than_happened"
            ),
        ]
        # The list of the desk: newest first.
        indexes = [models.Index(fields=["-last_at"], name="anomalies_newest_first")]

    @property
    def is_open(self) -> bool:
        """Nobody has looked at it since it last happened."""
        return self.reviewed_at is None or self.last_at > self.reviewed_at
