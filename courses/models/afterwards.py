"""After a class: what its trainer says of it, and the folder for the inspection."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.leased import Leased
from courses.models.session import TrainingSession
from people.storage import private_files


class ClassReport(models.Model):
    """The trainer's report, one a class; whoever wrote it last signs."""

    session = models.OneToOneField(TrainingSession, on_delete=models.PROTECT, related_name="report")
    went_well = models.TextField()
    went_badly = models.TextField(blank=True)
    recommendation = models.TextField(blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("báo cáo của giảng viên")


class EvidenceFolder(Leased):
    """A zip of all that proves a class, made in the background; whoever asked fetches it within a day."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Đang chờ")
        MAKING = "making", _("Đang làm")
        DONE = "done", _("Đã xong")
        FAILED = "failed", _("Không làm được")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="folders")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(max_length=400, blank=True)
    file = models.FileField(upload_to="class-folders/%Y/", storage=private_files, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("hồ sơ minh chứng của lớp tập huấn")
        ordering = ["-asked_at", "-pk"]
