"""Links by which a hội or another body invites villagers; openings are summed by day, nobody is followed."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Activity
from people.models import OrgUnit


class Invite(models.Model):
    """One body's link to a tutorial, or to the home; closed when over, never deleted: papers with its code are about."""

    uuid = models.UUIDField(
        default=uuid.uuid4, unique=True, help_text="Made by the form: a replay is harmless."
    )
    code = models.CharField(max_length=8, unique=True)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="invites")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, related_name="invites")
    occasion = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("lời mời")
        ordering = ["-made_at", "-pk"]


class InviteOpening(models.Model):
    """How often a link was opened on a day; a sum, no row stands for a phone."""

    invite = models.ForeignKey(Invite, on_delete=models.PROTECT, related_name="openings")
    day = models.DateField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invite", "day"], name="openings_are_summed_by_day")]
