"""What a unit was named by decision between two days: a pilot commune, a model commune in a field."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.org_unit import OrgUnit

# The plan's own words (202/KH-UBND II.2.d); another may be typed, because the next plan will bring its own.
PILOT = "Xã thí điểm nông thôn mới thông minh"
KINDS = (PILOT, "Xã nông thôn mới kiểu mẫu theo lĩnh vực")
FIELDS = ("Chuyển đổi số", "Kinh tế", "Du lịch nông thôn", "Môi trường", "Văn hóa", "Y tế", "Giáo dục")


class UnitDesignation(models.Model):
    """A unit's designation (half open). It names the unit of the decision; its successors are asked for, not stored."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="designations")
    kind = models.CharField(max_length=120)
    field = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    decision_number = models.CharField(max_length=120)
    decision_on = models.DateField()
    end_note = models.CharField(max_length=300, blank=True, help_text="Why or by which decision it ended.")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("danh hiệu của đơn vị")
        ordering = ["-valid_from", "pk"]
        constraints = [
            # A slip of the pen ends on the day it began: it held on no day, and the row stays to be seen.
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="a_designation_ends_after_it_begins",
            ),
            # Two clicks are one designation.
            models.UniqueConstraint(
                fields=["unit", "kind", "field", "valid_from"],
                condition=Q(valid_to__isnull=True),
                name="an_open_designation_is_said_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.field}" if self.field else self.kind
