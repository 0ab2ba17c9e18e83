"""An uploaded video, the job that converts it, and what came out; addresses follow the content's hash."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia


class Video(AbstractMedia):
    """The original as uploaded; `sha256` is of its bytes, so the same file is converted once."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Đang chờ")
        WORKING = "working", _("Đang chuyển đổi")
        READY = "ready", _("Sẵn sàng")
        FAILED = "failed", _("Không chuyển đổi được")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING, editable=False)
    reason = models.CharField(max_length=400, blank=True, editable=False, help_text="Why it failed, for a trainer.")
    captions = models.FileField(_("phụ đề (WebVTT)"), upload_to="captions/", blank=True)
    seconds = models.FloatField(default=0, editable=False)

    admin_form_fields = ("title", "file", "collection", "captions", "tags")


class VideoJob(models.Model):
    """The conversion as a row: the message is a nudge, this row is the truth; a lease keeps out a second worker."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Đang chờ")
        RUNNING = "running", _("Đang chạy")
        DONE = "done", _("Xong")
        FAILED = "failed", _("Hỏng")

    video = models.OneToOneField(Video, on_delete=models.CASCADE, related_name="job")  # a job is nothing without it
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    stage = models.CharField(max_length=40, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)


class Rendition(models.Model):
    """One output of a source file, shared by every Video with the same bytes."""

    source_sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=20, help_text="240p, 360p, poster")
    path = models.CharField(max_length=200, help_text="Below the media root: v/<sha256>/240.mp4")
    bytes = models.BigIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source_sha256", "name"], name="one_output_a_source_and_name")]
