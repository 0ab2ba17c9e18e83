"""A reorganisation of units: prepared as a draft, applied at one stroke, reverted while nothing depends on it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.org_unit import Branch, ChangeKind, Level, OrgUnit, UnitChange
from people.models.posting import Posting


class Reorganisation(models.Model):
    """One resolution, taking effect on one day."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Bản nháp")
        APPLIED = "applied", _("Đã áp dụng")
        REVERTED = "reverted", _("Đã hoàn tác")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=200)
    effective_on = models.DateField()
    legal_basis = models.CharField(max_length=200)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DRAFT)
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reverted_at = models.DateTimeField(null=True, blank=True)
    reverted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    journal = models.JSONField(
        default=dict, help_text="The rows that applying made and changed, for reverting."
    )

    class Meta:
        ordering = ["-effective_on", "-prepared_at"]

    def __str__(self) -> str:
        return self.title


class PlannedUnit(models.Model):
    """A version of a unit that begins with the reorganisation; its parent is named by code, as resolutions do."""

    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.CASCADE, related_name="units"
    )  # a draft's lines are part of the draft
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    level = models.CharField(max_length=8, choices=Level.choices)
    is_office = models.BooleanField(default=False)
    branch = models.CharField(max_length=12, choices=Branch.choices, blank=True)
    full_name = models.CharField(max_length=240)
    parent_code = models.CharField(max_length=32, blank=True, help_text="Empty for a province.")
    aliases = models.CharField(max_length=400, blank=True, help_text="Other spellings, between semicolons.")
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reorganisation", "code"], name="a_draft_begins_a_unit_once")
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.full_name


class PlannedChange(models.Model):
    """What becomes of one unit: `to_code` is a planned unit, or one that is in force and stays."""

    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.CASCADE, related_name="changes"
    )  # a draft's lines are part of the draft
    kind = models.CharField(max_length=8, choices=ChangeKind.choices)
    from_unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="planned_changes")
    to_code = models.CharField(max_length=32, blank=True)
    # Of `reparent` alone: the unit goes on, below another one.
    parent_code = models.CharField(max_length=32, blank=True)
    extent = models.CharField(
        max_length=8, choices=UnitChange.Extent.choices, default=UnitChange.Extent.WHOLE
    )
    share = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    is_principal = models.BooleanField(default=True)
    is_decided = models.BooleanField(
        default=True, help_text="False while somebody must say where a split unit's people go."
    )
    legal_basis = models.CharField(max_length=200, blank=True, help_text="Where it is not the draft's own.")
    note = models.CharField(max_length=600, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "from_unit", "to_code"], name="a_draft_says_a_change_once"
            ),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gt=0, share__lte=1),
                name="a_planned_share_is_a_part_of_one",
            ),
        ]
        ordering = ["pk"]


class PlannedMove(models.Model):
    """An exception of a split: this posting goes to another heir than the principal one."""

    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.CASCADE, related_name="moves"
    )  # a draft's lines are part of the draft
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="+")
    to_code = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reorganisation", "posting"], name="a_posting_moves_once")
        ]
