"""How people are chased for a target or an order: the ladder, whom it leaves out, and the days on which it rests."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models import Assignment
from people.models import OrgUnit, Person
from reports.ladder import Audience, Step
from reports.models.target import Target


class ChasePlan(models.Model):
    """The ladder of one target or one standing order; without a row nobody is chased.

    `steps`: [{"audience": "nguoi", "days": -14, "channels": ["in_app"]}]. `prepared_on`: the last day whose messages
    have all been written down.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    target = models.OneToOneField(
        Target, on_delete=models.PROTECT, null=True, blank=True, related_name="chase_plan"
    )
    assignment = models.OneToOneField(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="chase_plan"
    )
    steps = models.JSONField(default=list)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_why = models.CharField(max_length=300, blank=True)
    prepared_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("kế hoạch đôn đốc")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target__isnull=False, assignment__isnull=True)
                | Q(target__isnull=True, assignment__isnull=False),
                name="a_chase_plan_is_about_one_thing",
            )
        ]

    @property
    def ladder(self) -> list[Step]:
        """The steps from the earliest on."""
        steps = (
            Step(Audience(one["audience"]), one["days"], tuple(one.get("channels") or ()))
            for one in self.steps
        )
        return sorted(steps, key=lambda step: (step.days, list(Audience).index(step.audience)))

    @property
    def title(self) -> str:
        """What people still have to do, as they are told."""
        return self.target.title if self.target else self.assignment.course.title  # type: ignore[union-attr]

    @property
    def due_on(self) -> date:
        """The day from which the ladder counts."""
        return self.target.due_on if self.target else self.assignment.due_on  # type: ignore[union-attr]


class ChaseSkip(models.Model):
    """Somebody, or a unit with all below it, is left out: for good (`until` empty) or up to a day. Ended, never deleted.

    Without a plan it holds for every plan.
    """

    moves_as = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(ChasePlan, on_delete=models.PROTECT, null=True, blank=True, related_name="skips")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300)
    until = models.DateField(null=True, blank=True, help_text="The first day on which it holds no more.")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("trường hợp không đôn đốc")
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, unit__isnull=True)
                | Q(person__isnull=True, unit__isnull=False),
                name="a_chase_skip_is_about_one",
            )
        ]


class Holiday(models.Model):
    """A day on which nobody is reminded; HR of the province keeps the list as the Government announces it."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=100)

    class Meta:
        verbose_name = _("ngày nghỉ lễ")
        ordering = ["day"]


class ReminderChoice(models.Model):
    """Which ways somebody wants besides their own page, which everybody has."""

    moves_as = ""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="reminder_choice")
    email = models.BooleanField(default=True)
    sms = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
