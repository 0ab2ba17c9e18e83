"""A question is an identity; what it asks lies in versions that are added and never changed."""

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.bank import QuestionBank, QuestionCategory, QuestionTag


def private_storage() -> Storage:
    """Files of questions and answers are served through a check only."""
    return storages["private"]


class Question(models.Model):
    """Kind, text, likeness and soundness repeat the newest version, so that lists and draws read one table."""

    wagtail_reference_index_ignore = True  # nothing asks where a question is used, and it costs 20 ms a save

    class Kind(models.TextChoices):
        SINGLE = "single", _("Chọn một đáp án")
        MULTIPLE = "multiple", _("Chọn nhiều đáp án")
        TRUE_FALSE = "true_false", _("Đúng hay sai")
        MATCHING = "matching", _("Ghép đôi")
        ORDERING = "ordering", _("Sắp xếp thứ tự")
        SHORT = "short", _("Trả lời ngắn")
        NUMERICAL = "numerical", _("Trả lời bằng số")
        CLOZE = "cloze", _("Điền khuyết")
        HOTSPOT = "hotspot", _("Chỉ trên hình")
        LIKERT = "likert", _("Thang ý kiến (khảo sát)")
        ESSAY = "essay", _("Tự luận")
        FILE = "file", _("Nộp tệp")

    class Difficulty(models.TextChoices):
        EASY = "easy", _("Dễ")
        MEDIUM = "medium", _("Trung bình")
        HARD = "hard", _("Khó")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey(
        QuestionBank, on_delete=models.PROTECT, related_name="questions", verbose_name=_("ngân hàng")
    )
    category = models.ForeignKey(
        QuestionCategory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("danh mục"),
    )
    tags = models.ManyToManyField(QuestionTag, blank=True, related_name="questions", verbose_name=_("chủ đề"))
    difficulty = models.CharField(_("độ khó"), max_length=10, choices=Difficulty.choices, blank=True)
    level = models.CharField(
        _("khung năng lực số"), max_length=40, blank=True, help_text=_("Theo QĐ 757/QĐ-BKHCN, ví dụ 0.1.")
    )
    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices, default=Kind.SINGLE)
    text = models.TextField(_("câu hỏi"))
    likeness = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    version = models.PositiveIntegerField(
        default=0, editable=False, help_text="The newest; 0 while there is none."
    )
    is_sound = models.BooleanField(
        default=False, editable=False, help_text="The newest version can be answered."
    )
    retired_at = models.DateTimeField(_("ngừng dùng từ"), null=True, blank=True)

    class Meta:
        verbose_name = _("câu hỏi")
        verbose_name_plural = _("câu hỏi")
        ordering = ["bank", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class QuestionVersion(models.Model):
    """What a question asks, its key and what is said about answers, as one body (docs/decisions/0035)."""

    wagtail_reference_index_ignore = True

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.JSONField()
    digest = models.CharField(max_length=64, db_index=True)
    files = models.JSONField(default=dict, help_text="{name in the body: digest of the file}")
    made_at = models.DateTimeField(null=True, help_text="Unknown for questions older than versions.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="versions_of_a_question_are_numbered")
        ]


class QuestionFile(models.Model):
    """A picture or sound that questions show, kept once however many show it."""

    wagtail_reference_index_ignore = True

    digest = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to="questions", storage=private_storage, max_length=200)
