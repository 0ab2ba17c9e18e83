"""A target: who or which units count, what counts, how much, by when, and who answers for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from people.models import OrgUnit, Person


class Counts(models.TextChoices):
    """What a target's numerator and denominator are made of."""

    PEOPLE = "nguoi", _("Người")
    UNITS = "don_vi", _("Đơn vị")


class Target(models.Model):
    """`population`: {"levels": ["tinh", "huyen", "xa"], "categories": [], "roles": [], "kinds": []}; empty means all.

    `roles` (codes of RoleKind) leaves those who hold one of them on the day, whatever their category.

    `"surveyed": true` (of units) counts those whose people were asked online, see assessments.surveys.figures.

    People: completing any one of `courses` counts. Units: what is recorded for them counts, see UnitAchievement.
    """

    moves_as = _("chỉ tiêu chịu trách nhiệm")

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=300)
    counts = models.CharField(max_length=8, choices=Counts.choices, default=Counts.PEOPLE)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, help_text="The root of the population.")
    courses = models.ManyToManyField(Course, blank=True)
    population = models.JSONField(default=dict)
    percent = models.DecimalField(max_digits=5, decimal_places=2, default=100)
    starts_on = models.DateField()
    due_on = models.DateField()
    legal_basis = models.CharField(max_length=300, blank=True)
    responsible_unit = models.ForeignKey(
        OrgUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="led_targets"
    )
    responsible_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # As written before units and people could be named; still used for whoever is in no list.
    responsible_unit_text = models.CharField(max_length=200, blank=True)
    responsible_person_text = models.CharField(max_length=200, blank=True)
    responsible_phone = models.CharField(max_length=30, blank=True)
    definition_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("chỉ tiêu")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def counts_units(self) -> bool:
        """Whether units rather than people are counted."""
        return self.counts == Counts.UNITS

    @property
    def levels(self) -> list[str]:
        """The levels that count."""
        return list((self.population or {}).get("levels") or [])


class TargetPartner(models.Model):
    """A coordinating unit (đơn vị phối hợp) beside the responsible one; who changed it when is in the log."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="partners")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target", "unit"], name="a_target_partner_is_said_once")
        ]
