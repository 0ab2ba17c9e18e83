"""What a step of an import changed, as it was before: enough to go on after a kill, and to undo.

`RosterBatch.before` is {"new": [[first row, person, digest, [posts]]], "old": [[first row, person, digest,
[opened posts], values before, [[post, unit, position, starts, ends] before]]]}, keys of the database throughout.
"""

import zlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from people.models import Roster
from people.resources.drafts import COLUMNS, Draft, Values
from people.services.postings import Facts

_BIRTH = COLUMNS.index("birth_on")


@dataclass
class Image:
    """One person before the import; `values` is None for somebody whom the import made."""

    first: int
    person: int
    digest: int
    opened: list[int]
    values: Values | None = None
    posts: dict[int, Facts] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return self.values is None


def digest(draft: Draft) -> int:
    """Tells whether somebody changed the person afterwards: over their values and all their posts."""
    posts = sorted((post.pk or 0, *map(str, post.facts())) for post in draft.posts)
    values = [str(getattr(draft, name) or "") for name in COLUMNS]
    return zlib.crc32(repr((values, posts)).encode())


def packed(drafts: list[Draft]) -> dict[str, Any]:
    """The column `before` of the step that wrote these people; they must have their keys."""
    new = [[one.first, one.pk, digest(one), [post.pk for post in one.posts]] for one in drafts if one.is_new]
    return {"new": new, "old": [_old(draft) for draft in drafts if not draft.is_new]}


def unpacked(before: dict[str, Any]) -> list[Image]:
    """The people of one step."""
    old = [
        Image(first, person, mark, opened, _values(values), {pk: _facts(facts) for pk, *facts in posts})
        for first, person, mark, opened, values, posts in before["old"]
    ]
    return [Image(*new) for new in before["new"]] + old


def images_of(roster: Roster) -> list[Image]:
    """Everybody whom the steps written so far changed."""
    found: list[Image] = []
    for before in roster.batches.filter(undone_at=None).values_list("before", flat=True):
        found += unpacked(before)
    return found


def _old(draft: Draft) -> list[Any]:
    assert draft.was is not None
    values = list(draft.was)
    values[_BIRTH] = values[_BIRTH] and values[_BIRTH].isoformat()
    posts = [
        [post.pk, unit, position, starts.isoformat(), ends and ends.isoformat()]
        for post in draft.posts
        if post.was is not None and post.facts() != post.was
        for unit, position, starts, ends in [post.was]
    ]
    opened = [post.pk for post in draft.posts if post.was is None]
    return [draft.first, draft.pk, digest(draft), opened, values, posts]


def _values(values: list[Any]) -> Values:
    values[_BIRTH] = values[_BIRTH] and date.fromisoformat(values[_BIRTH])
    return tuple(values)


def _facts(facts: list[Any]) -> Facts:
    unit, position, starts, ends = facts
    return unit, position, date.fromisoformat(starts), ends and date.fromisoformat(ends)


def as_before(draft: Draft, image: Image) -> Draft:
    """The stored person as the import found them: what was written is taken away again, in memory."""
    assert image.values is not None
    draft.was = image.values
    for name, value in zip(COLUMNS, image.values, strict=True):
        setattr(draft, name, value)
    draft.posts = [post for post in draft.posts if post.pk not in image.opened]
    for post in draft.posts:
        if post.pk in image.posts:
            post.was = image.posts[post.pk]
            post.unit_id, post.position, post.starts_on, post.ends_on = post.was
    return draft
