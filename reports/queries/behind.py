"""The people behind a cell, a page at a time: from what is kept without reading them all, else from the members."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from django.db.models import Count, Q

from common.bulk import among
from common.plain_rows import plain_rows
from common.vietnamese import fold
from people.models import Person
from reports.queries.breakdown import Breakdown
from reports.queries.chase import ChaseGroups, chase_groups
from reports.queries.figures import Figures
from reports.queries.kept_figures import KeptFigures, members_of
from reports.queries.narrowing import Narrow
from reports.queries.pages import Pages
from reports.queries.people import below, sorted_people
from reports.queries.spans import Span, Told, standing_of
from reports.rules import Member, Standing

Keep = Callable[[int], bool]


@dataclass(frozen=True)
class Choice:
    """Which people are asked for: of these units and below, of units that `keep` lets pass, of a standing or a group;
    of parts of ways (see breakdown)."""

    units: Collection[int] = ()
    keep: Keep = lambda _unit: True
    standing: Standing | None = None
    group: str = ""
    parts: tuple[tuple[str, str], ...] = ()


class Behind(ABC):
    """The people of a cell."""

    def __init__(self, figures: Figures, choice: Choice) -> None:
        self.figures, self.choice = figures, choice

    @abstractmethod
    def standings(self) -> Counter[Standing]:
        """How many there are of each standing, whichever of them the cell asks for."""

    @abstractmethod
    def keys(self, search: str = "") -> Sequence[int]:
        """The asked for, in order of given name; `search` is matched without accents."""

    @abstractmethod
    def members(self, keys: Collection[int] | None = None) -> list[Member]:
        """These people as the figure counted them; None: at least all of the asked for."""


def behind(figures: Figures, choice: Choice) -> Behind:
    """From whatever the figure itself came from."""
    if isinstance(figures, KeptFigures):
        return _Kept(figures, choice)
    return _Counted(figures, choice)


def group_sizes(figures: Figures) -> dict[str, int]:
    """How many of the missing stand in each group of `ChaseGroups`."""
    names = ChaseGroups.__slots__
    if isinstance(figures, KeptFigures):
        return {
            name: sum(n for (_unit, kind, _at), n in figures.places.items() if kind == name) for name in names
        }
    groups = chase_groups(figures, figures.as_of)
    return {name: len(getattr(groups, name)) for name in names}


class _Counted(Behind):
    def standings(self) -> Counter[Standing]:
        return Counter(member.standing for member in self._everybody())

    def keys(self, search: str = "") -> Sequence[int]:
        choice, found = self.choice, self._everybody()
        if choice.group:
            chased = set(getattr(chase_groups(self.figures, self.figures.as_of), choice.group))
            found = [member for member in found if member.person in chased]
        elif choice.standing:
            found = [member for member in found if member.standing is choice.standing]
        return sorted_people(found, search)

    def members(self, keys: Collection[int] | None = None) -> list[Member]:
        wanted = None if keys is None else set(keys)
        return [one for one in self.figures.members if wanted is None or one.person in wanted]

    def _everybody(self) -> list[Member]:
        choice, inside, split = self.choice, inside_of(self.figures, self.choice), Breakdown(self.figures)
        found = [
            one
            for one in self.figures.members
            if (inside is None or one.unit in inside) and choice.keep(one.unit)
        ]
        for way, key in choice.parts:
            kept = {member.person for member in split.chosen(way, key)}
            found = [member for member in found if member.person in kept]
        return found


class _Kept(Behind):
    figures: KeptFigures

    def __init__(self, figures: KeptFigures, choice: Choice) -> None:
        super().__init__(figures, choice)
        self._narrow = Narrow(figures, choice.parts)
        inside = inside_of(figures, choice)
        self._places = {
            (unit, at)
            for unit, _kind, at in figures.places
            if self._is_asked(figures.facts.shown(unit, at), inside)
        }

    def _is_asked(self, unit: int, inside: Collection[int] | None) -> bool:
        return (inside is None or unit in inside) and self.choice.keep(unit) and self._narrow.keeps(unit)

    def standings(self) -> Counter[Standing]:
        found: Counter[Standing] = Counter()
        for kind, number in self._kinds.items():
            found[standing_of(kind)] += number
        return found

    @cached_property
    def _kinds(self) -> Counter[str]:
        """How many of each kind: known already, unless rows or persons have to be looked at."""
        found: Counter[str] = Counter()
        if self._narrow.is_by_units:
            for (unit, kind, at), number in self.figures.places.items():
                found[kind] += number * ((unit, at) in self._places)
            return found
        # Named, so that an index which begins with the kind can go on to what follows it.
        kinds = sorted({kind for _unit, kind, _at in self.figures.places})
        rows = self.figures.kept.rows.filter(self._chosen, kind__in=kinds).order_by().values_list("kind")
        found.update(dict(rows.annotate(Count("pk"))))
        found.update(span.kind for span in self._fresh)
        return found

    def keys(self, search: str = "") -> Sequence[int]:
        kinds = {kind: number for kind, number in self._kinds.items() if self._asks(kind)}
        asked, rows = self._chosen & Q(kind__in=list(kinds)), self.figures.kept.rows
        fresh = [(span.name, span.person) for span in self._fresh if span.kind in kinds]
        number = sum(kinds.values()) - len(fresh)
        if search:
            called = Person.objects.filter(name_folded__contains=fold(search)).order_by()
            asked &= Q(person__in=called.values("pk"))
            among_fresh = called.filter(pk__in=among([person for _name, person in fresh] or [0]))
            found = set(among_fresh.values_list("pk", flat=True)) if fresh else ()
            number, fresh = rows.filter(asked).count(), [one for one in fresh if one[1] in found]
        return Pages(rows, asked, number, fresh)

    def members(self, keys: Collection[int] | None = None) -> list[Member]:
        rows, fresh = self.figures.kept.rows.filter(self._chosen), self._fresh
        if keys is not None:  # who they are was asked already; here only by which index they are found
            rows = self.figures.kept.spans(self.figures.as_of).filter(person__in=list(keys))
            rows = rows.filter(unit__in=among(sorted({unit for unit, _at in self._places}) or [0]))
            fresh = [span for span in fresh if span.person in keys]
        told = chain(plain_rows(rows, *Told._fields), (span.told for span in fresh))
        return list(members_of(told, self.figures.facts, self.figures.as_of))

    def _asks(self, kind: str) -> bool:
        if self.choice.group:
            return kind == self.choice.group
        return self.choice.standing in (None, standing_of(kind))

    @cached_property
    def _chosen(self) -> Q:
        """Which rows are asked for, whatever their standing."""
        all_places = {(unit, at) for unit, _kind, at in self.figures.places}
        units = {unit for unit, _at in self._places}
        chosen = self.figures.kept.holding(self.figures.as_of) & self._narrow.rows
        if not self.figures.whole or units != {unit for unit, _at in all_places}:
            chosen &= Q(unit__in=among(sorted(units) or [0]))
        if self.figures.facts.learnt_by and len(self._places) < len(all_places):
            chosen &= _at_places(self._places)
        return chosen

    @cached_property
    def _fresh(self) -> list[Span]:
        spans = [
            span
            for span in self.figures.kept.fresh_on(self.figures.as_of)
            if (span.unit, span.learnt_at if self.figures.facts.learnt_by else None) in self._places
        ]
        return self._narrow.spans(spans)


def inside_of(figures: Figures, choice: Choice) -> set[int] | None:
    """The asked for units with all below; None for all."""
    return set().union(*(below(figures, unit) for unit in choice.units)) if choice.units else None


def _at_places(places: Collection[tuple[int, int | None]]) -> Q:
    """Whoever learnt in one of the places, and whoever still has to and stands there."""
    learnt = sorted({at for _unit, at in places if at})
    stands = sorted({unit for unit, at in places if at is None})
    return Q(learnt_at__in=among(learnt or [0])) | Q(learnt_at=None, unit__in=among(stands or [0]))
