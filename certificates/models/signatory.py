"""Who signs certificates for an office, and from when to when."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import OrgUnit


class Signatory(models.Model):
    """Who signs for an office, between two days (half open); frozen into each certificate."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, verbose_name=_("đơn vị cấp"))
    name = models.CharField(_("họ và tên người ký"), max_length=120)
    post = models.CharField(_("chức vụ người ký"), max_length=120, help_text=_("Ví dụ: Phó Giám đốc"))
    on_behalf = models.CharField(
        _("ký thay, thừa lệnh"),
        max_length=120,
        blank=True,
        help_text=_("Ví dụ: KT. GIÁM ĐỐC; để trống nếu ký trực tiếp"),
    )
    opening = models.CharField(
        _("người chứng nhận"), max_length=200, help_text=_("Ví dụ: Giám đốc Sở Nông nghiệp và Môi trường")
    )
    starts_on = models.DateField(_("ký từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("người ký giấy chứng nhận")
        verbose_name_plural = _("người ký giấy chứng nhận")
        ordering = ["office", "-starts_on"]

    def __str__(self) -> str:
        return f"{self.name}, {self.post}"
