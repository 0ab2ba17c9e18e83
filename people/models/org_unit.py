"""Administrative units and offices, each a version with dates: identity is (code, valid_from), never the code alone."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """The level a figure is shown by; today's law knows province and commune, districts are history."""

    PROVINCE = "tinh", _("Cấp tỉnh")
    DISTRICT = "huyen", _("Cấp huyện")
    COMMUNE = "xa", _("Cấp xã")
    HAMLET = "ap", _("Ấp, khu phố")


class OrgUnit(models.Model):
    """A unit as it was between two days (half open). `valid_from` empty: since before the period covered."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=40, help_text="tỉnh, thành phố, huyện, thị xã, xã, phường, thị trấn, sở, ban…"
    )
    level = models.CharField(max_length=8, choices=Level.choices)
    is_office = models.BooleanField(default=False, help_text="A body (sở, ban, hội) rather than a territory.")
    full_name = models.CharField(max_length=240)
    sort_key = models.CharField(max_length=600, default="", editable=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                condition=Q(valid_from__isnull=False),
                name="one_version_of_a_unit_a_day",
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_from__isnull=True), name="one_undated_version_of_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=models.F("valid_from")),
                name="a_unit_ends_after_it_begins",
            ),
        ]
        ordering = ["sort_key", "code"]

    def __str__(self) -> str:
        return self.full_name

    def exists_on(self, day: date) -> bool:
        """Whether this version was in force on `day`."""
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day < self.valid_to)


class UnitParent(models.Model):
    """A dated parent: a commune keeps its identity while the province above it changes."""

    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="parents")
    parent = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "parent", "valid_from"], name="a_dated_parent_is_said_once"
            )
        ]


class UnitAlias(models.Model):
    """Another spelling of a unit's name, with the days on which it was used."""

    code = models.CharField(max_length=32, db_index=True)
    alias = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "alias", "valid_from", "kind"], name="an_alias_is_said_once"
            )
        ]


class UnitChange(models.Model):
    """What became of a unit: merged, split, renamed, retyped; `is_principal` marks where its people go by default."""

    class Extent(models.TextChoices):
        WHOLE = "whole", _("toàn bộ")
        PART = "part", _("một phần")

    from_unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="changes_out")
    to_unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="changes_in")
    extent = models.CharField(max_length=8, choices=Extent.choices)
    is_principal = models.BooleanField(default=True)
    effective_on = models.DateField()
    legal_basis = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=600, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_unit", "to_unit", "effective_on"], name="a_change_is_said_once"
            )
        ]
