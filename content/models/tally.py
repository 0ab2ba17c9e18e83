"""What villagers did at a tutorial, as sums of a day: no row stands for a person, a phone or a visit."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models import Activity
from people.models import OrgUnit


class TutorialTally(models.Model):
    """`unit` is empty unless the visitor said which commune; the sum of all rows is everybody."""

    class Kind(models.TextChoices):
        UNDERSTOOD = "hieu", _("Đã hiểu")
        UNCLEAR = "chua", _("Chưa rõ")
        DID_NOW = "lam", _("Bấm “Làm ngay”")
        VIEWED = "xem", _("Xem")  # only where the visitor chose a commune; kept for VIEWS_KEPT_DAYS

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="tallies")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "kind", "unit", "day"],
                condition=Q(unit__isnull=False),
                name="one_tally_a_commune_and_day",
            ),
            models.UniqueConstraint(
                fields=["activity", "kind", "day"],
                condition=Q(unit__isnull=True),
                name="one_tally_of_no_commune_a_day",
            ),
        ]
