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


class Branch(models.TextChoices):
    """The parallel trees of bodies at each level; a territory belongs to none."""

    STATE = "chinh_quyen", _("Chính quyền: UBND, sở, ban, ngành, phòng")
    PARTY = "dang", _("Đảng: cấp ủy và cơ quan của Đảng")
    FRONT = "mat_tran", _("Mặt trận Tổ quốc")
    UNION = "hoi", _("Hội, đoàn thể")


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
    branch = models.CharField(max_length=12, choices=Branch.choices, blank=True, help_text="Of a body only.")
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
            models.CheckConstraint(
                condition=Q(is_office=True) | Q(branch=""), name="a_territory_has_no_branch"
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


class ChangeKind(models.TextChoices):
    """What a reform does to one unit."""

    MERGE = "merge", _("Hợp nhất, sáp nhập")
    SPLIT = "split", _("Chia, tách")
    RENAME = "rename", _("Đổi tên")
    RETYPE = "retype", _("Đổi loại")
    REPARENT = "reparent", _("Chuyển cấp trên")
    DISSOLVE = "dissolve", _("Kết thúc hoạt động")


class UnitChange(models.Model):
    """What became of a unit; `is_principal` marks where its people go by default.

    A dissolved unit has no `to_unit`. A unit that only got another parent goes on as itself: both ends are one.
    """

    class Extent(models.TextChoices):
        WHOLE = "whole", _("toàn bộ")
        PART = "part", _("một phần")

    from_unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="changes_out")
    to_unit = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, related_name="changes_in", null=True, blank=True
    )
    kind = models.CharField(max_length=8, choices=ChangeKind.choices, default=ChangeKind.MERGE)
    extent = models.CharField(max_length=8, choices=Extent.choices)
    share = models.DecimalField(
        max_digits=5,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="Of a split: 0 to 1, empty when unknown.",
    )
    is_principal = models.BooleanField(default=True)
    effective_on = models.DateField()
    legal_basis = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=600, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_unit", "to_unit", "effective_on"], name="a_change_is_said_once"
            ),
            models.UniqueConstraint(
                fields=["from_unit"], condition=Q(to_unit=None), name="a_unit_is_dissolved_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="dissolve", to_unit__isnull=True)
                | ~Q(kind="dissolve") & Q(to_unit__isnull=False),
                name="only_a_dissolved_unit_leads_nowhere",
            ),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gt=0, share__lte=1), name="a_share_is_a_part_of_one"
            ),
        ]


class TreeStamp(models.Model):
    """One row with a new random value after every write to units, parents or changes; the database sees to it.

    A process that holds the tree in memory asks for this one value instead of reading thousands of rows.
    """

    value = models.CharField(max_length=64)
