"""What a target's figures rest on, read once: the tree, the posts, the outcomes; any day follows without a query."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Self

from common.clock import local_day
from people.queries.tree import UnitTree
from reports.models import Target
from reports.queries.completions import Outcome
from reports.queries.posts import Post
from reports.rules import Member, Standing


class Frame(StrEnum):
    """`then`: the unit where the person was when learning; `now`: today's units, through all reforms;
    `day`: the units of the figure's own day."""

    THEN = "then"
    DAY = "day"
    NOW = "now"


@dataclass
class Facts:
    """Everything a target's figures need, read once; evaluates any day and frame without further queries."""

    target: Target
    tree: UnitTree
    posts: dict[int, list[Post]]
    roles: dict[int, list[Post]]
    outcomes: dict[int, Outcome]
    known_at: datetime
    cutoff: datetime | None = None
    map_day: date | None = None
    _ends: dict[int, int | None] = field(default_factory=dict)
    _places: dict[tuple[int, date], int | None] = field(default_factory=dict)

    def members(
        self, as_of: date, frame: Frame = Frame.NOW, within: Collection[int] | None = None
    ) -> list[Member]:
        """The population on a day, each person once, limited to the units in `within` (a scope)."""
        root = self.root(as_of)
        found = []
        for person, posts in self._candidates(as_of):
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

    def _candidates(self, as_of: date) -> Iterable[tuple[int, list[Post]]]:
        """Everybody; under a rule of roles its holders: at their post or, without any, at the role's unit."""
        if not self.target.population.get("roles"):
            return self.posts.items()
        return [
            (person, self._posts_or_roles(person, roles, as_of))
            for person, roles in self.roles.items()
            if any(role.held_on(as_of) for role in roles)
        ]

    def _posts_or_roles(self, person: int, roles: list[Post], as_of: date) -> list[Post]:
        posts = self.posts.get(person, [])
        return posts if any(post.held_on(as_of) for post in posts) else roles

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
        if frame is not Frame.THEN:
            return self.place(post.unit, self.map_day or self.today) or post.unit
        held = [other for other in posts if other.held_on(day)] or [post]
        latest = max(held, key=lambda other: (other.starts_on, -other.pk))
        return self.place(latest.unit, day) or latest.unit

    @cached_property
    def today(self) -> date:
        """The day of the map in frame `now`: the day until which we know."""
        return local_day(self.known_at)

    def parent_of(self, unit: int) -> int | None:
        """The parent on the map's day, or on the last day the unit was in force."""
        if unit not in self._ends:
            day, end = self.map_day or self.today, self.tree.units[unit].valid_to
            last = min(day, end - timedelta(days=1)) if end else day
            self._ends[unit] = self.tree.parent_of(unit, last)
        return self._ends[unit]

    def on_map_of(self, day: date, frame: Frame) -> Self:
        """People stand on today's map, or where they learnt; only frame `day` moves them to the figure's day."""
        return replace(self, map_day=day, _ends={}) if frame is Frame.DAY else self

    def empty_units(self, frame: Frame, within: Collection[int] | None) -> list[int]:
        """On a map of one day every unit of the target is shown, also one with nobody in it."""
        if frame is Frame.THEN:
            return []
        levels = set(self.target.population.get("levels") or [])
        return sorted(
            unit
            for unit in self.root(self.map_day or self.today)
            if (within is None or unit in within)
            and not self.tree.units[unit].is_office
            and (not levels or self.tree.units[unit].level in levels)
        )
