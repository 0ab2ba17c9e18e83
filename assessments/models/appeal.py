"""An appeal against a result (phúc khảo): asked with a reason, decided once by somebody who did not mark it first."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.attempt import Attempt


class Appeal(models.Model):
    """One learner's appeal; `question` is empty when it is about the whole paper."""

    class State(models.TextChoices):
        OPEN = "open", _("Đang xem xét")
        KEPT = "kept", _("Giữ nguyên điểm")
        RAISED = "raised", _("Đã nâng điểm")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="appeals")
    question = models.UUIDField(null=True, blank=True)
    reason = models.TextField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answer = models.TextField(blank=True, help_text="The decision in words for the learner.")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attempt"], condition=Q(state="open"), name="one_open_appeal_an_attempt"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(state="open") & ~Q(answer=""),
                name="a_decided_appeal_says_who_when_and_why",
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="appeals_by_state")]
