"""What a printed report stands on and goes to: legal bases (A1) and lists of recipients (A68)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.vietnamese import format_day


class LegalBasis(models.Model):
    """One document of the law or of an office; printed under "Căn cứ" while in force, chosen for papers by hand."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(
        _("Loại văn bản"), max_length=60, help_text=_("Quyết định, Nghị quyết, Kế hoạch…")
    )
    symbol = models.CharField(_("Số, ký hiệu"), max_length=60, unique=True, help_text=_("924/QĐ-TTg"))
    issued_on = models.DateField(_("Ngày ban hành"))
    issuer = models.CharField(_("Cơ quan ban hành"), max_length=200)
    about = models.CharField(_("Trích yếu"), max_length=500)
    link = models.URLField(_("Đường dẫn"), blank=True)
    valid_from = models.DateField(_("Có hiệu lực từ"), null=True, blank=True)
    valid_to = models.DateField(_("Hết hiệu lực từ"), null=True, blank=True)

    class Meta:
        verbose_name = _("căn cứ pháp lý")
        ordering = ["issued_on", "symbol"]

    def __str__(self) -> str:
        return f"{self.kind} số {self.symbol}"

    @property
    def sentence(self) -> str:
        """As it stands under "Căn cứ", without the closing semicolon."""
        day = self.issued_on
        month = f"{day:%m}" if day.month < 3 else str(day.month)
        return f"{self} ngày {day:%d} tháng {month} năm {day.year} của {self.issuer} {self.about}".strip()

    @property
    def validity(self) -> str:
        """From when until when, in words; empty when nobody said."""
        start = _("từ %s") % format_day(self.valid_from) if self.valid_from else ""
        end = _("hết hiệu lực %s") % format_day(self.valid_to) if self.valid_to else ""
        return ", ".join(str(part) for part in (start, end) if part)


class DistributionList(models.Model):
    """*Nơi nhận*: one recipient a line, as printed; a report takes a copy, so changing the list changes no paper."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120, unique=True)
    lines = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("danh sách nơi nhận")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
