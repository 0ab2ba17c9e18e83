"""Answers that people read: who marks, under which rule, what waits, and every mark that was given."""

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.attempt import Attempt
from assessments.models.quiz import Quiz


class Part(models.TextChoices):
    """Whose word it is: two read blind, a third step settles where they differ, an appeal comes after."""

    FIRST = "first", _("Người chấm 1")
    SECOND = "second", _("Người chấm 2")
    AGREED = "agreed", _("Thống nhất điểm")
    APPEAL = "appeal", _("Phúc khảo")


class MarkingRule(models.Model):
    """How the answers of a test are marked; a test without a row is marked by one person who sees the names."""

    quiz = models.OneToOneField(Quiz, on_delete=models.PROTECT, related_name="marking_rule")
    anonymous = models.BooleanField(default=False)
    second_marker = models.BooleanField(default=False)
    tolerance = models.PositiveSmallIntegerField(
        default=10, validators=[MaxValueValidator(100)], help_text="Percent of the question's points."
    )


class Marker(models.Model):
    """Somebody named to mark a test; a duty that ended stays as a row."""

    ROLES = (Part.FIRST, Part.SECOND)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="markers")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="marker_of")
    role = models.CharField(max_length=10, choices=[(part.value, part.label) for part in ROLES])
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # Who read an answer blind as the first must not read it again as the second.
            models.UniqueConstraint(
                fields=["quiz", "account"],
                condition=Q(ended_at__isnull=True),
                name="one_duty_a_marker_and_quiz",
            )
        ]


class MarkingTask(models.Model):
    """One reading of one answer that waits, is in somebody's hand until `claimed_until`, or is done."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="marking_tasks")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="+")
    question = models.UUIDField()
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.FIRST)
    since = models.DateTimeField(
        help_text="When the answer was handed in, or when two readings were found apart."
    )
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question", "part"], name="a_reading_waits_once"),
            models.CheckConstraint(
                condition=Q(claimed_by__isnull=True, claimed_until__isnull=True)
                | Q(claimed_by__isnull=False, claimed_until__isnull=False),
                name="a_claimed_reading_has_an_end",
            ),
        ]
        indexes = [
            # The desk: what waits, by test and question, oldest first.
            models.Index(
                fields=["quiz", "question", "since"],
                condition=Q(done_at__isnull=True),
                name="readings_that_wait",
            ),
            models.Index(fields=["quiz", "-done_at"], name="readings_that_are_done"),
        ]


class HandMark(models.Model):
    """What a person gave for an answer; added, never changed (triggers): the newest of each part stands."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="hand_marks")
    question = models.UUIDField()
    part = models.CharField(max_length=10, choices=Part.choices)
    fraction = models.FloatField(help_text="Of the question's points, 0 to 1.")
    levels = models.JSONField(
        default=list,
        help_text="By criterion of the rubric: {text, points, of, level, comment}; empty without one.",
    )
    comment = models.TextField(blank=True)
    marker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(fraction__gte=0, fraction__lte=1), name="a_mark_is_a_part_of_the_points"
            )
        ]
        indexes = [models.Index(fields=["attempt", "question"], name="marks_of_an_answer")]


def standing_marks(marks: Iterable[HandMark]) -> dict[str, dict[str, HandMark]]:
    """{question: {part: the newest mark}} of one attempt's marks in order of their making."""
    found: dict[str, dict[str, HandMark]] = {}
    for mark in marks:
        found.setdefault(str(mark.question), {})[mark.part] = mark
    return found
