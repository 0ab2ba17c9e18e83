"""A bank of questions owned by an office, in nested categories, with tags."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import OrgUnit


class QuestionBank(models.Model):
    """A named set of questions to draw from."""

    wagtail_reference_index_ignore = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("tên ngân hàng"), max_length=200, unique=True)
    owner_unit = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("đơn vị quản lý"),
        help_text=_("Chỉ người được giao ở đơn vị này hoặc cấp trên xem và sửa được. Bỏ trống: dùng chung toàn tỉnh."),
    )  # fmt: skip
    shared = models.BooleanField(
        _("đơn vị khác được ra đề từ ngân hàng này"), default=False,
        help_text=_("Họ chọn được ngân hàng cho bài kiểm tra, nhưng không xem hay sửa câu hỏi."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("ngân hàng câu hỏi")
        verbose_name_plural = _("ngân hàng câu hỏi")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class QuestionCategory(models.Model):
    """A folder of a bank; `path` is the names from the top, so that a list needs no walk up the tree."""

    wagtail_reference_index_ignore = True

    bank = models.ForeignKey(
        QuestionBank, on_delete=models.PROTECT, related_name="categories", verbose_name=_("ngân hàng")
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", editable=False
    )
    name = models.CharField(_("tên danh mục"), max_length=200)
    path = models.CharField(_("danh mục"), max_length=1000, editable=False)

    class Meta:
        verbose_name = _("danh mục")
        verbose_name_plural = _("danh mục")
        ordering = ["bank", "path"]
        constraints = [models.UniqueConstraint(fields=["bank", "path"], name="one_category_a_path")]

    def __str__(self) -> str:
        return self.path


class QuestionTag(models.Model):
    """A topic that questions share across banks."""

    wagtail_reference_index_ignore = True

    name = models.CharField(_("chủ đề"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("chủ đề")
        verbose_name_plural = _("chủ đề")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
