"""A target: who or which units count, what counts, how much, by when, and who answers for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from people.models import OrgUnit, Person
from reports.goals import Goal


class Counts(models.TextChoices):
    """What a target's numerator and denominator are made of."""

    PEOPLE = "nguoi", _("Người")
    UNITS = "don_vi", _("Đơn vị")
    RESIDENTS = "dan_cu", _("Dân cư (ước tính)")


class Target(models.Model):
    """`population`: {"levels": ["tinh", "huyen", "xa"], "categories": [], "roles": [], "kinds": []}; empty means all.

    `roles` (codes of RoleKind) leaves those who hold one of them on the day, whatever their category.

    `"least": 1, "noun": "mô hình"` (of units) asks for a number of them; the percentage then says nothing.

    `"surveyed": true` (of units) counts those whose people were asked online, see assessments.surveys.figures.

    People: who counts is read by reports.population, what counts (`learning`) by reports.learning; decision 0049.
    Units: what is recorded for them counts, see UnitAchievement. Residents: heads, see reports.queries.residents.
    """

    moves_as = _("chỉ tiêu chịu trách nhiệm")

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=300)
    counts = models.CharField(max_length=8, choices=Counts.choices, default=Counts.PEOPLE)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, help_text="The root of the population.")
    courses = models.ManyToManyField(Course, blank=True)
    programmes = models.ManyToManyField("reports.Programme", blank=True, related_name="targets")
    plans = models.ManyToManyField("reports.Plan", blank=True, related_name="targets")
    population = models.JSONField(default=dict)
    learning = models.JSONField(default=dict, blank=True)
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
    training = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="results",
        help_text="Of units: the target of people whose training leads to this result (A10).",
    )

    class Meta:
        verbose_name = _("chỉ tiêu")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def goal(self) -> Goal:
        """How much is asked for."""
        return Goal.of(self.percent, self.population)

    @property
    def counts_units(self) -> bool:
        """Whether units rather than people are counted."""
        return self.counts == Counts.UNITS

    @property
    def counts_people(self) -> bool:
        """Whether persons of the register are counted."""
        return self.counts == Counts.PEOPLE

    @property
    def counts_residents(self) -> bool:
        """Whether heads of a population are estimated, apart from the cadres' figure."""
        return self.counts == Counts.RESIDENTS

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


class TargetUnit(models.Model):
    """A unit that the rule names: only there, not there, or there with a percentage of its own."""

    class Part(models.TextChoices):
        """What the unit is named for."""

        ONLY = "chi", _("chỉ tính ở đây")
        WITHOUT = "tru", _("không tính ở đây")
        GOAL = "muc", _("mức riêng")

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="listed")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=3, choices=Part.choices)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("đơn vị nêu trong chỉ tiêu")
        ordering = ["part", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "unit", "part"], name="a_target_names_a_unit_once_a_part"
            ),
            models.CheckConstraint(
                condition=models.Q(part="muc", percent__isnull=False)
                | ~models.Q(part="muc") & models.Q(percent__isnull=True),
                name="a_goal_of_its_own_says_how_much",
            ),
        ]
