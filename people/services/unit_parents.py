"""Keeps the dated parents: one link for every version of the parent that a unit lives under."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from people.models import OrgUnit, UnitParent
from people.queries.tree import UnitTree

VersionKey = tuple[str, date | None]
Span = tuple[date | None, date | None]
Links = dict[tuple[int, int, date | None], date | None]


def store_parents(parent_codes: dict[VersionKey, str], units: dict[VersionKey, OrgUnit]) -> int:
    """Link each unit to every version of its parent that overlaps it."""
    versions: dict[str, list[OrgUnit]] = defaultdict(list)
    for unit in units.values():
        versions[unit.code].append(unit)
    links: Links = {}
    for key, parent_code in parent_codes.items():
        child = units[key]
        for parent in versions.get(parent_code, []):
            span = _overlap((child.valid_from, child.valid_to), (parent.valid_from, parent.valid_to))
            if span:
                links[child.pk, parent.pk, span[0]] = span[1]
    _replace_links(links, {units[key].pk for key in parent_codes})
    return len(links)


def carry_on_parents(without: set[int]) -> int:
    """Lead the units that a load did not name on to what their parents have become; what was said stays said."""
    tree = UnitTree.load()
    links: Links = {}
    children = set(tree.links) - without
    for child in children:
        for parent, (start, end) in _carried(tree, child):
            links[child, parent, start] = end
    return _replace_links(links, children)


def spans_below(
    tree: UnitTree, parent: int, start: date | None, until: date | None
) -> Iterator[tuple[int, Span]]:
    """The parent and its heirs with the days on which each stands above; ends where an heir is missing."""
    seen: set[int] = set()
    here: int | None = parent
    while here is not None and here not in seen:
        seen.add(here)
        end = min(filter(None, (tree.units[here].valid_to, until)), default=None)
        if start is None or end is None or start < end:
            yield here, (start, end)
        if end is None or end == until:
            return
        start = max(filter(None, (start, end)))
        here = tree.current(here, start) or _same_code(tree, here, start)


def _same_code(tree: UnitTree, unit_id: int, day: date) -> int | None:
    """The next version of a unit whose mapping has not been loaded."""
    code, level = tree.units[unit_id].code, tree.units[unit_id].level
    fits = (unit.id for unit in tree.with_code(code) if unit.level == level and unit.exists_on(day))
    return next(fits, None)


def _carried(tree: UnitTree, child: int) -> Iterator[tuple[int, Span]]:
    """The links known, each cut where its parent ends, and the last led on."""
    unit = tree.units[child]
    known = sorted(tree.links[child], key=lambda link: link.valid_from or date.min)
    for link in known[:-1]:
        parent = tree.units[link.parent_id]
        span = _overlap((link.valid_from, link.valid_to), (parent.valid_from, parent.valid_to))
        if span:
            yield link.parent_id, span
    yield from spans_below(tree, known[-1].parent_id, known[-1].valid_from, unit.valid_to)


def _overlap(one: Span, other: Span) -> Span | None:
    start = max(filter(None, (one[0], other[0])), default=None)
    end = min(filter(None, (one[1], other[1])), default=None)
    return None if start and end and start >= end else (start, end)


def _replace_links(links: Links, children: set[int]) -> int:
    """Write only what differs; how many links were made."""
    stored = {
        (link.unit_id, link.parent_id, link.valid_from): link
        for link in UnitParent.objects.all()
        if link.unit_id in children
    }
    stale = [link.pk for key, link in stored.items() if key not in links or links[key] != link.valid_to]
    for begin in range(0, len(stale), 500):
        UnitParent.objects.filter(pk__in=stale[begin : begin + 500]).delete()
    fresh = [
        UnitParent(unit_id=unit, parent_id=parent, valid_from=start, valid_to=end)
        for (unit, parent, start), end in links.items()
        if (unit, parent, start) not in stored or stored[unit, parent, start].valid_to != end
    ]
    UnitParent.objects.bulk_create(fresh, batch_size=500)
    return len(fresh)
