"""The one path from the record to a figure: page, export, API and command all read this.

A figure = f(events, postings, units, releases, definition, cutoff). `as_of` limits what had happened
(`occurred_at`), `cutoff` limits what we knew (`recorded_at`), `frame` says whose map people are shown on.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from people.queries.merging import whose
from people.queries.tree import UnitTree
from reports.models import Measure, Target
from reports.population import Rule
from reports.queries.completions import outcomes
from reports.queries.facts import Facts, Frame
from reports.queries.ground import named_units
from reports.queries.numbers import Numbers, numbers_at
from reports.queries.posts import Post, posts_at, roles_at
from reports.queries.residents import ResidentFacts, resident_facts
from reports.queries.traits import traits_at
from reports.queries.unit_facts import UnitFacts, achievements
from reports.rules import Member, Tally, tally, weigh

__all__ = ["Facts", "Figures", "Frame", "Post", "compute", "evaluate", "load_facts"]


@dataclass(frozen=True)
class Figures:
    """A computed figure: its parameters, its members and their tally."""

    target: Target
    as_of: date
    cutoff: datetime | None
    frame: Frame
    members: Sequence[Member]
    tally: Tally
    facts: Facts


def load_facts(
    target: Target,
    *,
    cutoff: datetime | None,
    known_at: datetime,
    people: Collection[int] | None = None,
    tree: UnitTree | None = None,
    with_traits: bool = False,
) -> Facts:
    """Read tree, postings and outcomes once. `known_at` is the present; a `cutoff` replaces it.

    `people` (without a cutoff) limits it to these and to the records merged into them; `tree` is that of now.
    Gender and birth are read where the rule asks for them, or `with_traits`; what sorts names only then.
    """
    if target.counts_residents:
        return resident_facts(target, cutoff, known_at)
    if target.counts_units:
        return UnitFacts(
            target, tree or UnitTree.load(), {}, {}, {}, cutoff or known_at, cutoff,
            named=named_units(target), own=achievements(target, cutoff), actual=_actual(target, cutoff),
        )  # fmt: skip
    merged = whose(cutoff)
    people = None if people is None else with_records(people, merged)
    asks = Rule.read(target.population).asks_traits
    return Facts(
        target=target,
        traits=traits_at(cutoff, people, with_names=with_traits) if with_traits or asks else {},
        named=named_units(target),
        tree=tree or UnitTree.load(),
        posts=posts_at(cutoff, merged, people),
        roles=roles_at(target.population.get("roles") or [], cutoff, merged, people),
        outcomes=outcomes(target, cutoff, merged, people),
        known_at=cutoff or known_at,
        cutoff=cutoff,
    )


def _actual(target: Target, cutoff: datetime | None) -> Numbers | None:
    """The units' own results, where the target asks for them."""
    return numbers_at(Measure.ACTUAL, cutoff, target) if (target.population or {}).get("actual") else None


def with_records(people: Collection[int], merged: Mapping[int, int]) -> set[int]:
    """The keys of these people, of whoever they were merged into, and of all records merged into those."""
    owners = {merged.get(person, person) for person in people}
    return owners.union(people, (gone for gone, owner in merged.items() if owner in owners))


def compute(
    target: Target,
    *,
    as_of: date,
    known_at: datetime,
    cutoff: datetime | None = None,
    frame: Frame = Frame.NOW,
    within: Collection[int] | None = None,
    tree: UnitTree | None = None,
) -> Figures:
    """The figure of a target on a day, as we knew it at `cutoff`, on the map of `frame`."""
    return evaluate(load_facts(target, cutoff=cutoff, known_at=known_at, tree=tree), as_of, frame, within)


def evaluate(
    facts: Facts, as_of: date, frame: Frame = Frame.NOW, within: Collection[int] | None = None
) -> Figures:
    """The figure of one day from facts already read."""
    facts = facts.on_map_of(as_of, frame)
    if isinstance(facts, ResidentFacts):
        heads = weigh(facts.amounts(as_of, within), facts.parent_of)
        return Figures(facts.target, as_of, facts.cutoff, frame, [], heads, facts)
    members = facts.members(as_of, frame, within)
    counted = tally(members, facts.parent_of, facts.empty_units(frame, within))
    return Figures(facts.target, as_of, facts.cutoff, frame, members, counted, facts)
