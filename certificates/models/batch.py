"""Work on many certificates at once: a job whose row is the truth, whatever messages say, and a line for each."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.register import Certificate
from certificates.storage import private_storage
from common.leased import Leased
from courses.models import CourseRelease, Enrolment
from people.models import OrgUnit


def _file(**more: Any) -> "models.FileField":
    return models.FileField(storage=private_storage, max_length=200, blank=True, **more)


class CertificateBatch(Leased):
    """Issuing to a class, or taking in what was signed in person."""

    class Kind(models.TextChoices):
        CLASS = "class", _("Cấp theo lớp")
        SIGNED = "signed", _("Nhận bản đã ký")

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ đến lượt")
        RUNNING = "running", _("Đang làm")
        DONE = "done", _("Đã xong")
        FAILED = "failed", _("Không làm được")
        CANCELLED = "cancelled", _("Đã dừng")

    OPEN = (State.WAITING, State.RUNNING)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    release = models.ForeignKey(CourseRelease, on_delete=models.PROTECT, null=True, blank=True)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    upload = _file()
    reason = models.CharField(max_length=400, blank=True, help_text="Why it failed.")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    print_file = _file()
    zip_file = _file()

    class Meta:
        ordering = ["-asked_at"]

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class BatchLine(models.Model):
    """One enrolment or one file of a batch, and what became of it."""

    # The lines are the batch's own list and mean nothing without it; what was issued stands in the register.
    batch = models.ForeignKey(CertificateBatch, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Why nothing came of it.")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="a_place_in_a_batch_is_taken_once")
        ]
