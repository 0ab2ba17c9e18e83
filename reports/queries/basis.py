"""What a figure rests on that has no second time: units, posts, roles, gender and birth as they stood when frozen.

Events, achievements and merges know when they were recorded; a posting corrected by hand or a reform entered late
does not (decision 21, "Cost"). A run therefore keeps these beside its rows, and is recomputed from them.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from people.queries.tree import Change, Link, Unit, UnitTree
from reports.population import Traits
from reports.queries.figures import Facts
from reports.queries.posts import Post
from reports.queries.traits import COLUMNS

T = TypeVar("T")
Posts = dict[int, list[Post]]


@dataclass(frozen=True)
class Basis:
    """Tree, posts, gender and birth as known; `roles` by the target's code."""

    tree: UnitTree
    posts: Posts
    roles: dict[str, Posts]
    traits: dict[int, Traits] = field(default_factory=dict)

    def under(self, facts: Facts) -> Facts:
        """The facts with tree and posts of this basis; what the record says stays."""
        posts = {} if facts.target.counts_units else self.posts
        roles = self.roles.get(facts.target.code, {})
        traits = self.traits if facts.rule.asks_traits else {}
        return replace(facts, tree=self.tree, posts=posts, roles=roles, traits=traits)

    def packed(self) -> bytes:
        """As text that is the same whenever the content is."""
        told = {
            "units": [_plain(unit) for _key, unit in sorted(self.tree.units.items())],
            "links": [[key, *_plain(link)] for key, link in _flat(self.tree.links)],
            "changes": [_plain(change) for _key, change in _flat(self.tree.changes_out)],
            "posts": _told(self.posts),
            "roles": {code: _told(posts) for code, posts in self.roles.items()},
            # Without what sorts the name: a corrected name is no other figure.
            "traits": [[person, *_plain(one)[: len(COLUMNS)]] for person, one in sorted(self.traits.items())],
        }
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def basis_of(facts: Iterable[Facts]) -> Basis:
    """Of the facts of all targets of a run, read in one transaction."""
    every = list(facts)
    posts = next((one.posts for one in every if one.posts), {})
    traits = next((one.traits for one in every if one.traits), {})
    return Basis(every[0].tree, posts, {one.target.code: one.roles for one in every if one.roles}, traits)


def unpacked(content: bytes) -> Basis:
    """The basis of a stored run."""
    told = json.loads(content)
    units = [Unit(*_unit(row)) for row in told["units"]]
    links: dict[int, list[Link]] = defaultdict(list)
    for unit, parent, start, end in told["links"]:
        links[unit].append(Link(parent, _day(start), _day(end)))
    out: dict[int, list[Change]] = defaultdict(list)
    into: dict[int, list[Change]] = defaultdict(list)
    for first, second, day, *rest in told["changes"]:
        change = Change(first, second, date.fromisoformat(day), *rest)
        out[first].append(change)
        into[second].append(change)
    tree = UnitTree({unit.id: unit for unit in units}, dict(links), dict(out), dict(into))
    roles = {code: _posts(posts) for code, posts in told["roles"].items()}
    traits = {person: Traits(gender, _day(born), year) for person, gender, born, year in told["traits"]}
    return Basis(tree, _posts(told["posts"]), roles, traits)


def _flat(groups: dict[int, list[T]]) -> list[tuple[int, T]]:
    return [(key, one) for key, found in sorted(groups.items()) for one in found]


def _plain(row: Any) -> list[Any]:
    return [str(value) if isinstance(value, date | UUID) else value for value in astuple(row)]


def _told(posts: Posts) -> dict[str, list[list[Any]]]:
    return {str(person): [_plain(post) for post in held] for person, held in posts.items()}


def _posts(told: dict[str, list[list[Any]]]) -> Posts:
    return {
        int(person): [Post(pk, unit, group, date.fromisoformat(start), _day(end)) for pk, unit, group, start, end in held]
        for person, held in told.items()
    }  # fmt: skip


def _unit(row: list[Any]) -> Any:
    return row[0], UUID(row[1]), *row[2:-2], _day(row[-2]), _day(row[-1])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
