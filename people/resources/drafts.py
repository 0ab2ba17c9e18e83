"""People while an import is judged: as light as the rows, for there may be a hundred thousand."""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any

from common.bulk import among, in_pieces
from people.models import Person
from people.rosters.row import Row
from people.services.postings import Post, stored_posts

# What a roster may say of a person; derived columns are made when they are written.
COLUMNS = (
    "full_name", "name_key", "gender", "birth_on", "birth_year", "phone", "email", "id_hash", "id_kind", "id_last3",
)  # fmt: skip
values_of = attrgetter(*COLUMNS)
Values = tuple[Any, ...]
NOWHERE: frozenset[int] = frozenset()


@dataclass(slots=True, eq=False)
class Draft:
    """A person as the rows so far leave them; `was` holds the values of a stored one as they were read."""

    full_name: str = ""
    name_key: str = ""
    gender: str = ""
    birth_on: date | None = None
    birth_year: int | None = None
    phone: str = ""
    email: str = ""
    id_hash: str = ""
    id_kind: str = ""
    id_last3: str = ""
    pk: int | None = None
    was: Values | None = None
    posts: list[Post] = field(default_factory=list)
    first: int = -1  # the row (from 0 over the whole file) that first spoke of them
    was_in: frozenset[int] = NOWHERE

    @property
    def key(self) -> int:
        """The key of somebody who has one."""
        assert self.pk is not None
        return self.pk

    @property
    def is_new(self) -> bool:
        return self.was is None

    @property
    def differs(self) -> bool:
        """Whether the person's own values are others than the stored ones."""
        return self.was is not None and values_of(self) != self.was

    @property
    def opened(self) -> list[Post]:
        return [post for post in self.posts if post.pk is None]

    @property
    def touched(self) -> list[Post]:
        return [post for post in self.posts if post.was is not None and post.facts() != post.was]

    @property
    def is_changed(self) -> bool:
        return self.is_new or self.differs or bool(self.opened) or bool(self.touched)


Restore = Callable[[Draft], Draft]


def candidates(rows: list[Row], *, made: Set[int] = NOWHERE, restore: Restore | None = None) -> list[Draft]:
    """Everybody stored whom a row might mean, in the order in which they came, with their posts.

    Whose identity number is known is found by it alone (rule 7); only the other rows ask by phone and by name.
    An import that goes on after a kill leaves out whom it has `made` and sees the others as they were (`restore`).
    """
    found: dict[int, Draft] = {}

    def take(column: str, wanted: set[Any]) -> None:
        fresh = [draft for draft in _stored(column, wanted) if draft.pk not in found and draft.pk not in made]
        add_posts(fresh)
        for draft in fresh:
            found[draft.key] = restore(draft) if restore else draft

    take("id_hash", {row.id_hash for row in rows if row.id_hash})
    known = {draft.id_hash for draft in found.values()}
    others = [row for row in rows if not row.id_hash or row.id_hash not in known]
    take("phone", {row.phone for row in others if row.phone})
    take("name_key", {row.key for row in others if row.key and row.birth.on})
    return [found[pk] for pk in sorted(found)]


def drafts_of(keys: Iterable[int]) -> list[Draft]:
    """These people as they are stored now, with their posts."""
    people = list(_stored("pk", set(keys)))
    add_posts(people)
    return people


def add_posts(people: list[Draft]) -> None:
    """Read the posts of stored people."""
    by_key = {draft.key: draft for draft in people}
    for person, post in stored_posts(by_key):
        by_key[person].posts.append(post)


def _stored(column: str, wanted: set[Any]) -> Iterator[Draft]:
    for piece in in_pieces(sorted(wanted)):
        people = Person.objects.filter(**{f"{column}__in": among(piece)}).order_by()
        for pk, *values in people.values_list("pk", *COLUMNS):
            draft = Draft(*values)
            draft.pk, draft.was = pk, tuple(values)
            yield draft
