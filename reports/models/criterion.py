"""Criteria for new-style rural communes (tiêu chí NTM), by set and period, and the courses that prepare for them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from people.models.org_unit import Level


class CriterionSet(models.Model):
    """One issue of the criteria: the next period's is another set, so what was counted under this one stays."""

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=255)
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.COMMUNE)
    legal_basis = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="Its last day.")

    class Meta:
        verbose_name = _("bộ tiêu chí")
        ordering = ["-level", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_criterion_set_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Criterion(models.Model):
    """One numbered demand of a set: 8.4 Thông tin và Truyền thông."""

    criteria = models.ForeignKey(CriterionSet, on_delete=models.PROTECT, related_name="criteria")
    number = models.CharField(max_length=10)
    title = models.CharField(max_length=255)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("tiêu chí")
        ordering = ["criteria", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["criteria", "number"], name="a_criterion_is_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class CourseCriterion(models.Model):
    """A course prepares for a criterion between two days (half open); taken off, the row keeps that it once did."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="criteria")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="tags")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("khóa học theo tiêu chí")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "criterion"],
                condition=Q(until__isnull=True),
                name="a_course_is_tagged_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="a_tag_ends_after_it_begins"
            ),
        ]
