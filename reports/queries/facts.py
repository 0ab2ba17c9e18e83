"""What a target's figures rest on, read once: the tree, the posts, the outcomes; any day follows without a query."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Self

from common.clock import local_day
from people.queries.tree import UnitTree
from reports.models import Target
from reports.population import Rule, Traits, Unknown
from reports.queries.completions import Outcome
from reports.queries.ground import Named, last_version, under
from reports.queries.posts import Post, days_held
from reports.queries.traits import unknown_reason
from reports.rules import Member, Standing

NOTHING = Traits()


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
    traits: dict[int, Traits] = field(default_factory=dict)
    named: Named = field(default_factory=Named)
    _ends: dict[int, int | None] = field(default_factory=dict)
    _places: dict[tuple[int, date], int | None] = field(default_factory=dict)
    _roots: dict[date, set[int]] = field(default_factory=dict)

    @cached_property
    def rule(self) -> Rule:
        """Who counts."""
        return Rule.read(self.target.population)

    def members(
        self, as_of: date, frame: Frame = Frame.NOW, within: Collection[int] | None = None
    ) -> list[Member]:
        """The population on a day, each person once, limited to the units in `within` (a scope)."""
        ground = self.root(as_of)
        found = []
        for person, posts in self._candidates(as_of):
            post = self._counted(posts, as_of, ground)
            if post and (within is None or post.unit in within or self.place(post.unit, as_of) in within):
                member = self._member(person, posts, post, as_of, frame)
                if member:
                    found.append(member)
        return found

    def counted_on(self, person: int, day: date) -> tuple[Post, Member] | None:
        """One person on a day and the post by which they count: what `members` says of everybody."""
        posts = self._posts_on(person, day)
        post = self._counted(posts, day, self.root(day))
        member = self._member(person, posts, post, day, Frame.NOW) if post else None
        return (post, member) if post and member else None

    def learnt_at(self, person: int, post: Post, day: date) -> int | None:
        """The unit of frame `then` of somebody who has completed by the day; None while they have not."""
        done = (self.outcomes.get(person) or Outcome()).completed_on
        if not done or done > day:
            return None
        return self._learnt_at(self._posts_on(person, day), post, done, Frame.THEN)

    def root(self, day: date) -> set[int]:
        """The units in which people count that day: below the target's root, and as the rule's named units say."""
        turn = self.tree.turn(day)
        if turn not in self._roots:
            found = under(self.tree, self.target.unit_id, turn)
            self._roots[turn] = self.named.limit(self.tree, found, turn)
        return self._roots[turn]

    def place(self, unit: int, day: date) -> int | None:
        """Where a unit's people stand on a day's map: its successor, else that of the unit above its last version.

        A district ended on 1/7/2025 without a successor; whoever is still posted there counts at the province.
        """
        key = (unit, self.tree.turn(day))
        if key not in self._places:
            here = self.tree.current(unit, day)
            above = self._above(last_version(self.tree, unit, day), day) if here is None else None
            self._places[key] = here if above is None else self.place(above, day)
        return self._places[key]

    def _above(self, unit: int, day: date) -> int | None:
        end = self.tree.units[unit].valid_to
        return self.tree.parent_of(unit, end - timedelta(days=1)) if end and end <= day else None

    def _span(self, as_of: date) -> tuple[date, date]:
        return self.rule.span(as_of, self.target.starts_on, self.target.due_on)

    def _candidates(self, as_of: date) -> Iterable[tuple[int, list[Post]]]:
        """Everybody; under a rule of roles its holders: at their post or, without any, at the role's unit."""
        if not self.rule.roles:
            return self.posts.items()
        return [(person, self._posts_on(person, as_of)) for person in self.roles]

    def _posts_on(self, person: int, as_of: date) -> list[Post]:
        """The posts by which a person may count; under a rule of roles none, unless they hold one in time."""
        posts = self.posts.get(person, [])
        if not self.rule.roles:
            return posts
        first, last = self._span(as_of)
        roles = self.roles.get(person, [])
        if not any(role.held_between(first, last) for role in roles):
            return []
        return posts if any(post.held_between(first, last) for post in posts) else roles

    def _counted(self, posts: list[Post], as_of: date, ground: Collection[int]) -> Post | None:
        """The post by which a person counts: one still held before an ended one, then the one begun last."""
        fitting = self.fitting(posts, as_of, ground)
        first, last = self._span(as_of)
        held = [post for post in fitting if post.held_between(first, last)]
        if not held or days_held(fitting, as_of) < self.rule.least_days:
            return None
        return max(held, key=lambda post: (post.held_on(as_of), post.starts_on, -post.pk))

    def fitting(self, posts: list[Post], as_of: date, ground: Collection[int] | None = None) -> list[Post]:
        """Those at a unit and of a category of the rule, on that day's map."""
        ground = self.root(as_of) if ground is None else ground
        return [post for post in posts if self._counts(post, as_of, ground)]

    def _counts(self, post: Post, as_of: date, ground: Collection[int]) -> bool:
        unit = self.place(post.unit, as_of)
        if unit is None or unit not in ground:
            return False
        levels, categories = self.rule.levels, self.rule.categories
        return (not levels or self.tree.units[unit].level in levels) and (
            not categories or post.category in categories
        )

    def _member(self, person: int, posts: list[Post], post: Post, as_of: date, frame: Frame) -> Member | None:
        verdict = self.verdict(person, as_of)
        if verdict is False:
            return None
        outcome = self.outcomes.get(person) or Outcome()
        done = outcome.completed_on
        done = done if done and done <= as_of else None
        unit = self._learnt_at(posts, post, done, frame) if done else self._stands_at(post, as_of, frame)
        standing, reason = self._standing(outcome, done, verdict, as_of)
        started = outcome.started_on
        return Member(
            person, unit, standing, done if standing is Standing.COMPLETED else None, reason, category=post.category,
            started_on=started if started and started <= as_of else None, due_on=outcome.due_on or self.target.due_on,
        )  # fmt: skip

    def verdict(self, person: int, day: date) -> bool | Unknown:
        """Whether gender and age fit the rule."""
        return self.rule.takes(self.traits.get(person, NOTHING), day) if self.rule.asks_traits else True

    def _standing(
        self, outcome: Outcome, done: date | None, verdict: bool | Unknown, as_of: date
    ) -> tuple[Standing, str]:
        """What nobody wrote down excludes first; then completion; then an excuse."""
        if isinstance(verdict, Unknown):
            return Standing.EXCLUDED, unknown_reason(verdict)
        if done:
            return Standing.COMPLETED, ""
        reason = outcome.excuse_on(as_of)
        return (Standing.MISSING, "") if reason is None else (Standing.EXCLUDED, reason)

    def _stands_at(self, post: Post, as_of: date, frame: Frame) -> int:
        """The post that counts, on the frame's map."""
        day = as_of if frame is Frame.THEN else self.map_day or self.today
        return self.place(post.unit, day) or post.unit

    def _learnt_at(self, posts: list[Post], post: Post, done: date, frame: Frame) -> int:
        """Under `then` the post held when completing: the one that counts, else the one begun last by then."""
        if frame is not Frame.THEN:
            return self._stands_at(post, done, frame)
        held = [other for other in posts if other.held_on(done)]
        if held and post not in held:
            post = max(held, key=lambda other: (other.starts_on, -other.pk))
        return self.place(post.unit, done) or post.unit

    def goal_of(self, unit: int) -> Decimal:
        """The percentage a unit has to reach: its own or of the nearest above that has one, else the target's."""
        goals, here = self._goals, unit
        while here not in goals:
            above = self.parent_of(here) if goals else None
            if above is None:
                return self.target.percent
            here = above
        return goals[here]

    @cached_property
    def _goals(self) -> dict[int, Decimal]:
        return self.named.goals_on(self.tree, self.map_day or self.today)

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
        levels = set(self.rule.levels)
        return sorted(
            unit
            for unit in self.root(self.map_day or self.today)
            if (within is None or unit in within)
            and not self.tree.units[unit].is_office
            and (not levels or self.tree.units[unit].level in levels)
        )
