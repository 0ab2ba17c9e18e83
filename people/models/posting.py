"""Where a person belonged, between two days (half open)."""

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.org_unit import OrgUnit
from people.models.person import Person


class EndReason(models.TextChoices):
    """Why a post ended, where somebody said so."""

    TRANSFER = "chuyen_cong_tac", _("Chuyển công tác")
    RETIRED = "nghi_huu", _("Nghỉ hưu")
    TERM_OVER = "het_nhiem_ky", _("Hết nhiệm kỳ")
    RESIGNED = "thoi_viec", _("Thôi việc")
    REDUCED = "tinh_gian", _("Nghỉ theo sắp xếp bộ máy")
    DIED = "qua_doi", _("Qua đời")
    OTHER = "khac", _("Lý do khác")
    MISTAKE = "ghi_nham", _("Ghi nhầm")


class Posting(models.Model):
    """A post of a person in a unit from `starts_on` until before `ends_on`; a person may hold several.

    `category` is the code of a PostingCategory; empty when nobody has said.
    """

    moves_as = _("vị trí công tác")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="postings")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="postings")
    position = models.CharField(max_length=300, blank=True)
    category = models.CharField(max_length=24, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=EndReason.choices, blank=True)
    decision = models.CharField(max_length=200, blank=True, help_text="Number and day of the decision.")
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

    def outweighs(self, other: "Posting") -> bool:
        """Of two that began in one unit on one day, the one that lasts longer stays with a merged person."""
        return (self.ends_on or date.max) > (other.ends_on or date.max)

    def as_leftover(self) -> dict[str, Any]:
        """The other one covers this span: nobody is counted twice."""
        return {"ends_on": self.starts_on}
