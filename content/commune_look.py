"""What stands on a commune's page: the editor's words, filled from the catalogue; a former commune leads on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from common.clock import local_day
from content import queries, story_queries
from content.models import CommunePage
from courses.queries.training.open_classes import open_classes_of
from people.models import UnitChange
from people.queries.tree import Unit, UnitTree

NEWS, TUTORIALS = 6, 5


@dataclass(frozen=True)
class Heir:
    """What a former commune, or a part of it, became."""

    name: str
    slug: str
    is_part: bool


def look_of(page: CommunePage, *, at: datetime) -> dict[str, Any]:
    """The template's context, in a fixed number of queries."""
    tree, day = UnitTree.load(), local_day(at)
    unit: Any = page.unit
    here = tree.subtree(unit.pk, day) | {unit.pk} if unit else set()
    former = tree.predecessors(unit.pk) if unit else set()
    gone = bool(unit and unit.valid_to and unit.valid_to <= day)
    picks = story_queries.picked(page)
    return {
        "page": page,
        "unit": unit,
        "gone": gone,
        "heirs": _heirs(unit, tree) if gone else [],
        "formerly": _names([tree.units[one] for one in former], unit),
        "picks": picks,
        "newest": [] if picks else list(queries.newest_tutorials()[:TUTORIALS]),
        "stories": story_queries.of_commune(here | former, NEWS),
        "wifi": list(queries.wifi_points().filter(unit__in=here)),
        "classes": [] if gone else list(open_classes_of(here, at=at)),
    }


def _heirs(unit: Any, tree: UnitTree) -> list[Heir]:
    changes = UnitChange.objects.filter(from_unit=unit, to_unit__isnull=False).order_by("-is_principal", "pk")
    rows = [(change, tree.units[change.to_unit_id or 0]) for change in changes]
    pages = CommunePage.objects.live().filter(unit__in=[heir.id for _change, heir in rows])
    slugs: dict[int | None, str] = dict(pages.values_list("unit_id", "slug"))
    part = UnitChange.Extent.PART
    return [Heir(heir.full_name, slugs.get(heir.id, ""), change.extent == part) for change, heir in rows]


def _names(units: list[Unit], now: Any) -> list[str]:
    """Each name but the present one, once, in Vietnamese order."""
    names = (unit.full_name for unit in sorted(units, key=lambda unit: unit.sort_key))
    return [name for name in dict.fromkeys(names) if name != now.full_name]
