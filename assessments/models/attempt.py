"""One sitting of a test: the paper and the pass rule are frozen at the start."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.question import private_storage
from assessments.models.quiz import Quiz
from courses.models import Enrolment


class Attempt(models.Model):
    """`paper` is what the browser may see, `key` is not."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attempts")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    paper = models.JSONField(help_text="What the browser may see of each question, in the order shown")
    key = models.JSONField(
        help_text="{question id: {version: id of the question's version, correct: the right answer}}"
    )
    worth = models.DecimalField(
        max_digits=8, decimal_places=2, null=True, help_text="Points of the whole paper: `of`, for figures."
    )
    pass_percent = models.PositiveIntegerField()
    version = models.PositiveIntegerField(
        null=True, blank=True, help_text="Of the activity, when the paper was drawn."
    )
    promised = models.JSONField(
        default=dict,
        blank=True,
        help_text="The quiz's other rules when the paper was drawn (sitting.promised)",
    )
    started_at = models.DateTimeField()
    deadline_at = models.DateTimeField(
        null=True, blank=True, help_text="By the server's clock; only an accommodation makes it later."
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    score = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    marks = models.JSONField(
        null=True,
        blank=True,
        help_text="{question id: {chosen: the answer, right, fraction, by_hand, cancelled}} once submitted",
    )
    passed = models.BooleanField(default=False)
    waiting = models.BooleanField(
        default=False, help_text="Submitted, and a person has to read an answer first."
    )
    timed_out = models.BooleanField(default=False, help_text="Submitted by the clock, not by the learner.")
    hints = models.JSONField(
        default=dict, blank=True, help_text="{question id: [when each hint was asked for]}"
    )

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
        indexes = [
            # What the timetable looks for every minute: papers whose time may be up.
            models.Index(
                fields=["deadline_at"],
                name="open_attempts_by_deadline",
                condition=Q(submitted_at__isnull=True, deadline_at__isnull=False),
            ),
            # What the statistics ask every few minutes of every test; papers are too fat to be read for it.
            models.Index(
                fields=["quiz", "submitted_at", "waiting", "number", "enrolment"], name="attempts_to_count"
            ),
        ]

    @property
    def of(self) -> float:
        """What the paper is worth, without what a regrade took out; each question of an early paper was one point."""
        return self.worth_under(self.marks)

    def worth_under(self, marks: dict[str, Any] | None) -> float:
        """The same under other marks of this paper."""
        out = {question for question, mark in (marks or {}).items() if mark.get("cancelled") == "out"}
        return whole(sum(entry.get("points", 1) for entry in self.paper if entry.get("id") not in out))

    @property
    def falls_short(self) -> bool:
        """Whether the score alone would not pass: then a pass is one that was kept at a regrade."""
        return not self.of or 100 * self.earned < self.pass_percent * self.of

    @property
    def earned(self) -> float:
        """The score as a number to show: 9 rather than 9.00."""
        return whole(float(self.score or 0))


def whole(value: float) -> float:
    """8 for 8.0, 8.5 for itself."""
    return int(value) if value == int(value) else round(value, 2)


class PastResult(models.Model):
    """A result that no longer stands: what it was and why it was replaced; added, never changed (triggers)."""

    class Why(models.TextChoices):
        MARKED = "marked", _("Chấm tay")
        REGRADED = "regraded", _("Chấm lại vì sửa đáp án")
        APPEALED = "appealed", _("Chấm lại theo đơn phúc khảo")

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="past_results")
    number = models.PositiveIntegerField()
    score = models.DecimalField(max_digits=8, decimal_places=2)
    passed = models.BooleanField()
    waiting = models.BooleanField()
    marks = models.JSONField(help_text="As on the attempt, without `chosen`: an answer is never changed.")
    why = models.CharField(max_length=10, choices=Why.choices)
    note = models.CharField(max_length=400, blank=True)
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "number"], name="past_results_are_numbered_once")
        ]


class AttemptAnswer(models.Model):
    """The latest answer to one question, saved as it is given."""

    attempt = models.ForeignKey(
        Attempt,
        on_delete=models.CASCADE,  # an answer is part of its attempt
        related_name="answers",
    )
    question = models.UUIDField()
    chosen = models.JSONField(default=list, help_text="The answer, in the shape of its kind")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attempt", "question"], name="one_answer_a_question")]


class AnswerFile(models.Model):
    """A file handed in as part of an answer; only its learner and who marks it may read it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attempt = models.ForeignKey(
        Attempt,
        on_delete=models.CASCADE,  # an answer is part of its attempt
        related_name="files",
    )
    question = models.UUIDField()
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to="answers/%Y/%m", storage=private_storage, max_length=200)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question", "digest"], name="one_file_once_an_answer")
        ]
