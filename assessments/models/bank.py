"""A bank of questions owned by an office."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from people.models import OrgUnit


class QuestionBank(models.Model):  # type: ignore[django-manager-missing] # modelcluster is untyped
    """A named set of questions to draw from."""

    wagtail_reference_index_ignore = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("tên ngân hàng"), max_length=200, unique=True)
    owner_unit = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("đơn vị quản lý")
    )

    class Meta:
        verbose_name = _("ngân hàng câu hỏi")
        verbose_name_plural = _("ngân hàng câu hỏi")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Question(ClusterableModel):
    """A question as it stands now; an attempt freezes its own copy, so editing never changes a paper."""

    wagtail_reference_index_ignore = True  # nothing asks where a question is used, and it costs 20 ms a save

    class Kind(models.TextChoices):
        SINGLE = "single", _("Chọn một đáp án")
        MULTIPLE = "multiple", _("Chọn nhiều đáp án")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey(
        QuestionBank, on_delete=models.PROTECT, related_name="questions", verbose_name=_("ngân hàng")
    )
    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices, default=Kind.SINGLE)
    text = models.TextField(_("câu hỏi"))
    feedback = models.TextField(_("giải thích sau khi nộp"), blank=True)
    retired_at = models.DateTimeField(_("ngừng dùng từ"), null=True, blank=True)

    class Meta:
        verbose_name = _("câu hỏi")
        verbose_name_plural = _("câu hỏi")
        ordering = ["bank", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class QuestionOption(models.Model):
    """One answer to choose; the correct ones are the key and never leave the server before submission."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")  # part of the question
    position = models.PositiveIntegerField(default=0)
    text = models.CharField(_("phương án"), max_length=600)
    is_correct = models.BooleanField(_("đúng"), default=False)

    class Meta:
        ordering = ["position", "pk"]
