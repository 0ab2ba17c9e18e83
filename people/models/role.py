"""Who takes part in the programme, in which role, between two days (half open)."""

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models.org_unit import OrgUnit
from people.models.person import Person
from people.models.terms import RoleKind


class ProgrammeRole(models.Model):
    """A membership: the role says nothing of how somebody is employed, so it stands beside the postings."""

    moves_as = _("vai trò trong Chương trình")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, related_name="programme_roles")
    role = models.ForeignKey(RoleKind, on_delete=models.PROTECT, related_name="holders")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=200, blank=True, help_text="Number and day of the decision.")
    source = models.CharField(max_length=40, default="hand")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "role", "starts_on"], name="a_role_is_said_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_role_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["role", "starts_on", "ends_on"], name="role_by_kind_day")]

    def outweighs(self, other: "ProgrammeRole") -> bool:
        """As with postings: the longer of two that began together stays with a merged person."""
        mine, theirs = self.ends_on or date.max, other.ends_on or date.max
        return mine > theirs

    def as_leftover(self) -> dict[str, Any]:
        """The other one covers this span."""
        return {"ends_on": self.starts_on}
