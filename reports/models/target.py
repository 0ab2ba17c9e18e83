"""A target: who counts, what counts, how much, by when, and who answers for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from people.models import OrgUnit


class Target(models.Model):
    """`population`: {"levels": ["tinh", "huyen", "xa"], "categories": [], "roles": []}, empty or missing lists mean all.

    `roles` (codes of RoleKind) leaves those who hold one of them on the day, whatever their category.

    Completing any one of `courses` counts.
    """

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=300)
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, help_text="The root of the population.")
    courses = models.ManyToManyField(Course)
    population = models.JSONField(default=dict)
    percent = models.DecimalField(max_digits=5, decimal_places=2, default=100)
    starts_on = models.DateField()
    due_on = models.DateField()
    legal_basis = models.CharField(max_length=300, blank=True)
    responsible_unit = models.CharField(max_length=200, blank=True)
    responsible_person = models.CharField(max_length=200, blank=True)
    definition_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("chỉ tiêu")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title
