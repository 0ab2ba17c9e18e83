"""Certificates earned elsewhere: handed in with a scan, checked by HR, and what each course accepts."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certificates.storage import private_storage
from courses.models import Course, LearningEvent
from people.models import Person


class Equivalence(models.Model):
    """What a course accepts instead of itself; without a row it accepts nothing."""

    course = models.OneToOneField(Course, on_delete=models.PROTECT, related_name="equivalence")
    issuers = models.TextField(
        _("nơi cấp được công nhận"),
        blank=True,
        help_text=_("Mỗi dòng một nơi; để trống là nơi nào cũng được."),
    )
    least_hours = models.DecimalField(_("ít nhất bao nhiêu tiết"), max_digits=5, decimal_places=1, default=0)
    issued_from = models.DateField(_("cấp từ ngày"), null=True, blank=True)
    basis = models.CharField(
        _("căn cứ"), max_length=300, blank=True, help_text=_("Ví dụ: Công văn số 12/SNN-CĐS ngày 05/3/2026.")
    )
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")


class ExternalCertificate(models.Model):
    """One paper; accepted, it is a fact of the learning record (`event`), taken back by a retraction."""

    moves_as = _("giấy chứng nhận nơi khác đã nộp")

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Chờ xem xét")
        RETURNED = "returned", _("Trả lại để bổ sung")
        ACCEPTED = "accepted", _("Đã công nhận")
        WITHDRAWN = "withdrawn", _("Đã rút")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="external_certificates")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, verbose_name=_("thay cho khóa học"))
    title = models.CharField(_("tên khóa ghi trên giấy"), max_length=255)
    issuer = models.CharField(_("nơi cấp"), max_length=200)
    number = models.CharField(_("số hiệu"), max_length=60)
    issued_on = models.DateField(_("ngày cấp"))
    hours = models.DecimalField(_("số tiết"), max_digits=5, decimal_places=1, default=0)
    scan = models.FileField(upload_to="external", storage=private_storage, max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUBMITTED)
    submitted_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(
        max_length=300, blank=True, help_text="Why it was returned or its acceptance taken back."
    )
    event = models.OneToOneField(LearningEvent, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        verbose_name = _("giấy chứng nhận nơi khác")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(event__isnull=False, decided_by__isnull=False),
                name="what_is_accepted_is_on_record",
            )
        ]
        indexes = [models.Index(fields=["state", "submitted_at"], name="external_waiting_first_in")]
