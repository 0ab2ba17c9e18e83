"""A class held before this system: its workbook as it came, row by row, and how far its recording is."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.clock import start_of_day
from common.leased import Leased
from courses.models.course import Course
from courses.models.record import LearningEvent
from people.models import OrgUnit, Person
from people.storage import private_files


def _who() -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )


class PastState(models.TextChoices):
    """Where a past class stands; its row is the truth, whatever messages say."""

    READING = "reading", _("Đang đọc tệp")
    CHECKED = "checked", _("Chờ xem và gửi duyệt")
    WAITING_APPROVAL = "waiting_approval", _("Chờ người thứ hai duyệt")
    QUEUED = "queued", _("Chờ đến lượt ghi")
    APPLYING = "applying", _("Đang ghi")
    APPLIED = "applied", _("Đã ghi nhận")
    FAILED = "failed", _("Không ghi được")
    CANCELLED = "cancelled", _("Đã bỏ")
    UNDOING = "undoing", _("Đang hoàn tác")
    UNDONE = "undone", _("Đã hoàn tác")


WORKING = {PastState.READING, PastState.QUEUED, PastState.APPLYING, PastState.UNDOING}
OVER = {PastState.CANCELLED, PastState.UNDONE, PastState.FAILED}


class PastClass(Leased):
    """One class of the years before, a job. `costs`: {source: đồng}; identity numbers stand only in `file`."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="past_classes")
    lead_unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="past_classes")
    title = models.CharField(max_length=255)
    starts_on = models.DateField()
    ends_on = models.DateField()
    place = models.CharField(max_length=200)
    hours = models.DecimalField(max_digits=5, decimal_places=1, help_text="tiết")
    trainers = models.CharField(max_length=500, blank=True)
    costs = models.JSONField(default=dict, blank=True)

    file_name = models.CharField(max_length=255)
    file = models.FileField(upload_to="past-classes/%Y/", storage=private_files, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=20, choices=PastState.choices, db_index=True)
    reason = models.CharField(max_length=400, blank=True, help_text="Why it failed or was sent back.")
    adds_people = models.BooleanField(default=False, help_text="Whoever is in no register is added to it.")
    totals = models.JSONField(default=dict, help_text="rows, and how many of each status")
    uploaded_at = models.DateTimeField()
    uploaded_by = _who()
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = _who()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = _who()
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_by = _who()
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = _who()

    class Meta:
        verbose_name = _("lớp tập huấn trước đây")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="a_past_class_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("asked_by")),
                name="a_past_class_is_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def occurred_at(self) -> datetime:
        """When what was learnt was true: the end of the last working day."""
        return start_of_day(self.ends_on) + timedelta(hours=17)

    @property
    def cost(self) -> int:
        """đồng, from all sources."""
        return sum(self.costs.values())

    @property
    def is_working(self) -> bool:
        """Whether a page about it should look again soon."""
        return self.state in WORKING


class PastRow(models.Model):
    """One row of people: whom it means, in which unit of then, and the fact it became."""

    moves_as = _("dòng trong lớp tập huấn trước đây")

    class Status(models.TextChoices):
        NEW = "new", _("Sẽ ghi nhận")
        COUNTED = "counted", _("Đã học, không tính thêm")
        KNOWN = "known", _("Đã có trong sổ")
        DUPLICATE = "duplicate", _("Trùng trong tệp")
        UNKNOWN = "unknown", _("Chưa có trong danh sách")
        REJECTED = "rejected", _("Không nhận")

    past_class = models.ForeignKey(
        PastClass, on_delete=models.CASCADE, related_name="rows"
    )  # rows are part of the file
    sheet = models.CharField(max_length=100)
    number = models.PositiveIntegerField(help_text="1-based row in the sheet")
    status = models.CharField(max_length=10, choices=Status.choices)
    reason = models.CharField(max_length=60, blank=True)
    warnings = models.JSONField(default=list)
    data = models.JSONField(
        default=dict, help_text="As read; an identity number only as its hash and last digits."
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="past_rows"
    )
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    event = models.OneToOneField(LearningEvent, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        verbose_name = _("dòng của lớp tập huấn trước đây")
        ordering = ["sheet", "number"]
        constraints = [
            models.UniqueConstraint(fields=["past_class", "sheet", "number"], name="a_past_row_is_kept_once")
        ]
        indexes = [models.Index(fields=["past_class", "status"], name="past_row_by_status")]


TAKES = (PastRow.Status.NEW, PastRow.Status.COUNTED)
