"""A unit's training plan of a year (plan 202, VI.3.c, VI.5.a): what, for how many, when, with which money."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from people.models import OrgUnit
from reports.models.handed_step import HandedStep
from reports.models.plan import Plan
from reports.models.target import Target


class TrainingPlan(models.Model):
    """One a unit and year. Once approved its lines stay as they are; what happened is read from the classes."""

    class State(models.TextChoices):
        """Where it stands between the unit and whoever approves."""

        DRAFT = "dang_lap", _("Đang lập")
        SUBMITTED = "da_trinh", _("Đã trình")
        RETURNED = "tra_lai", _("Trả lại")
        APPROVED = "da_duyet", _("Đã duyệt")

    IN_HAND = (State.DRAFT, State.RETURNED)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="training_plans")
    year = models.PositiveSmallIntegerField()
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="training_plans"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("kế hoạch tập huấn của đơn vị")
        ordering = ["-year", "unit__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="a_unit_plans_a_year_once"),
            models.CheckConstraint(
                condition=~models.Q(state="da_duyet") | models.Q(approved_at__isnull=False),
                name="an_approved_plan_says_when",
            ),
        ]

    @property
    def is_in_hand(self) -> bool:
        """Whether the unit may still write."""
        return self.state in self.IN_HAND


class TrainingPlanLine(models.Model):
    """So many classes of one course for so many people until a day, with the money by source in đồng."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    training_plan = models.ForeignKey(TrainingPlan, on_delete=models.PROTECT, related_name="lines")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    classes = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    costs = models.JSONField(default=dict, blank=True, help_text="{source: đồng}")

    class Meta:
        verbose_name = _("dòng kế hoạch tập huấn")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["training_plan", "course"], name="a_training_plan_names_a_course_once"
            ),
            models.CheckConstraint(condition=models.Q(classes__gt=0), name="a_line_plans_a_class"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="a_line_ends_after_it_begins"
            ),
        ]

    @property
    def total(self) -> int:
        """All sources, in đồng."""
        return sum(self.costs.values())


class TrainingPlanStep(HandedStep):
    """Who did what when, and what the plan said then; never edited."""

    class Verb(models.TextChoices):
        """What was done."""

        SUBMITTED = "trinh", _("Trình")
        RETURNED = "tra_lai", _("Trả lại")
        APPROVED = "duyet", _("Duyệt")
        REOPENED = "dieu_chinh", _("Mở lại để điều chỉnh")

    training_plan = models.ForeignKey(TrainingPlan, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=10, choices=Verb.choices)
