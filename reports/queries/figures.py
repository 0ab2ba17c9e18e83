"""The one path from the record to a figure: page, export, API and command all read this.

A figure = f(events, postings, units, releases, definition, cutoff). `as_of` limits what had happened
(`occurred_at`), `cutoff` limits what we knew (`recorded_at`), `frame` says whose map people are shown on.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from common.clock import local_day
from people.models import Posting
from people.queries.tree import UnitTree
from reports.models import Target
from reports.queries.completions import Outcome, outcomes
from reports.rules import Member, Standing, Tally, tally


class Frame(StrEnum):
    """`then`: the unit where the person was when learning; `now`: today's units, through all reforms."""

    THEN = "then"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Post:
    """One posting, reduced to what counting needs."""

    pk: int
    unit: int
    category: str
    starts_on: date
    ends_on: date | None

    def held_on(self, day: date) -> bool:
        """Whether the post was held on `day` (half open)."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass
class Facts:
    """Everything a target's figures need, read once; evaluates any day and frame without further queries."""

    target: Target
    tree: UnitTree
    posts: dict[int, list[Post]]
    outcomes: dict[int, Outcome]
    known_at: datetime
    cutoff: datetime | None = None
    _ends: dict[int, int | None] = field(default_factory=dict)
    _places: dict[tuple[int, date], int | None] = field(default_factory=dict)

    def members(
        self, as_of: date, frame: Frame = Frame.NOW, within: Collection[int] | None = None
    ) -> list[Member]:
        """The population on a day, each person once, limited to the units in `within` (a scope)."""
        root = self.root(as_of)
        found = []
        for person, posts in self.posts.items():
            post = self._counted(posts, as_of, root)
            if post and (within is None or post.unit in within or self.place(post.unit, as_of) in within):
                found.append(self._member(person, posts, post, as_of, frame))
        return found

    def root(self, day: date) -> set[int]:
        """The units under the target's root that day: through its successors, and back through its code's versions."""
        root = self.tree.units[self.target.unit_id]
        here = self.tree.current(root.id, day)
        if here is not None:
            return self.tree.subtree(here, day)
        versions = [
            unit.id for unit in self.tree.on(day) if unit.code == root.code and unit.level == root.level
        ]
        return set().union(*(self.tree.subtree(version, day) for version in versions or [root.id]))

    def place(self, unit: int, day: date) -> int | None:
        """Where a unit's people stand on a day's map: its successor, else that of the unit above it.

        A district ended on 1/7/2025 without a successor; whoever is still posted there counts at the province.
        """
        key = (unit, day)
        if key not in self._places:
            here = self.tree.current(unit, day)
            above = self._above(unit) if here is None else None
            self._places[key] = here if above is None else self.place(above, day)
        return self._places[key]

    def _above(self, unit: int) -> int | None:
        end = self.tree.units[unit].valid_to
        return self.tree.parent_of(unit, end - timedelta(days=1)) if end else None

    def _counted(self, posts: list[Post], as_of: date, root: Collection[int]) -> Post | None:
        rule = self.target.population
        held = [post for post in posts if post.held_on(as_of) and self._counts(post, as_of, root, rule)]
        return max(held, key=lambda post: (post.starts_on, -post.pk), default=None)

    def _counts(self, post: Post, as_of: date, root: Collection[int], rule: dict[str, list[str]]) -> bool:
        unit = self.place(post.unit, as_of)
        if unit is None or unit not in root:
            return False
        levels, categories = rule.get("levels"), rule.get("categories")
        return (not levels or self.tree.units[unit].level in levels) and (
            not categories or post.category in categories
        )

    def _member(self, person: int, posts: list[Post], post: Post, as_of: date, frame: Frame) -> Member:
        outcome = self.outcomes.get(person)
        done = outcome.completed_on if outcome else None
        if outcome and done and done <= as_of:
            return Member(person, self._shown(posts, post, done, frame), Standing.COMPLETED, done)
        unit = self._shown(posts, post, as_of, frame)
        if outcome and outcome.excused_on and outcome.excused_on <= as_of:
            return Member(person, unit, Standing.EXCLUDED, None, outcome.excused_reason)
        return Member(person, unit, Standing.MISSING)

    def _shown(self, posts: list[Post], post: Post, day: date, frame: Frame) -> int:
        if frame is Frame.NOW:
            return self.place(post.unit, self.today) or post.unit
        held = [other for other in posts if other.held_on(day)] or [post]
        latest = max(held, key=lambda other: (other.starts_on, -other.pk))
        return self.place(latest.unit, day) or latest.unit

    @cached_property
    def today(self) -> date:
        """The day of the map in frame `now`: the day until which we know."""
        return local_day(self.known_at)

    def parent_of(self, unit: int) -> int | None:
        """The parent on the last day the unit was in force, or today."""
        if unit not in self._ends:
            end = self.tree.units[unit].valid_to
            day = min(self.today, end - timedelta(days=1)) if end else self.today
            self._ends[unit] = self.tree.parent_of(unit, day)
        return self._ends[unit]


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
    members = facts.members(as_of, frame, within)
    counted = tally(members, facts.parent_of, _empty_units(facts, frame, within))
    return Figures(facts.target, as_of, facts.cutoff, frame, members, counted, facts)


def _empty_units(facts: Facts, frame: Frame, within: Collection[int] | None) -> list[int]:
    """On today's map every unit of the target is shown, also one with nobody in it."""
    if frame is Frame.THEN:
        return []
    levels = set(facts.target.population.get("levels") or [])
    return sorted(
        unit
        for unit in facts.root(facts.today)
        if (within is None or unit in within)
        and not facts.tree.units[unit].is_office
        and (not levels or facts.tree.units[unit].level in levels)
    )
