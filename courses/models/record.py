"""The append-only learning record; see docs/learning-record.md. Triggers refuse UPDATE and DELETE."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.activity import Activity
from courses.models.enrolment import Enrolment


class EventKind(models.TextChoices):
    """What happened, in the past tense."""

    ENROLLED = "enrolled", _("Được ghi danh")
    ACTIVITY_COMPLETED = "activity_completed", _("Hoàn thành bài")
    ASSESSMENT_PASSED = "assessment_passed", _("Đạt bài kiểm tra")
    SESSION_ATTENDED = "session_attended", _("Dự lớp trực tiếp")
    RECOGNISED = "recognised", _("Công nhận kết quả nơi khác")
    EXCUSED = "excused", _("Được loại trừ")
    RELEASE_CHANGED = "release_changed", _("Chuyển bản phát hành")
    DUE_CHANGED = "due_changed", _("Đổi hạn hoàn thành")
    RETRACTED = "retracted", _("Rút lại")


class EventSource(models.TextChoices):
    """By which door it came."""

    WEB = "web", _("Trên mạng")
    OFFLINE = "offline", _("Ngoại tuyến")
    QUIZ = "quiz", _("Bài kiểm tra")
    SESSION = "session", _("Lớp tập huấn")
    PAPER = "paper", _("Hồ sơ giấy")
    IMPORT = "import", _("Nạp từ tệp")
    REPAIR = "repair", _("Sửa sai")


class LearningEvent(models.Model):
    """One fact. `occurred_at` is when it was true, `recorded_at` when we learnt of it."""

    uuid = models.UUIDField(
        default=uuid.uuid4, unique=True, help_text="Made by the client: a replay is harmless."
    )
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="events")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, blank=True)
    version = models.PositiveIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=20, choices=EventKind.choices)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    source = models.CharField(max_length=10, choices=EventSource.choices, default=EventSource.WEB)
    backfilled = models.BooleanField(default=False)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    evidence = models.JSONField(default=dict, help_text="Schema per kind: docs/learning-record.md")

    class Meta:
        indexes = [
            models.Index(
                fields=["enrolment", "occurred_at"], name="event_by_enrolment"
            ),  # folding one enrolment
            models.Index(fields=["recorded_at"], name="event_by_recorded_at"),  # cutoffs
        ]
        ordering = ["occurred_at", "pk"]
