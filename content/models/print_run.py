"""The ledger of what was printed for whom, and how often each run's code was scanned."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.vietnamese import format_day
from content.printing.forms import DOCUMENT_LABELS, IN_LEDGER
from courses.models import ActivityVersion
from people.models import OrgUnit


class PrintRun(models.Model):
    """So many copies of one version, or of one file of a document, for one place.

    Voided when wrong, never deleted: paper with its code is about.
    """

    uuid = models.UUIDField(
        default=uuid.uuid4, unique=True, help_text="Made by the form: a replay is harmless."
    )
    code = models.CharField(max_length=8, unique=True, help_text="In the address that the QR code holds.")
    version = models.ForeignKey(
        ActivityVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="print_runs"
    )
    material = models.ForeignKey(
        "content.MaterialPage", on_delete=models.PROTECT, null=True, blank=True, related_name="print_runs"
    )
    material_day = models.DateField(
        null=True, blank=True, help_text="Which state of the document: its paper says it."
    )
    material_number = models.PositiveIntegerField(null=True, blank=True, help_text="Which of its files.")
    form = models.CharField(max_length=10, choices=IN_LEDGER)
    copies = models.PositiveIntegerField()
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="print_runs")
    handed_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("đợt in")
        ordering = ["-handed_on", "-pk"]
        indexes = [models.Index(fields=["unit", "handed_on"], name="prints_by_unit_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(copies__range=(1, 100_000)), name="a_print_run_is_a_countable_pile"
            ),
            models.CheckConstraint(
                condition=Q(
                    version__isnull=False,
                    material__isnull=True,
                    material_day__isnull=True,
                    material_number__isnull=True,
                )
                | Q(
                    version__isnull=True,
                    material__isnull=False,
                    material_day__isnull=False,
                    material_number__isnull=False,
                ),
                name="a_print_run_is_of_a_version_or_a_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.title}"

    @property
    def title(self) -> str:
        """As the paper says it; a document's is the one it has now."""
        printed = self.version or self.material
        return str(printed.title) if printed else ""

    @property
    def edition(self) -> str:
        """Which one, as the foot of the paper says it."""
        if self.version:
            return gettext("bản %(number)s") % {"number": self.version.number}
        if self.material_day is None:
            return ""
        told = {"number": self.material_number, "day": format_day(self.material_day)}
        return gettext("bản %(number)s, ngày %(day)s") % told

    @property
    def paper(self) -> str:
        """The form in words: a document's A4 is the sheet about it."""
        return str(self.get_form_display() if self.version_id else DOCUMENT_LABELS[self.form])


class PrintScan(models.Model):
    """Scans of a run's code on a day; a sum, no row stands for a phone."""

    run = models.ForeignKey(PrintRun, on_delete=models.PROTECT, related_name="scans")
    day = models.DateField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "day"], name="scans_are_summed_by_day")]
