"""Guidance of an office to units (*công văn, hướng dẫn*): what was sent with which files, to whom, and who opened it."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.org_unit import OrgUnit
from people.storage import private_files


def _who(**more: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


class Guidance(models.Model):
    """Sent at once and not changed afterwards; withdrawn with a reason, it stays with its receipts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(
        max_length=60, blank=True, help_text="Of the official letter, such as 145/SNV-CCHC."
    )
    title = models.CharField(max_length=255)
    text = models.TextField(blank=True)
    sender = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    sent_by = _who()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = _who(null=True, blank=True)
    withdraw_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("công văn, hướng dẫn")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdraw_reason=""), name="a_withdrawal_says_why"
            )
        ]

    def __str__(self) -> str:
        return self.title


class GuidanceFile(models.Model):
    """An attached document; given out as a download only, whatever it holds."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    guidance = models.ForeignKey(Guidance, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="guidance/%Y/%m", storage=private_files, max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]


class GuidanceUnit(models.Model):
    """A unit that it was sent to, as it was that day."""

    guidance = models.ForeignKey(Guidance, on_delete=models.PROTECT, related_name="to")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("nơi nhận công văn, hướng dẫn")
        constraints = [
            models.UniqueConstraint(fields=["guidance", "unit"], name="guidance_goes_to_a_unit_once")
        ]


class GuidanceReading(models.Model):
    """Who opened it first for a unit, and who after them; appended, never changed (a trigger refuses)."""

    to = models.ForeignKey(GuidanceUnit, on_delete=models.PROTECT, related_name="readings")
    read_at = models.DateTimeField()
    read_by = _who()

    class Meta:
        ordering = ["read_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["to", "read_by"], name="a_reader_signs_once_a_unit")]
