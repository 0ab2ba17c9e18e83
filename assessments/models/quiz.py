"""The rule of a test: the sections of its paper, and what passes."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from assessments.models.bank import QuestionBank, QuestionCategory, QuestionTag
from assessments.models.question import Question
from assessments.models.sitting import SittingRules
from courses.models import Activity


class Quiz(SittingRules):
    """Hangs on an activity of kind quiz; published by content with the page's values."""

    version = models.PositiveIntegerField(
        default=0, help_text="Of the activity: its sections hold. 0: from before there were sections."
    )
    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="quiz")
    pass_percent = models.PositiveIntegerField(
        _("điểm đạt (%)"), default=60, validators=[MaxValueValidator(100)]
    )
    attempts_allowed = models.PositiveIntegerField(_("số lượt làm tối đa (0: không giới hạn)"), default=0)
    access_code = models.CharField(
        max_length=20, blank=True, help_text="Asked at the start; set in the studio, apart from publication."
    )
    shuffle_questions = models.BooleanField(default=True, help_text="Within each section.")
    shuffle_options = models.BooleanField(default=True, help_text="As each question says; else never.")
    pre_test = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="post_tests",
        help_text="What was known before learning: the gain is measured from there.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(pre_test__isnull=True) | ~Q(pre_test=models.F("id")),
                name="a_test_is_not_its_own_pre_test",
            )
        ]

    @property
    def asked(self) -> int:
        """How many questions a paper has."""
        return self.sections.filter(version=self.version).aggregate(all=Sum("draw"))["all"] or 0


class QuizSection(models.Model):
    """A part of the paper: chosen questions in their order (no bank), or a random draw from a bank.

    Rows of a version are never changed: whoever starts while another version goes live draws from one of them, whole.
    """

    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="sections")
    version = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    instruction = models.CharField(max_length=400, blank=True)
    draw = models.PositiveIntegerField(
        help_text="How many questions; of chosen ones: all.", validators=[MinValueValidator(1)]
    )
    points = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, help_text="Of each; None: as each says."
    )
    bank = models.ForeignKey(
        QuestionBank, on_delete=models.PROTECT, null=True, blank=True, related_name="sections"
    )
    category = models.ForeignKey(QuestionCategory, on_delete=models.PROTECT, null=True, blank=True)
    below = models.BooleanField(default=True, help_text="With the categories below it.")
    tags = models.ManyToManyField(QuestionTag, blank=True, help_text="Any of them.")
    difficulty = models.CharField(max_length=10, blank=True)
    level = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["quiz", "version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "version", "position"], name="sections_of_a_quiz_are_ordered"
            ),
            models.CheckConstraint(condition=Q(draw__gte=1), name="a_section_asks_something"),
        ]


class ChosenQuestion(models.Model):
    """A question that every paper has, at its place in the section."""

    section = models.ForeignKey(
        QuizSection,
        on_delete=models.CASCADE,  # part of the section
        related_name="chosen",
    )
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["section", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "question"], name="a_question_is_chosen_once_a_section"
            )
        ]
