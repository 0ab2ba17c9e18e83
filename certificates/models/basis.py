"""On what ground an office certifies: its own wording, or one for a single course; dated, frozen into certificates."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from people.models import OrgUnit


class LegalBasis(models.Model):
    """The wording between two days (half open); a course's own goes before the office's."""

    office = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, verbose_name=_("đơn vị cấp"))
    course = models.ForeignKey(
        Course,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("khóa học"),
        help_text=_("Để trống: dùng cho mọi khóa học của đơn vị."),
    )
    text = models.CharField(
        _("căn cứ"), max_length=400, help_text=_("Ví dụ: Quyết định số 1689/QĐ-UBND ngày 05/6/2026")
    )
    starts_on = models.DateField(_("dùng từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("căn cứ cấp giấy chứng nhận")
        verbose_name_plural = _("căn cứ cấp giấy chứng nhận")
        ordering = ["office", "course", "-starts_on"]

    def __str__(self) -> str:
        return self.text
