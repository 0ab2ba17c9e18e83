"""Answers that reached the server after the time was up: what came, how late, and whether it counted."""

from django.db import models
from django.db.models import F, Q

from assessments.models.attempt import Attempt


class LateAnswer(models.Model):
    """Added, never changed (triggers): the note that learner and marker see, and the evidence for a complaint."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="late_answers")
    question = models.UUIDField()
    chosen = models.JSONField()
    deadline_at = models.DateTimeField(help_text="Of the attempt, as it was then.")
    arrived_at = models.DateTimeField()
    given_at = models.DateTimeField(
        null=True, help_text="What the browser says: a note, not a proof. Empty: a form without script."
    )
    counted = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(arrived_at__gt=F("deadline_at")), name="a_late_answer_came_after_the_deadline"
            )
        ]
