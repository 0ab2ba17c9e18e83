"""An emulation campaign: who competes by what, in which rounds. What a closed round came to is in `campaign_result`."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models import OrgUnit
from people.models.org_unit import Level
from reports.models.target import Target


class Scoring(models.TextChoices):
    """What a team's rate is made of."""

    STATE = "tinh_trang", _("Tỷ lệ đã hoàn thành đến ngày cuối đợt")
    FRESH = "trong_dot", _("Tỷ lệ hoàn thành trong đợt, tính trên người chưa hoàn thành lúc bắt đầu")


class Campaign(models.Model):
    """Teams are the units of `level` below `area` on the round's day; `bounds` part them into classes by people."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=300)
    organiser = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    organiser_text = models.CharField(max_length=200, blank=True, help_text="The union or society behind it.")
    legal_basis = models.CharField(max_length=300, blank=True)
    area = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.COMMUNE)
    measure = models.CharField(max_length=10, choices=Scoring.choices, default=Scoring.STATE)
    bounds = models.JSONField(default=list, blank=True)
    is_public = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("phong trào thi đua")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def organised_by(self) -> str:
        """As it is announced."""
        return self.organiser_text or self.organiser.full_name


class CampaignTarget(models.Model):
    """One of the figures that make the score, and how much it weighs beside the others."""

    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.CASCADE,
        related_name="parts",  # a part of the campaign
    )
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="+")
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "target"], name="a_campaign_counts_a_target_once"),
            models.CheckConstraint(
                condition=Q(weight__range=(1, 100)), name="a_part_of_a_campaign_weighs_something"
            ),
        ]


class CampaignRound(models.Model):
    """One *đợt*: from its first day to the end of its last."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("đợt thi đua")
        ordering = ["campaign", "number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="rounds_of_a_campaign_are_numbered"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="a_round_ends_after_it_starts"
            ),
        ]
