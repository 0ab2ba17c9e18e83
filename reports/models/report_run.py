"""A figure as it was reported: parameters, cutoff, digest of the rows; `verify_run` recomputes it."""

import uuid

from django.conf import settings
from django.db import models

from reports.models.target import Target


class ReportRun(models.Model):
    """One frozen figure."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    target = models.ForeignKey(Target, on_delete=models.PROTECT)
    definition_version = models.PositiveIntegerField()
    as_of = models.DateField()
    cutoff = models.DateTimeField()
    frame = models.CharField(max_length=4)
    row_count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    figures = models.JSONField()
    file = models.FileField(upload_to="reports/%Y/", blank=True)
    run_at = models.DateTimeField()
    run_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
