"""Editable lists that laws change: categories of service and roles in the programme, each with its days."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Term(models.Model):
    """One entry. Its code stands in postings and targets, so it never changes; an entry ends, it is not deleted."""

    code = models.SlugField(max_length=24, unique=True)
    name = models.CharField(max_length=160)
    legal_basis = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Order in lists.")

    class Meta:
        abstract = True
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="%(class)s_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def in_use_on(self, day: date) -> bool:
        """Whether the entry may be given on a day (half open)."""
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day < self.valid_to)


class PostingCategory(Term):
    """A kind of service: cán bộ, công chức, viên chức… (Luật Cán bộ, công chức; Luật Viên chức)."""

    class Meta(Term.Meta):
        verbose_name = _("nhóm cán bộ")


class RoleKind(Term):
    """A role in the programme, apart from the category: BCĐ NTM, Ban quản lý, Ban giám sát cộng đồng…"""

    class Meta(Term.Meta):
        verbose_name = _("vai trò")
