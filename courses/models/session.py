"""A class in a hall (*lớp tập huấn*): which course, by whom, for how many, at what cost."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import CourseRelease
from people.models import OrgUnit


class SessionState(models.TextChoices):
    """Where a class stands; only an open or running one takes people."""

    DRAFT = "draft", _("Bản nháp")
    OPEN = "open", _("Đang mở")
    RUNNING = "running", _("Đang diễn ra")
    CLOSED = "closed", _("Đã kết thúc")
    CANCELLED = "cancelled", _("Đã hủy")


TAKES_PEOPLE = {SessionState.OPEN, SessionState.RUNNING}
PLANNED = {SessionState.DRAFT, *TAKES_PEOPLE}


class Registration(models.TextChoices):
    """Whether cadres may put themselves down."""

    OFF = "off", _("Không, chỉ theo danh sách mời")
    APPROVAL = "approval", _("Có, đơn vị tổ chức duyệt từng người")
    FREE = "free", _("Có, còn chỗ là được dự")


class CostSource(models.TextChoices):
    """The four sources of plan 202/KH-UBND, part V."""

    LOCAL_BUDGET = "ngan_sach", _("Vốn ngân sách địa phương")
    SOCIAL = "xa_hoi_hoa", _("Vốn xã hội hóa")
    OTHER_PROGRAMMES = "long_ghep", _("Vốn lồng ghép từ các chương trình, dự án khác")
    OTHER = "huy_dong", _("Vốn huy động hợp pháp khác")


def _who(**more: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", **more
    )


class TrainingSession(models.Model):
    """One class. Attendance is measured by a share of the meetings' time, or by hours: just one of the two.

    `invitation_rule`: {"unit": uuid, "category": code, "role": code} as last used; an empty one means all.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=40, unique=True)
    release = models.ForeignKey(CourseRelease, on_delete=models.PROTECT, related_name="sessions")
    title = models.CharField(max_length=255)
    lead_unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="led_sessions")
    state = models.CharField(max_length=10, choices=SessionState.choices, default=SessionState.DRAFT)
    capacity = models.PositiveIntegerField(help_text="seats")
    hours = models.DecimalField(max_digits=5, decimal_places=1, help_text="tiết")
    attendance_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    attendance_hours = models.DecimalField(
        max_digits=5, decimal_places=1, null=True, blank=True, help_text="tiết"
    )
    registration = models.CharField(max_length=10, choices=Registration.choices, default=Registration.OFF)
    registration_ends_at = models.DateTimeField(null=True, blank=True)
    invitation_rule = models.JSONField(default=dict, blank=True)
    note = models.TextField(blank=True, help_text="For those invited: what to bring, where to park.")
    sponsors = models.CharField(
        max_length=300, blank=True, help_text="Who pays or helps, besides the offices."
    )
    created_at = models.DateTimeField()
    created_by = _who()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = _who()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("lớp tập huấn")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["lead_unit", "state"], name="session_by_office")]  # the desk's list
        constraints = [
            models.CheckConstraint(condition=Q(capacity__gt=0), name="a_class_has_seats"),
            models.CheckConstraint(
                condition=Q(attendance_percent__isnull=False, attendance_hours__isnull=True)
                | Q(attendance_percent__isnull=True, attendance_hours__isnull=False),
                name="attendance_is_asked_in_one_way",
            ),
            models.CheckConstraint(
                condition=Q(attendance_percent__isnull=True) | Q(attendance_percent__range=(1, 100)),
                name="attendance_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | (~Q(state="cancelled") & Q(cancelled_at__isnull=True)),
                name="a_cancelled_class_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SessionPartner(models.Model):
    """A coordinating office (đơn vị phối hợp): its HR sees the class and names its own people for it."""

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="partners")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("phối hợp tổ chức lớp tập huấn")
        constraints = [
            models.UniqueConstraint(fields=["session", "unit"], name="a_session_partner_is_said_once")
        ]


class SessionTrainer(models.Model):
    """Who teaches: with an account they run the class from their phone; a guest speaker has only a name."""

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="trainers")
    account = _who()
    name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "account"],
                condition=Q(account__isnull=False),
                name="a_trainer_is_named_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})" if self.organisation else self.name


class CostLine(models.Model):
    """What a class costs from one source, in whole đồng."""

    session = models.ForeignKey(TrainingSession, on_delete=models.PROTECT, related_name="costs")
    source = models.CharField(max_length=12, choices=CostSource.choices)
    amount = models.PositiveBigIntegerField(help_text="đồng")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["session", "source"], name="a_source_is_summed_once")]
