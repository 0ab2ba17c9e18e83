"""Kept statistics of tests: derived from attempts, without persons, may be thrown away and counted again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.question import QuestionVersion
from assessments.models.quiz import Quiz


class Which(models.TextChoices):
    """Which attempts of a learner: the first is the one nobody has learnt the paper from."""

    FIRST = "first", _("Lượt đầu của mỗi người")
    ALL = "all", _("Mọi lượt làm")


class QuizCount(models.Model):
    """How far a test has been counted; what no longer fits `attempts` and `replaced` is counted from nothing."""

    quiz = models.OneToOneField(
        Quiz,
        on_delete=models.CASCADE,  # derived
        related_name="count",
    )
    counted_to = models.DateTimeField(help_text="Attempts submitted until then are in it.")
    attempts = models.PositiveIntegerField(help_text="How many were counted.")
    replaced = models.PositiveIntegerField(
        help_text="Past results of the test when it was counted from nothing."
    )
    counted_at = models.DateTimeField()
    rebuilt_at = models.DateTimeField()


class PaperFigures(models.Model):
    """A test as a whole."""

    count = models.ForeignKey(
        QuizCount,
        on_delete=models.CASCADE,  # derived
        related_name="papers",
    )
    which = models.CharField(max_length=5, choices=Which.choices)
    sums = models.JSONField(help_text="See assessments/statistics/sums.py.")
    n = models.PositiveIntegerField()
    reliability = models.FloatField(null=True)
    method = models.CharField(max_length=6, blank=True, help_text="alpha, or random for drawn papers.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["count", "which"], name="one_paper_figures_a_count")]


class QuestionFigures(models.Model):
    """One version of a question in one test."""

    wagtail_reference_index_ignore = True

    count = models.ForeignKey(
        QuizCount,
        on_delete=models.CASCADE,  # derived
        related_name="questions",
    )
    which = models.CharField(max_length=5, choices=Which.choices)
    version = models.ForeignKey(
        QuestionVersion,
        on_delete=models.CASCADE,  # derived
        related_name="figures",
    )
    sums = models.JSONField(help_text="See assessments/statistics/sums.py.")
    n = models.PositiveIntegerField()
    facility = models.FloatField(null=True)
    discrimination = models.FloatField(null=True)
    upper_lower = models.FloatField(null=True)
    alpha_gain = models.FloatField(null=True, help_text="By how much alpha is better without it.")
    seconds = models.FloatField(
        null=True, help_text="The median, where browsers saved each answer as it was given."
    )
    flags = models.JSONField(default=list, help_text="[{code, value or option}], most pressing first.")
    flagged = models.PositiveSmallIntegerField(
        default=0, help_text="How many flags: the list is sorted by it."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["count", "which", "version"], name="one_question_figures_a_count")
        ]
