"""Who answers for a target, in words of today: lead unit, coordinating units, person, phone; and what is missing."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from people.models import OrgUnit, Person
from people.queries.tree import UnitTree
from reports.models import Target

LEADS, PARTNER = "lead", "partner"


@dataclass(frozen=True)
class Responsible:
    """What the pages show; `now` when the unit has been merged since it was named."""

    unit: str = ""
    now: str = ""
    person: str = ""
    listed: Person | None = None
    phone: str = ""
    partners: list[str] = field(default_factory=list)
    role: str = ""

    @property
    def lacking(self) -> list[str]:
        """What nobody has filled in yet (requirement A9: unanswered rows are visible)."""
        wanted = (
            (self.unit, _("đơn vị")),
            (self.person, _("người chịu trách nhiệm")),
            (self.phone, _("điện thoại")),
        )
        return [label for value, label in wanted if not value]

    @property
    def lacks_text(self) -> str:
        """The same as one phrase."""
        return ", ".join(self.lacking)


def targets_with_responsible() -> QuerySet[Target]:
    """All targets with what `responsible_of` reads: two queries for any number."""
    named = Target.objects.select_related("responsible_unit", "responsible_person")
    return named.prefetch_related("partners__unit")


def responsible_of(
    target: Target, tree: UnitTree, today: date, within: Collection[int] | None = None
) -> Responsible:
    """`within` is the scope of who asks: it decides whether their unit leads or coordinates."""
    unit = target.responsible_unit
    person = target.responsible_person
    partners = [partner.unit for partner in target.partners.all()]
    return Responsible(
        unit=unit.full_name if unit else target.responsible_unit_text,
        now=_now(unit, tree, today) if unit else "",
        person=person.full_name if person else target.responsible_person_text,
        listed=person,
        phone=target.responsible_phone,
        partners=[
            tree.units[tree.current(partner.pk, today) or partner.pk].full_name
            for partner in sorted(partners, key=lambda one: one.sort_key)
        ],
        role=_role(unit, partners, within),
    )


def _now(unit: OrgUnit, tree: UnitTree, today: date) -> str:
    here = tree.current(unit.pk, today)
    return "" if here in (None, unit.pk) else tree.units[here].full_name


def _role(unit: OrgUnit | None, partners: list[Any], within: Collection[int] | None) -> str:
    if within is None:
        return ""
    if unit and unit.pk in within:
        return LEADS
    return PARTNER if any(partner.pk in within for partner in partners) else ""
