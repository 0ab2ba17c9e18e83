"""The one path from the record to a figure: page, export, API and command all read this.

A figure = f(events, postings, units, releases, definition, cutoff). `as_of` limits what had happened
(`occurred_at`), `cutoff` limits what we knew (`recorded_at`), `frame` says whose map people are shown on.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from people.queries.merging import whose
from people.queries.tree import UnitTree
from reports.models import Target
from reports.queries.completions import outcomes
from reports.queries.facts import Facts, Frame
from reports.queries.posts import Post, posts_at, roles_at
from reports.queries.unit_facts import UnitFacts, achievements
from reports.rules import Member, Tally, tally

__all__ = ["Facts", "Figures", "Frame", "Post", "compute", "evaluate", "load_facts"]


@dataclass(frozen=True)
class Figures:
    """A computed figure: its parameters, its members and their tally."""

    target: Target
    as_of: date
    cutoff: datetime | None
    frame: Frame
    members: list[Member]
    tally: Tally
    facts: Facts


def load_facts(target: Target, *, cutoff: datetime | None, known_at: datetime) -> Facts:
    """Read tree, postings and outcomes once. `known_at` is the present; a `cutoff` replaces it."""
    if target.counts_units:
        return UnitFacts(
            target, UnitTree.load(), {}, {}, {}, cutoff or known_at, cutoff, own=achievements(target, cutoff)
        )
    merged = whose(cutoff)
    return Facts(
        target=target,
        tree=UnitTree.load(),
        posts=posts_at(cutoff, merged),
        roles=roles_at(target.population.get("roles") or [], cutoff, merged),
        outcomes=outcomes(target, cutoff, merged),
        known_at=cutoff or known_at,
        cutoff=cutoff,
    )


def compute(
    target: Target,
    *,
    as_of: date,
    known_at: datetime,
    cutoff: datetime | None = None,
    frame: Frame = Frame.NOW,
    within: Collection[int] | None = None,
) -> Figures:
    """The figure of a target on a day, as we knew it at `cutoff`, on the map of `frame`."""
    return evaluate(load_facts(target, cutoff=cutoff, known_at=known_at), as_of, frame, within)


def evaluate(
    facts: Facts, as_of: date, frame: Frame = Frame.NOW, within: Collection[int] | None = None
) -> Figures:
    """The figure of one day from facts already read."""
    facts = facts.on_map_of(as_of, frame)
    members = facts.members(as_of, frame, within)
    counted = tally(members, facts.parent_of, facts.empty_units(frame, within))
    return Figures(facts.target, as_of, facts.cutoff, frame, members, counted, facts)
