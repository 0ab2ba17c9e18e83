"""That a unit reached a target: recorded with day and evidence, never edited; a mistake is withdrawn by a new row."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import OrgUnit
from reports.models.target import Target


class UnitAchievement(models.Model):
    """One row of the record of units; with `withdraws` it takes that row back and `evidence` says why."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="achievements")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    achieved_on = models.DateField()
    evidence = models.CharField(max_length=500)
    withdraws = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="withdrawn_by"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("kết quả của đơn vị")
        ordering = ["recorded_at", "pk"]
        indexes = [models.Index(fields=["target", "unit"], name="achievement_by_unit")]  # a figure's one read
