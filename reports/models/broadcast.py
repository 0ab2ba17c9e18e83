"""What a commune's loudspeakers are to say and what they said: never persons who learnt."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models import Activity
from people.models import OrgUnit


class BroadcastSlot(models.Model):
    """A tutorial at an hour of a day over some clusters; taken off the programme when dropped, never deleted."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, help_text="Made by the form.")
    commune = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="broadcast_slots")
    day = models.DateField()
    hour = models.TimeField()
    places = models.ManyToManyField(
        OrgUnit, related_name="+", help_text="Its ấp, or the commune where all clusters sound."
    )
    note = models.CharField(max_length=200, blank=True)
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("khung giờ phát loa")
        ordering = ["day", "hour", "pk"]
        indexes = [models.Index(fields=["commune", "day"], name="broadcast_slots_of_a_week")]
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "activity", "day", "hour"], condition=Q(dropped_at=None),
                name="a_tutorial_has_one_slot_an_hour",
            )
        ]  # fmt: skip


class Broadcast(models.Model):
    """One tutorial that sounded in one place at one hour; voided when wrong, never deleted."""

    uuid = models.UUIDField(
        unique=True, help_text="Made of the form's and the place's: a replay is harmless."
    )
    slot = models.ForeignKey(
        BroadcastSlot, on_delete=models.PROTECT, null=True, blank=True, related_name="broadcasts"
    )
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="broadcasts")
    place = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="broadcasts")
    aired_on = models.DateField()
    aired_at = models.TimeField()
    announcer = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("lần phát loa")
        ordering = ["-aired_on", "-aired_at", "-pk"]
        indexes = [models.Index(fields=["place", "aired_on"], name="broadcasts_by_place_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "place", "aired_on", "aired_at"], condition=Q(voided_at=None),
                name="a_broadcast_is_logged_once",
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""), name="a_broadcast_is_voided_for_a_reason"
            ),
        ]  # fmt: skip
