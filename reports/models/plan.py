"""Plans that targets answer to, and programmes: named sets of courses that count as one thing learnt."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from reports.models.paper import LegalBasis


class Plan(models.Model):
    """A plan with its period; several plans may share one target, and a course counts for each of them once."""

    code = models.SlugField(max_length=60, unique=True)
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=400)
    issued_on = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    programme = models.ForeignKey(
        "reports.Programme", on_delete=models.PROTECT, null=True, blank=True, related_name="plans"
    )
    bases = models.ManyToManyField(LegalBasis, blank=True, related_name="plans")

    class Meta:
        verbose_name = _("kế hoạch")
        ordering = ["issued_on", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="a_plan_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.number


class Area(models.TextChoices):
    """Where a programme is carried out."""

    EVERYWHERE = "", _("Toàn địa bàn")
    RURAL = "nong_thon", _("Khu vực nông thôn (các xã)")


class Programme(models.Model):
    """Who has completed all of its courses has completed the programme. Courses only: programmes hold no others.

    `area_on`: rural is whatever was a xã on that day, and what has become of it. `follows`: the period before (A24).
    """

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=255)
    courses = models.ManyToManyField(Course, related_name="programmes", blank=True)
    area = models.CharField(max_length=12, choices=Area.choices, blank=True, default=Area.EVERYWHERE)
    area_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    bases = models.ManyToManyField(LegalBasis, blank=True, related_name="programmes")
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )

    class Meta:
        verbose_name = _("chương trình học")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="a_programme_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(area="") | Q(area_on__isnull=False), name="a_rural_programme_says_of_which_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def years(self) -> str:
        """2023-2025; empty when nobody said."""
        return _years(self.starts_on, self.ends_on)


def _years(start: Any, end: Any) -> str:
    days = [day for day in (start, end) if isinstance(day, date)]
    return "-".join(dict.fromkeys(str(day.year) for day in days))
