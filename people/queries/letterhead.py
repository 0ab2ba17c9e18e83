"""What stands at the head of a printed paper: the superior and the issuing body, and the place (Decree 30/2020)."""

from datetime import date

from people.models import OrgUnit
from people.models.org_unit import Level
from people.queries.units import in_force


def province_on(day: date) -> OrgUnit | None:
    """The province in force; before the merger of 2025 the one that kept its code."""
    provinces = OrgUnit.objects.filter(in_force(day), level=Level.PROVINCE, is_office=False)
    return provinces.order_by("-code").first()


def body_names(office: OrgUnit, province: OrgUnit | None) -> tuple[str, str]:
    """The superior and the body itself, in capitals."""
    if not office.is_office:
        return "ỦY BAN NHÂN DÂN", office.full_name.upper()
    above = f"ỦY BAN NHÂN DÂN {province.full_name.upper()}" if province else ""
    return above, office.full_name.upper()
