"""The drafted official letter (công văn đôn đốc): an officer reviews it, numbers it, and says that it was sent."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import OrgUnit
from reports.models.chasing import ChasePlan


class ChaseLetter(models.Model):
    """One letter of a rung. The annex follows the record while it is a draft, and stands in `annex` once it is sent."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        SENT = "sent", _("Đã ban hành")
        VOID = "void", _("Đã bỏ")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(ChasePlan, on_delete=models.PROTECT, related_name="letters")
    due_on = models.DateField()
    days = models.SmallIntegerField()
    issuer = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    number = models.CharField(max_length=40, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    authority = models.CharField(max_length=100, blank=True)
    signer_post = models.CharField(max_length=100, blank=True)
    signer = models.CharField(max_length=100, blank=True)
    recipients = models.TextField()
    annex = models.JSONField(null=True, blank=True)
    prepared_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("công văn đôn đốc")
        ordering = ["-prepared_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "due_on", "days"], name="a_rung_has_one_letter")
        ]
