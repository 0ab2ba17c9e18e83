"""Who reads about a unit: its HR officers and its heads by their rights, else those of the unit above."""

from collections import defaultdict
from datetime import date

from people.models import Account, Scope
from people.models.org_unit import Level
from people.queries.coverage import heads_on
from people.queries.tree import UnitTree
from people.queries.units import in_force
from reports.ladder import Audience

ROLES = {Audience.OFFICER: Scope.Role.HR, Audience.HEAD: Scope.Role.LEADER}


class Readers:
    """Read once for a day; asks nothing further."""

    def __init__(self, tree: UnitTree, day: date) -> None:
        self.tree, self.day = tree, day
        self.of_unit: dict[tuple[str, int], list[Account]] = defaultdict(list)
        scopes = Scope.objects.filter(in_force(day), role__in=ROLES.values(), account__is_active=True)
        for scope in scopes.select_related("account__person").order_by("account__username"):
            for head in heads_on(tree, scope.unit_id, day):
                self.of_unit[scope.role, head].append(scope.account)

    def of(self, unit: int, audience: Audience) -> list[Account]:
        """The nearest who hold the role; the province's leaders are no heads of a commune, its HR does stand in."""
        for place in (unit, *self.tree.ancestors(unit, self.day)):
            above_all = place != unit and self._is_root(place)
            if audience is Audience.HEAD and above_all:
                return []
            if found := self.of_unit.get((ROLES[audience], place)):
                return list(dict.fromkeys(found))
        return []

    def seat(self, unit: int) -> int:
        """The unit that is written to: a hamlet's people are its commune's."""
        while self.tree.units[unit].level == Level.HAMLET:
            above = self.tree.parent_of(unit, self.day)
            if above is None:
                break
            unit = above
        return unit

    def _is_root(self, unit: int) -> bool:
        return self.tree.parent_of(unit, self.day) is None
