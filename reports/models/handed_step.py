"""What happens to a paper on its way between a unit and whoever checks it."""

from django.conf import settings
from django.db import models


class HandedStep(models.Model):
    """Who did what when, and what the paper said then; never edited."""

    note = models.CharField(max_length=500, blank=True)
    said = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["at", "pk"]
