"""More time, or a later closing, for one person: a decision with its reason, taken back but never deleted."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.quiz import Quiz
from people.models import Person


class Accommodation(models.Model):
    """For one test, or for every test when `quiz` is empty; several add up to the most of each."""

    moves_as = _("giờ làm bài được điều chỉnh")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accommodations")
    quiz = models.ForeignKey(
        Quiz, on_delete=models.PROTECT, null=True, blank=True, related_name="accommodations"
    )
    extra_percent = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(300)])
    extra_minutes = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(600)])
    until = models.DateTimeField(null=True, blank=True, help_text="The test closes then for this person.")
    reason = models.CharField(max_length=300)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(extra_percent__gt=0) | Q(extra_minutes__gt=0) | Q(until__isnull=False),
                name="an_accommodation_gives_something",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_accommodation_has_a_reason"),
        ]
