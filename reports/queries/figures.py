"""The one path from the record to a figure: page, export, API and command all read this.

A figure = f(events, postings, units, releases, definition, cutoff). `as_of` limits what had happened
(`occurred_at`), `cutoff` limits what we knew (`recorded_at`), `frame` says whose map people are shown on.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from people.models import Posting
from people.queries.tree import UnitTree
from reports.models import Target
from reports.queries.completions import outcomes
from reports.queries.facts import Facts, Frame, Post
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
            target, UnitTree.load(), {}, {}, cutoff or known_at, cutoff, own=achievements(target, cutoff)
        )
    return Facts(
        target=target,
        tree=UnitTree.load(),
        posts=_posts(),
        outcomes=outcomes(target, cutoff),
        known_at=cutoff or known_at,
        cutoff=cutoff,
    )


def _posts() -> dict[int, list[Post]]:
    posts: dict[int, list[Post]] = defaultdict(list)
    rows = Posting.objects.order_by("person_id", "pk").values_list(
        "person_id", "pk", "unit_id", "category", "starts_on", "ends_on"
    )
    for person, pk, unit, category, starts_on, ends_on in rows.iterator(chunk_size=5000):
        posts[person].append(Post(pk, unit, category, starts_on, ends_on))
    return posts


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
    facts = facts.on_map_of(as_of)
    members = facts.members(as_of, frame, within)
    counted = tally(members, facts.parent_of, facts.empty_units(frame, within))
    return Figures(facts.target, as_of, facts.cutoff, frame, members, counted, facts)
