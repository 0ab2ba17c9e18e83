"""One sitting of a test: the paper and the pass rule are frozen at the start."""

import uuid

from django.db import models
from django.db.models import Q

from assessments.models.quiz import Quiz
from courses.models import Enrolment


class Attempt(models.Model):
    """`paper` is what the browser may see, `key` is not."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    paper = models.JSONField(help_text="[{id, kind, text, options: [{id, text}]}] in the order shown")
    key = models.JSONField(help_text="{question id: {correct: [option ids], feedback}}")
    pass_percent = models.PositiveIntegerField()
    version = models.PositiveIntegerField(
        null=True, blank=True, help_text="Of the activity, when the paper was drawn."
    )
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    score = models.PositiveIntegerField(null=True, blank=True)
    marks = models.JSONField(
        null=True, blank=True, help_text="{question id: {chosen: [option ids], right}} once submitted"
    )
    passed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "quiz", "number"], name="attempts_are_numbered_once"
            ),
            # Two tabs cannot make two open attempts.
            models.UniqueConstraint(
                fields=["enrolment", "quiz"], condition=Q(submitted_at__isnull=True), name="one_open_attempt"
            ),
        ]

    @property
    def of(self) -> int:
        """How many questions the paper has."""
        return len(self.paper)


class AttemptAnswer(models.Model):
    """The latest answer to one question, saved as it is given."""

    attempt = models.ForeignKey(
        Attempt,
        on_delete=models.CASCADE,  # an answer is part of its attempt
        related_name="answers",
    )
    question = models.UUIDField()
    chosen = models.JSONField(default=list, help_text="[option ids]")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "question"], name="one_answer_a_question")]
