"""The June and December reports (plan 202, VI.6): a cycle, each unit's report in it, and every step of those."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import OrgUnit
from reports.models.handed_step import HandedStep
from reports.models.target import Target


class ReportCycle(models.Model):
    """One period: opened by itself, due and frozen on set days. `consolidator` gathers what units hand in (A67)."""

    class Half(models.TextChoices):
        """What the report covers."""

        HALF = "6-thang", _("6 tháng đầu năm")
        YEAR = "nam", _("năm")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    year = models.PositiveSmallIntegerField()
    half = models.CharField(max_length=8, choices=Half.choices)
    starts_on = models.DateField()
    opens_on = models.DateField()
    due_on = models.DateField(help_text="The last day on which a unit's report is in time.")
    freeze_on = models.DateField()
    province = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    consolidator = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    targets = models.ManyToManyField(Target, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = _("đợt báo cáo")
        ordering = ["-freeze_on"]
        constraints = [models.UniqueConstraint(fields=["year", "half"], name="a_period_is_reported_once")]

    def __str__(self) -> str:
        return f"{self.period[:1].upper()}{self.period[1:]}"

    @property
    def period(self) -> str:
        """The period in running text: 6 tháng đầu năm 2026, năm 2026."""
        return f"{self.get_half_display()} {self.year}"


class UnitReport(models.Model):
    """What one unit says in a cycle. Figures are not here: they are read from the record and cannot be typed over."""

    class State(models.TextChoices):
        """Where it stands between the unit and whoever gathers."""

        DRAFT = "dang_lam", _("Đang làm")
        SUBMITTED = "da_nop", _("Đã nộp")
        RETURNED = "tra_lai", _("Trả lại")
        ACCEPTED = "da_nhan", _("Đã nhận")
        CLOSED = "khong_can", _("Không phải nộp")

    HANDED_IN = (State.SUBMITTED, State.ACCEPTED)
    IN_HAND = (State.DRAFT, State.RETURNED)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cycle = models.ForeignKey(ReportCycle, on_delete=models.PROTECT, related_name="unit_reports")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    done = models.TextField(blank=True)
    hindrances = models.TextField(blank=True)
    proposals = models.TextField(blank=True)
    extra = models.JSONField(default=dict, help_text="Numbers that only the unit knows, by name.")
    late_note = models.CharField(max_length=300, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("báo cáo của đơn vị")
        constraints = [
            models.UniqueConstraint(fields=["cycle", "unit"], name="a_unit_reports_once_a_cycle"),
        ]

    @property
    def is_handed_in(self) -> bool:
        """Whether it lies with whoever checks."""
        return self.state in self.HANDED_IN


class UnitReportStep(HandedStep):
    """Who did what when with a unit's report, and what it said then; never edited."""

    class Verb(models.TextChoices):
        """What was done."""

        SUBMITTED = "nop", _("Nộp")
        RETURNED = "tra_lai", _("Trả lại")
        ACCEPTED = "nhan", _("Nhận")
        CLOSED = "dong", _("Không phải nộp")
        REMINDED = "nhac", _("Nhắc")

    report = models.ForeignKey(UnitReport, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=10, choices=Verb.choices)
