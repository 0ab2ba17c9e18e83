"""A file of questions as it was sent, what was found in it, and what became of each of its questions."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.bank import QuestionBank
from assessments.models.question import Question, private_storage


def _who() -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )


class QuestionImport(models.Model):
    """The row is the truth of the work, whatever messages say; the file stays until it is applied or expires."""

    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        READING = "reading", _("Đang đọc tệp")
        CHECKED = "checked", _("Chờ xem và nạp")
        APPLYING = "applying", _("Đang nạp")
        APPLIED = "applied", _("Đã nạp")
        FAILED = "failed", _("Không đọc được")
        DROPPED = "dropped", _("Đã bỏ")
        UNDONE = "undone", _("Đã hoàn tác")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="imports")
    category = models.CharField(max_length=1000, blank=True, help_text="Path under which everything is put.")
    file_name = models.CharField(max_length=255)
    file = models.FileField(upload_to="question-imports", storage=private_storage, blank=True, max_length=200)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    format = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING, db_index=True)
    reason = models.CharField(max_length=400, blank=True, help_text="Why it could not be read.")
    key_codes = models.JSONField(
        default=list, blank=True, help_text="Codes (mã đề) that the file has keys of."
    )
    key_code = models.CharField(max_length=20, blank=True, help_text="The code whose key was taken.")
    key_note = models.CharField(max_length=400, blank=True, help_text="Why somebody should look at that.")
    doubles_too = models.BooleanField(default=False, help_text="What the bank has already is added again.")
    uploaded_at = models.DateTimeField()
    uploaded_by = _who()
    applied_at = models.DateTimeField(null=True)
    applied_by = _who()
    undone_at = models.DateTimeField(null=True)
    undone_by = _who()
    worked_at = models.DateTimeField(
        null=True, help_text="When a worker last did a step: two never share one."
    )

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["bank", "-uploaded_at"], name="imports_of_a_bank")]

    def __str__(self) -> str:
        return self.file_name


class ImportedQuestion(models.Model):
    """One question of a file; its body lies here only between the dry run and the import."""

    wagtail_reference_index_ignore = True

    class Status(models.TextChoices):
        READY = "ready", _("Sẽ nạp")
        DOUBLE = "double", _("Đã có")
        REJECTED = "rejected", _("Không nhận")
        KEPT = "kept", _("Đã nạp")

    source = models.ForeignKey(QuestionImport, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=200, help_text="Ours, or the name that the file gives it.")
    status = models.CharField(max_length=10, choices=Status.choices)
    reason = models.TextField(blank=True)
    alike = models.BooleanField(default=False, help_text="Another question of the bank reads the same.")
    body = models.JSONField(null=True)
    question = models.OneToOneField(
        Question, on_delete=models.PROTECT, null=True, related_name="came_by", help_text="What it became."
    )

    class Meta:
        ordering = ["source", "number"]
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="questions_of_a_file_are_numbered")
        ]
