"""Numbers of a unit with their day: how many people live there, what it says of its own work. Never edited."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import OrgUnit
from reports.models.target import Target


class Measure(models.TextChoices):
    """What is counted."""

    WORKING_AGE = "lao_dong", _("Dân số trong độ tuổi lao động")
    ADULTS = "tu_18", _("Dân số từ 18 tuổi")
    RESIDENTS = "dan_so", _("Dân số")
    HOUSEHOLDS = "ho", _("Hộ gia đình")
    HEARS = "nghe_loa", _("Tỷ lệ hộ nghe được loa (%)")
    ACTUAL = "thuc_te", _("Kết quả thực tế của đơn vị (%)")


SHARES = {Measure.HEARS, Measure.ACTUAL}
POPULATIONS = [choice for choice in Measure.choices if choice[0] not in SHARES]


class UnitNumber(models.Model):
    """`value` as of `on`; the newest day stands, of one day the newest row. `withdraws` takes a mistaken row back."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=10, choices=Measure.choices)
    target = models.ForeignKey(
        Target,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="numbers",
        help_text="Of `actual` only.",
    )
    on = models.DateField()
    value = models.DecimalField(max_digits=12, decimal_places=2)
    source = models.CharField(max_length=300)
    withdraws = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="withdrawn_by"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("số liệu của đơn vị")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["measure", "unit", "on"], name="unit_number_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=0), name="a_unit_number_is_not_negative"),
            models.CheckConstraint(
                condition=Q(measure="thuc_te", target__isnull=False, value__lte=100)
                | ~Q(measure="thuc_te") & Q(target__isnull=True),
                name="an_actual_result_is_of_a_target",
            ),
        ]
