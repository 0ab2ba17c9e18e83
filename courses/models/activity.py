"""A thing to learn: a stable identity that is never deleted, and its frozen versions."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a learner meets."""

    LESSON = "lesson", _("Bài đọc")
    VIDEO = "video", _("Bài có video")
    QUIZ = "quiz", _("Bài kiểm tra")
    TUTORIAL = "tutorial", _("Hướng dẫn ngắn")


class Activity(models.Model):
    """The identity that figures hang on; pages come and go, this row stays."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=255, help_text="The latest published title.")
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(
        null=True, blank=True, help_text="The page is gone; the record is not."
    )

    def __str__(self) -> str:
        return self.title


class ActivityVersion(models.Model):
    """What was published, frozen: rendered once, served as stored, never edited."""

    class Weight(models.TextChoices):
        MINOR = "minor", _("Sửa nhỏ")
        MATERIAL = "material", _("Nội dung mới")

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    body = models.JSONField(default=list, help_text="The blocks as written (StreamField raw data).")
    body_html = models.TextField(blank=True, help_text="Rendered once at publication.")
    media = models.JSONField(
        default=dict,
        help_text="Frozen video manifest: {video, duration, poster, outputs: [{name, url, bytes, width, height}], captions}",
    )
    facts = models.JSONField(default=dict, help_text="minutes to read, quiz rule, tutorial steps…, by kind")
    digest = models.CharField(max_length=64, help_text="SHA-256 of title, summary, body, media and facts.")
    weight = models.CharField(max_length=10, choices=Weight.choices, default=Weight.MATERIAL)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "number"], name="versions_are_numbered_once")
        ]
        ordering = ["activity", "number"]
