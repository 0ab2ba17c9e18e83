"""An uploaded video, the jobs that convert it, and what came out; addresses follow the content's hash."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia

OTHER_LANGUAGES = [
    ("en", "English"),
    ("km", "ភាសាខ្មែរ"),
    ("zh", "中文"),
    ("sti", "Stiêng"),
    ("crw", "Chơ Ro"),
]


class Video(AbstractMedia):
    """The original as uploaded; `sha256` is of its bytes, so the same file is converted once.

    `duration` (seconds), `width` and `height` (as shown: upright, square pixels) are what the probe measured.
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("Đang chờ")
        WORKING = "working", _("Đang chuyển đổi")
        READY = "ready", _("Sẵn sàng")
        FAILED = "failed", _("Không chuyển đổi được")
        CANCELLED = "cancelled", _("Đã hủy")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING, editable=False)
    reason = models.CharField(
        max_length=400, blank=True, editable=False, help_text="Why it failed, for a trainer."
    )
    captions = models.FileField(
        _("phụ đề tiếng Việt"),
        upload_to="captions/",
        blank=True,
        help_text=_("Tệp .srt, .vtt hoặc .sbv; hệ thống tự đổi sang WebVTT. Có thể bỏ trống."),
    )
    captions_report = models.JSONField(
        default=dict, editable=False, help_text="How the subtitles were read: content.captions.reading"
    )
    other_captions = models.FileField(
        _("phụ đề tiếng khác"),
        upload_to="captions/",
        blank=True,
        help_text=_("Cho người học nói tiếng khác."),
    )
    other_language = models.CharField(
        _("tiếng của phụ đề thứ hai"), max_length=8, blank=True, choices=OTHER_LANGUAGES
    )
    other_captions_report = models.JSONField(default=dict, editable=False)
    members_only = models.BooleanField(
        _("Chỉ dành cho người đã đăng nhập"),
        default=False,
        help_text=_(
            "Người học nhận địa chỉ có hạn vài giờ; không dùng được cho bài hướng dẫn bà con. "
            "Hãy chọn trước khi công bố: ai đã xem khi còn công khai có thể đã giữ lại video."
        ),
    )

    admin_form_fields = (
        "title",
        "file",
        "captions",
        "other_captions",
        "other_language",
        "members_only",
        "collection",
        "tags",
    )

    class Meta(AbstractMedia.Meta):
        verbose_name = _("video")
        verbose_name_plural = _("video")


class VideoJob(models.Model):
    """One conversion as a row: the message is a nudge, the row is the truth, its lease keeps others out."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Đang chờ")
        RUNNING = "running", _("Đang chạy")
        DONE = "done", _("Xong")
        FAILED = "failed", _("Hỏng")
        CANCELLED = "cancelled", _("Đã hủy")

    # A job is nothing without its video.
    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="jobs")  # see above
    plan = models.CharField(max_length=20, default="phone", help_text="A name of content.video.plan.PLANS")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True, blank=True, help_text="Who works: a worker that lost it must stop.")
    leased_until = models.DateTimeField(null=True, blank=True)
    stage = models.CharField(max_length=40, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=400, blank=True)
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["video", "plan"], name="one_job_a_video_and_plan"),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(lease__isnull=False, leased_until__isnull=False),
                name="a_running_job_has_a_lease",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="a_job_is_at_most_wholly_done"),
        ]
        # The timetable asks every 30 seconds for what is queued or has lost its lease.
        indexes = [models.Index(fields=["state", "leased_until"], name="video_jobs_to_requeue")]


class Rendition(models.Model):
    """One output of a source file, shared by every Video with the same bytes."""

    source_sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=20, help_text="240p … 720p, or a name of content.video.names")
    path = models.CharField(max_length=200, help_text="Below the media root: v/<sha256>/240.mp4")
    type = models.CharField(max_length=100, blank=True, help_text="As a <source> says it, codecs and all")
    bytes = models.BigIntegerField(help_text="Of hls: all files that its playlist leads to")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    lufs = models.FloatField(
        null=True, blank=True, help_text="Integrated loudness (EBU R 128) of sound alone"
    )
    true_peak = models.FloatField(null=True, blank=True, help_text="In dBTP")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source_sha256", "name"], name="one_output_a_source_and_name")
        ]
