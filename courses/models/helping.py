"""Helpers' sessions in the ấp: how many neighbours were shown what; said once, voided and said anew if wrong."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import OrgUnit


def _who() -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")


class HelpSession(models.Model):
    """One round of help; append-only. `villagers` counts heads, those named in the list among them."""

    uuid = models.UUIDField(
        default=uuid.uuid4, unique=True, help_text="Made by the form: a replay is harmless."
    )
    hamlet = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, related_name="help_sessions", help_text="The ấp, or its commune."
    )
    held_on = models.DateField()
    topic = models.CharField(max_length=200)
    villagers = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = _who()
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    class Meta:
        verbose_name = _("buổi hướng dẫn bà con")
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["hamlet", "held_on"], name="help_by_hamlet_day")]  # sums by month
        constraints = [
            models.CheckConstraint(
                condition=Q(villagers__range=(1, 500)), name="a_helper_teaches_a_countable_few"
            ),
            models.CheckConstraint(condition=Q(minutes__range=(1, 1440)), name="help_lasts_within_a_day"),
        ]


class HelpedVillager(models.Model):
    """Somebody who agreed to be named: a name and nothing else, so that no register of villagers grows here."""

    session = models.ForeignKey(HelpSession, on_delete=models.PROTECT, related_name="named")
    name = models.CharField(max_length=200)
    consented = models.BooleanField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(consented=True), name="nobody_is_named_without_consent")
        ]


class HelpVoid(models.Model):
    """Takes a session out of the sums, with a reason; append-only."""

    session = models.OneToOneField(HelpSession, on_delete=models.PROTECT, related_name="void")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = _who()
