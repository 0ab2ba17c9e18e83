"""Where a person belonged, between two days (half open)."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.org_unit import OrgUnit
from people.models.person import Person


class Category(models.TextChoices):
    """Kinds of service (Luật Cán bộ, công chức; Luật Viên chức); empty when the roster does not say."""

    OFFICIAL = "can_bo", _("Cán bộ")
    CIVIL_SERVANT = "cong_chuc", _("Công chức")
    PUBLIC_EMPLOYEE = "vien_chuc", _("Viên chức")
    CONTRACT = "hop_dong", _("Người lao động hợp đồng")
    NON_SPECIALIST = "khong_chuyen_trach", _("Người hoạt động không chuyên trách")


class Posting(models.Model):
    """A post of a person in a unit from `starts_on` until before `ends_on`; a person may hold several."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="postings")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="postings")
    position = models.CharField(max_length=300, blank=True)
    category = models.CharField(max_length=24, choices=Category.choices, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=40, default="roster")
    roster = models.ForeignKey("people.Roster", on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "unit", "starts_on"], name="a_posting_is_said_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_posting_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["unit", "starts_on", "ends_on"], name="posting_by_unit_day")]
