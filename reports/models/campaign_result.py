"""What a round came to, frozen at its close, and who was proposed and commended for it: rows are added, never changed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import OrgUnit, Person
from reports.models.campaign import CampaignRound


class RoundResult(models.Model):
    """The close of a round; `rules` is what was in force, `digest` the SHA-256 of rules and rows."""

    round = models.OneToOneField(CampaignRound, on_delete=models.PROTECT, related_name="result")
    as_of = models.DateField()
    closed_at = models.DateTimeField(help_text="Also the cutoff: what was known then.")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    rules = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("kết quả đợt thi đua")


class RoundRow(models.Model):
    """One team; without a `rank` it is shown only. `parts`: numerator, denominator and weight of each target."""

    result = models.ForeignKey(RoundResult, on_delete=models.PROTECT, related_name="rows")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    size_class = models.PositiveSmallIntegerField()
    rank = models.PositiveSmallIntegerField(null=True)
    parts = models.JSONField()
    size = models.PositiveIntegerField()
    reached_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("kết quả đợt thi đua của đơn vị")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["result", "unit"], name="a_team_has_one_row_a_round")]


class Nomination(models.Model):
    """A unit or a person proposed for commendation; with `withdraws` it takes that row back, `reason` says why."""

    stays_at_merge = True  # append-only: readers ask for both records

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(CampaignRound, on_delete=models.PROTECT, related_name="nominations")
    unit = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, related_name="+", help_text="Its own, or the person's."
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    achievement = models.CharField(max_length=500)
    reason = models.CharField(max_length=300)
    withdraws = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="withdrawn_by")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("đề nghị khen thưởng")
        ordering = ["recorded_at", "pk"]


class Commendation(models.Model):
    """The decision that followed a nomination; a mistaken one goes with its nomination, which is withdrawn."""

    nomination = models.OneToOneField(Nomination, on_delete=models.PROTECT, related_name="commendation")
    honour = models.CharField(max_length=120, help_text="Giấy khen, Bằng khen…")
    decision_number = models.CharField(max_length=60)
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("quyết định khen thưởng")
        constraints = [
            models.CheckConstraint(condition=~Q(decision_number=""), name="a_commendation_has_a_decision")
        ]
