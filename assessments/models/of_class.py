"""What a class in a hall asks its people: one form about the class, a test before it and one after it."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from assessments.models.quiz import Quiz
from assessments.models.survey import Survey
from courses.models import Seat, TrainingSession


class ClassSurvey(models.Model):
    """The form of one class, and of no other: answers of two classes must not lie in one pile."""

    session = models.OneToOneField(TrainingSession, on_delete=models.PROTECT, related_name="satisfaction")
    survey = models.OneToOneField(Survey, on_delete=models.PROTECT, related_name="of_class")
    bound_at = models.DateTimeField()
    bound_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("phiếu của lớp tập huấn")


class ClassTests(models.Model):
    """Which tests of its course a class opens before and after it; changed while nobody has a result."""

    session = models.OneToOneField(TrainingSession, on_delete=models.PROTECT, related_name="tests")
    pre = models.ForeignKey(Quiz, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Quiz, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("bài kiểm tra của lớp tập huấn")
        constraints = [
            models.CheckConstraint(
                condition=Q(pre__isnull=True) | Q(post__isnull=True) | ~Q(pre=F("post")),
                name="a_class_is_not_tested_twice_by_one_test",
            )
        ]


class When(models.TextChoices):
    """Which of the two."""

    PRE = "pre", _("Đầu lớp")
    POST = "post", _("Cuối lớp")


class ClassScore(models.Model):
    """A result on paper, typed in; added, never changed (triggers): the newest of a seat and a test stands.

    Without a percentage it takes back what was typed before.
    """

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="scores")
    which = models.CharField(max_length=4, choices=When.choices)
    percent = models.DecimalField(
        max_digits=4, decimal_places=1, null=True, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("điểm bài giấy của lớp tập huấn")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__range=(0, 100)),
                name="a_score_of_a_class_is_a_share",
            )
        ]
