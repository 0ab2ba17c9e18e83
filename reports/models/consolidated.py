"""The consolidated report: what the officer wrote over the generated text, and the files as issued."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.models.cycle import ReportCycle
from reports.models.paper import LegalBasis


class Consolidated(models.Model):
    """One a cycle. `texts` holds only what differs from the pattern; once issued nothing of it changes."""

    class State(models.TextChoices):
        """From the officer's hands to the People's Committee (A67)."""

        DRAFT = "du_thao", _("Dự thảo")
        PRESENTED = "da_trinh", _("Đã trình UBND")
        ISSUED = "ban_hanh", _("Đã ban hành")

    cycle = models.OneToOneField(ReportCycle, on_delete=models.PROTECT, related_name="consolidated")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    texts = models.JSONField(default=dict)
    bases = models.ManyToManyField(LegalBasis, blank=True, related_name="+")
    recipients = models.TextField(blank=True)
    number = models.CharField(max_length=20, blank=True)
    symbol = models.CharField(max_length=40, default="BC-UBND")
    issued_on = models.DateField(null=True, blank=True)
    signing_for = models.CharField(max_length=300, blank=True, help_text="TM./KT. lines, one a line.")
    signer = models.CharField(max_length=120, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("báo cáo tổng hợp")

    @property
    def is_issued(self) -> bool:
        """Whether it has a number and left the house."""
        return self.state == self.State.ISSUED


class IssuedFile(models.Model):
    """The report in one form, byte for byte as issued; never edited."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Consolidated, on_delete=models.PROTECT, related_name="files")
    form = models.CharField(max_length=4)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "form"], name="a_report_is_issued_once_a_form")
        ]
