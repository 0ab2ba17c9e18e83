"""What proves a class: scans and photographs kept privately, named by what they hold; never changed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.past import PastClass
from courses.models.session import TrainingSession
from people.storage import private_files


class EvidenceFile(models.Model):
    """One scan of a planned class or of a past one; the same picture is kept once a class."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("Quyết định, kế hoạch, giấy mời")
        SHEET = "sheet", _("Danh sách điểm danh có chữ ký")
        RECEIPT = "receipt", _("Chứng từ kinh phí")
        PHOTO = "photo", _("Ảnh lớp học")
        OTHER = "other", _("Giấy tờ khác")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(
        TrainingSession, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    past_class = models.ForeignKey(
        PastClass, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200, help_text="The file's name as it came.")
    file = models.FileField(upload_to="class-evidence/%Y/", storage=private_files, max_length=200)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("giấy tờ của lớp tập huấn")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=False, past_class__isnull=True)
                | Q(session__isnull=True, past_class__isnull=False),
                name="evidence_proves_one_class",
            ),
            models.UniqueConstraint(
                fields=["session", "sha256"],
                condition=Q(session__isnull=False),
                name="evidence_is_kept_once_a_class",
            ),
            models.UniqueConstraint(
                fields=["past_class", "sha256"],
                condition=Q(past_class__isnull=False),
                name="evidence_is_kept_once_a_past_class",
            ),
        ]
