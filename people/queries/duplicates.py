"""Pairs of records that may be one person: the database groups by keys, the rules judge what it brings.

Only pairs inside one group are looked at, never everybody against everybody.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from django.core.cache import cache
from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import Coalesce, ExtractYear

from people.models import NotTheSame, Person, Posting
from people.queries.identity import survivors
from people.queries.people import posted_on
from people.queries.tree import UnitTree
from people.rules import POSSIBLE, Known, Likeness, likeness

SHARED_BY_TOO_MANY = 20  # an office's switchboard, a placeholder birthday: says nothing about anybody
KEPT_SECONDS = 15 * 60
_AT_ONCE = 5_000
_FACTS = ("name_key", "name_folded", "birth_on", "birth_year", "phone", "gender", "id_hash", "id_kind")
Keys = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records by key, the smaller first."""

    first: int
    second: int
    likeness: Likeness


def likely_pairs(people: QuerySet[Person], tree: UnitTree, day: date) -> list[Pair]:
    """Pairs among these people, the likeliest first."""
    keys = _same(people.exclude(birth_on=None), "name_folded", "birth_on")
    keys |= _same(people.exclude(phone=""), "phone")
    keys |= _same_name_and_unit(people, tree, day)
    return sorted(judged(keys, tree, day), key=lambda pair: (-pair.likeness.score, pair.first, pair.second))


def remembered_pairs(people: QuerySet[Person], tree: UnitTree, day: date, *, scope: object) -> list[Keys]:
    """The pairs' keys, kept for a while: a clerk who works through them shall not wait before each.

    New postings are seen at once; what has been merged or told apart since is left out by whoever shows the pairs.
    """
    last = Posting.objects.order_by("-pk").values_list("pk", flat=True).first()
    mark = hashlib.sha256(repr((scope, day, last)).encode()).hexdigest()
    found: list[Keys] | None = cache.get(f"duplicates:{mark}")
    if found is None:
        found = [(pair.first, pair.second) for pair in likely_pairs(people, tree, day)]
        cache.set(f"duplicates:{mark}", found, KEPT_SECONDS)
    return found


def still_open(keys: list[Keys]) -> list[Keys]:
    """Without those that were told apart, and those of which one has been merged away."""
    apart = set(NotTheSame.objects.values_list("first_id", "second_id"))
    merged = survivors()
    return [pair for pair in keys if pair not in apart and not merged.keys() & set(pair)]


def judged(keys: Iterable[Keys], tree: UnitTree, day: date) -> list[Pair]:
    """The pairs, in the given order, that what is known now makes likely."""
    keys = list(keys)
    known = _known({key for pair in keys for key in pair}, tree, day)
    pairs = (Pair(one, other, likeness(known[one], known[other])) for one, other in keys)
    return [pair for pair in pairs if pair.likeness.score >= POSSIBLE]


def _same(people: QuerySet[Person], *columns: str) -> set[Keys]:
    """Pairs of those who share the columns' values; one pass with a window, over an index where there is one."""
    counted = people.order_by().annotate(
        group_size=Window(Count("pk"), partition_by=[F(name) for name in columns])
    )
    alike = counted.filter(group_size__gt=1, group_size__lte=SHARED_BY_TOO_MANY)
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for pk, *values in alike.values_list("pk", *columns):
        groups[tuple(values)].append(pk)
    return _pairs(groups.values())


def _same_name_and_unit(people: QuerySet[Person], tree: UnitTree, day: date) -> set[Keys]:
    """Where one has no full birthday (two full ones are the other rule's); years must not contradict.

    Grouped here, since the unit of today stands behind the former units of the postings.
    """
    now: dict[int, int] = {unit: tree.current(unit, day) or unit for unit in tree.units}
    posts = posted_on(day).filter(person__in=people).order_by()
    year = Coalesce("person__birth_year", ExtractYear("person__birth_on"))
    rows = posts.annotate(year=year).values_list("person_id", "unit_id", "person__name_folded", "year")
    groups: dict[tuple[str, int], dict[int, int | None]] = defaultdict(dict)
    for pk, unit, name, born in rows.filter(person__birth_on=None).iterator(chunk_size=_AT_ONCE):
        groups[name, now[unit]][pk] = born
    vague = {key: set(members) for key, members in groups.items()}
    for pk, unit, name, born in rows.exclude(person__birth_on=None).iterator(chunk_size=_AT_ONCE):
        if (name, now[unit]) in vague:
            groups[name, now[unit]][pk] = born
    found: set[Keys] = set()
    for key, members in groups.items():
        if 1 < len(members) <= SHARED_BY_TOO_MANY:
            pairs = (pair for pair in _pairs([members]) if vague[key].intersection(pair))
            found |= {pair for pair in pairs if len({members[pk] for pk in pair} - {None}) < 2}
    return found


def _pairs(groups: Iterable[Iterable[int]]) -> set[Keys]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def _known(keys: set[int], tree: UnitTree, day: date) -> dict[int, Known]:
    units: dict[int, set[int]] = defaultdict(set)
    facts: list[tuple[Any, ...]] = []
    for part in _parts(sorted(keys)):
        facts += Person.objects.filter(pk__in=part).values_list("pk", *_FACTS)
        for person, unit in posted_on(day).filter(person__in=part).values_list("person_id", "unit_id"):
            units[person].add(tree.current(unit, day) or unit)
    return {
        row[0]: Known(**dict(zip(_FACTS, row[1:], strict=True)), units=frozenset(units[row[0]]))
        for row in facts
    }


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]
