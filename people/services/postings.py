"""Puts people into units on a day: opens and closes posts in memory; who calls writes them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from common.bulk import among, in_pieces
from common.vietnamese import name_key
from people.models import Posting
from people.queries.tree import UnitTree

Facts = tuple[int, str, date, date | None]
_FACTS = ("unit_id", "position", "starts_on", "ends_on")


@dataclass(slots=True, eq=False)
class Post:
    """The light twin of a `Posting`; `was` holds the facts of a stored one as they were read."""

    unit_id: int
    position: str
    starts_on: date
    ends_on: date | None
    pk: int | None = None
    was: Facts | None = None

    def facts(self) -> Facts:
        return self.unit_id, self.position, self.starts_on, self.ends_on


class Holder(Protocol):
    """Whoever holds posts, in the order in which they began."""

    posts: list[Post]


class PostingBook:
    """What holds on one day, and what a roster of that day changes."""

    def __init__(self, tree: UnitTree, as_of: date) -> None:
        self.as_of = as_of
        self._tree = tree
        self._heirs: dict[int, int] = {}

    def in_force(self, person: Holder, day: date | None = None) -> list[Post]:
        """The person's posts on a day (the roster's, unless another is asked)."""
        day = day or self.as_of
        return [
            post
            for post in person.posts
            if post.starts_on <= day and (post.ends_on is None or day < post.ends_on)
        ]

    def units_of(self, person: Holder) -> set[int]:
        """Where the person is on the roster's day, after reforms."""
        return {self.heir(post.unit_id) for post in self.in_force(person)} if person.posts else set()

    def heir(self, unit_id: int) -> int:
        """What the unit is on the roster's day."""
        if unit_id not in self._heirs:
            self._heirs[unit_id] = self._tree.current(unit_id, self.as_of) or unit_id
        return self._heirs[unit_id]

    def place(self, person: Holder, unit_id: int, position: str) -> list[str]:
        """See to it that the person holds this post on the day; what changed: position, unit_code."""
        current = self.in_force(person) if person.posts else []
        here = next((post for post in current if self.heir(post.unit_id) == unit_id), None)
        if here is None:
            return self._move(person, unit_id, position, current)
        if not position or name_key(position) == name_key(here.position):
            return []
        self._change_position(here, person, position)
        return ["position"]

    def _move(self, person: Holder, unit_id: int, position: str, current: list[Post]) -> list[str]:
        """Close what is in force, then open the new post; an earlier roster ends where later ones begin."""
        before = current[-1].position if current else ""
        for post in current:
            self.close(post, person)
        position = position or before
        self._open(person, unit_id, position, self._next_start(person))
        return (["position"] if name_key(position) != name_key(before) else []) + ["unit_code"]

    def _change_position(self, here: Post, person: Holder, position: str) -> None:
        if here.starts_on < self.as_of:
            until, unit_id = here.ends_on, here.unit_id
            self.close(here, person)
            self._open(person, unit_id, position, until)
        else:
            here.position = position

    def _open(self, person: Holder, unit_id: int, position: str, until: date | None) -> None:
        """A post that began on this very day and was closed again is taken up, never doubled."""
        for post in person.posts:
            if post.unit_id == unit_id and post.starts_on == self.as_of:
                post.ends_on, post.position = until, position
                return
        person.posts.append(Post(unit_id, position, self.as_of, until))

    def close(self, post: Post, person: Holder) -> None:
        """End a post on the day; one that an earlier row of this very file opened never was."""
        if post.pk is None:
            person.posts.remove(post)
        else:
            post.ends_on = self.as_of

    def _next_start(self, person: Holder) -> date | None:
        return min((post.starts_on for post in person.posts if post.starts_on > self.as_of), default=None)


def stored_posts(people: Iterable[int]) -> Iterable[tuple[int, Post]]:
    """The posts of these people (keys), each with its person, in the order in which they began."""
    for piece in in_pieces(people):
        rows = Posting.objects.filter(person__in=among(piece)).order_by("starts_on", "pk")
        for person, pk, *facts in rows.values_list("person_id", "pk", *_FACTS):
            was: Facts = tuple(facts)  # type: ignore[assignment]
            yield person, Post(*was, pk, was)
