"""A figure as it was frozen: definitions, parameters, rows and what they rested on; written once, never edited."""

import gzip
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.models.cycle import ReportCycle


class ReportRun(models.Model):
    """`definitions` holds each target's rule of that moment; `cutoff` is until when we knew. See decision 0053."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cycle = models.OneToOneField(
        ReportCycle, on_delete=models.PROTECT, null=True, blank=True, related_name="run"
    )
    definitions = models.JSONField()
    as_of = models.DateField()
    cutoff = models.DateTimeField()
    frame = models.CharField(max_length=8)
    canon = models.PositiveSmallIntegerField(help_text="Version of the canonical form of the rows.")
    row_count = models.PositiveIntegerField()
    rows_sha256 = models.CharField(max_length=64)
    basis_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("bản chốt số liệu")
        ordering = ["-made_at", "-pk"]


class RunFile(models.Model):
    """The bytes of a run, compressed: apart from it, so that a list of runs does not carry them."""

    class Kind(models.TextChoices):
        """The rows themselves, or the posts and units they rested on."""

        ROWS = "rows", "rows"
        BASIS = "basis", "basis"

    run = models.ForeignKey(ReportRun, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    packed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "kind"], name="a_run_has_one_file_of_a_kind")]

    @property
    def content(self) -> bytes:
        """Unpacked."""
        return gzip.decompress(bytes(self.packed))
