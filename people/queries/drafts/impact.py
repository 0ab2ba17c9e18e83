"""What a draft touches: people, targets, scopes, standing orders, and every other row that names its units."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from people.models import PlannedChange
from people.models.org_unit import ChangeKind
from people.queries.drafts.plan import Plan, Target
from people.unit_uses import counts_by_use


@dataclass
class Source:
    """One old unit of a group."""

    change: PlannedChange
    carried: int
    touched: dict[str, int]


@dataclass
class Group:
    """All that goes into one unit; without `code` it is dissolved, without `to` nobody knows the code."""

    code: str
    to: Target | None
    parent: str
    sources: list[Source] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The kind of the first line: all of a group are alike but for splits that bring a part."""
        kinds = [source.change.kind for source in self.sources if source.change.kind != ChangeKind.SPLIT]
        return kinds[0] if kinds else self.sources[0].change.kind

    @property
    def kind_label(self) -> str:
        return str(ChangeKind(self.kind).label)

    @property
    def touched(self) -> dict[str, int]:
        return _sum(source.touched for source in self.sources)

    @property
    def carried(self) -> int:
        return sum(source.carried for source in self.sources)


@dataclass(frozen=True)
class Impact:
    """The whole draft: its groups in order, and its sums."""

    groups: list[Group]
    touched: dict[str, int]
    ending: int
    beginning: int
    carried: int
    left_behind: int


def impact(plan: Plan) -> Impact:
    """Count once for all units; people whose unit is dissolved wait for a new place."""
    below = {pk: plan.carried_below.get(pk, []) for pk in plan.of_unit}
    reach = {pk: _with_all_below(plan, pk) for pk in plan.of_unit}
    counts = counts_by_use(set().union(*reach.values()), plan.day)
    groups: dict[str, Group] = {}
    for change in plan.changes:
        group = groups.setdefault(change.to_code or "", _group(plan, change))
        touched = _touched(counts, reach[change.from_unit_id]) if change.is_principal else {}
        group.sources.append(Source(change, len(below[change.from_unit_id]), touched))
    return Impact(
        groups=sorted(groups.values(), key=lambda group: (group.to is None, _place(group))),
        touched=_touched(counts, set().union(*reach.values())),
        ending=len(plan.ending),
        beginning=len(plan.units),
        carried=len(plan.carried),
        left_behind=_left_behind(plan, counts),
    )


def _with_all_below(plan: Plan, unit_id: int) -> set[int]:
    """The unit and what goes with it, but not what has a line of its own."""
    found, waiting = {unit_id}, [unit_id]
    while waiting:
        children = plan.tree.children(waiting.pop(), plan.eve)
        fresh = [child for child in children if child not in found and child not in plan.of_unit]
        found.update(fresh)
        waiting.extend(fresh)
    return found


def _group(plan: Plan, change: PlannedChange) -> Group:
    to = plan.target(change.to_code)
    code = to.planned.parent_code if to and to.planned else change.parent_code
    parent = plan.target(code)
    return Group(change.to_code, to, parent.full_name if parent else "")


def _place(group: Group) -> tuple[int, str]:
    """The highest first: a reader wants to know about the province before its communes."""
    first = group.sources[0].change.from_unit
    order = ["tinh", "huyen", "xa", "ap"]
    return (order.index(first.level) if first.level in order else len(order)), first.sort_key


def _touched(counts: Any, units: Iterable[int]) -> dict[str, int]:
    named: Counter[str] = Counter()
    units = set(units)
    for use, found in counts.items():
        named[str(use.words.label)] += sum(found[unit] for unit in units & found.keys())
    return {label: count for label, count in named.items() if count}


def _sum(parts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = defaultdict(int)
    for part in parts:
        for label, count in part.items():
            total[label] += count
    return dict(total)


def _left_behind(plan: Plan, counts: Any) -> int:
    dissolved = {change.from_unit_id for change in plan.changes if change.kind == ChangeKind.DISSOLVE}
    return sum(
        sum(found[pk] for pk in dissolved & found.keys())
        for use, found in counts.items()
        if use.name == "people.Posting"
    )
