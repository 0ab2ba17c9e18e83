"""Units of a small province, and a draft begun, applied or found wrong."""

from datetime import date
from typing import Any

from people.models import (
    OrgUnit,
    Posting,
    Reorganisation,
    UnitAlias,
    UnitChange,
    UnitParent,
)
from people.queries.tree import UnitTree
from people.services.reorganisations import drafting
from people.services.reorganisations.applying import apply_reorganisation
from people.services.reorganisations.drafting import NewUnit, Part
from tests.people.reforms import AT

DAY, EVE = date(2027, 1, 1), date(2026, 12, 31)


TABLES = (OrgUnit, UnitParent, UnitAlias, UnitChange)


def unit(code: str) -> OrgUnit:
    return OrgUnit.objects.get(code=code, valid_to=None)


def started(day: date = DAY) -> Reorganisation:
    return drafting.start_draft(title="Sắp xếp", effective_on=day, legal_basis="01/NQ", at=AT, by=None)


def done(draft: Reorganisation) -> UnitTree:
    apply_reorganisation(draft, at=AT, by=None)
    return UnitTree.load()


def dump() -> list[list[dict[str, Any]]]:
    return [list(table.objects.order_by("pk").values()) for table in TABLES] + [
        list(Posting.objects.order_by("pk").values())
    ]


def merge(draft: Reorganisation) -> None:
    """Xuân Định and Xuân Phú become xã Xuân Định Phú."""
    into = NewUnit(name="Xuân Định Phú", kind="xã", code="26461", aliases="Xuân Định Phú mới")
    drafting.add_merge(draft, units=[unit("26461"), unit("26458")], into=into)


def split(draft: Reorganisation, **parts: Any) -> None:
    """Xuân Định gives a part to Xuân Phú, and its rest becomes Bảo Định."""
    rest = Part(NewUnit(name="Bảo Định", kind="xã", code="26464"), parts.get("rest"))
    drafting.add_split(draft, unit=unit("26461"), parts=[rest, Part("26458", parts.get("given"))])
