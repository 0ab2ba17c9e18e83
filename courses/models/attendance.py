"""Who was there: one row a saying, never changed; the newest row of a seat and a meeting stands."""

import uuid
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.meeting import Meeting
from courses.models.seat import Seat
from courses.models.session import TrainingSession
from people.models import Person


def private_storage() -> Storage:
    """Signed sheets are served through a check only."""
    return storages["private"]


def _account(**more: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", **more
    )


class Presence(models.TextChoices):
    """How somebody was at a meeting."""

    PRESENT = "present", _("Có mặt")
    LATE = "late", _("Đến muộn")
    LEFT_EARLY = "left_early", _("Về sớm")
    EXCUSED = "excused", _("Vắng có phép")
    ABSENT = "absent", _("Vắng")


CAME = (Presence.PRESENT, Presence.LATE, Presence.LEFT_EARLY)


class How(models.TextChoices):
    """By which way it was taken down."""

    SCAN = "scan", _("Quét thẻ")
    HALL_QR = "hall_qr", _("Mã trên màn hình")
    LIST = "list", _("Đánh dấu danh sách")
    SHEET = "sheet", _("Bảng giấy có chữ ký")
    WALK_IN = "walk_in", _("Đến tại chỗ")


class AttendanceSheet(models.Model):
    """The typed sheet of a class as it was sent in, with the picture of the signed paper; never changed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="sheets")
    name = models.CharField(max_length=200, help_text="The file's name as it came.")
    table = models.FileField(upload_to="attendance/%Y/%m", storage=private_storage, max_length=200)
    scan = models.FileField(upload_to="attendance/%Y/%m", storage=private_storage, max_length=200, blank=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = _account()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]


class Attendance(models.Model):
    """`at` is when it was true, `recorded_at` when we learnt of it; `told_at` is what a phone's clock said, a note."""

    uuid = models.UUIDField(
        default=uuid.uuid4, unique=True, help_text="Made by the client: a replay is harmless."
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendance")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    state = models.CharField(max_length=10, choices=Presence.choices)
    how = models.CharField(max_length=10, choices=How.choices)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = _account()
    sheet = models.ForeignKey(AttendanceSheet, on_delete=models.PROTECT, null=True, related_name="rows")
    note = models.CharField(max_length=300, blank=True)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")

    class Meta:
        verbose_name = _("điểm danh")
        ordering = ["pk"]
        indexes = [models.Index(fields=["meeting", "seat"], name="attendance_by_meeting")]  # who was there


class Claim(models.Model):
    """A sign of somebody's presence that a person has to judge: out of time, after the end, not on the roll."""

    class Why(models.TextChoices):
        OUT_OF_TIME = "out_of_time", _("Quét ngoài giờ của buổi học")
        AFTER_CLOSING = "after_closing", _("Gửi về sau khi lớp đã kết thúc")
        CONTRADICTS = "contradicts", _("Khác với điều đã ghi sau đó")
        NOT_ON_ROLL = "not_on_roll", _("Không có chỗ trong lớp")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, help_text="The scan's own.")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="claims")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="claims_of_presence")
    why = models.CharField(max_length=15, choices=Why.choices)
    how = models.CharField(max_length=10, choices=How.choices)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    received_by = _account()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = _account(blank=True)
    accepted = models.BooleanField(null=True, blank=True)

    moves_as = _("lượt điểm danh chờ quyết định")

    class Meta:
        verbose_name = _("lượt điểm danh chờ quyết định")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, accepted__isnull=True)
                | Q(decided_at__isnull=False, accepted__isnull=False),
                name="a_claim_is_decided_one_way",
            ),
        ]
