"""A figure from what is kept, in the shape of `compute`; whatever is kept for nobody is computed from the record."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from itertools import chain
from typing import Any, overload

from common.plain_rows import plain_rows
from people.queries.tree import UnitTree
from reports.models import Target
from reports.population import Unknown
from reports.queries.facts import Facts, Frame
from reports.queries.figures import Figures, compute, load_facts
from reports.queries.ground import named_units
from reports.queries.kept import Kept, Places, Units, kept_of
from reports.queries.kept_cutoff import as_recorded
from reports.queries.spans import Span, Told, standing_of
from reports.queries.traits import unknown_reason
from reports.rules import Member, tally_counts

Within = Collection[int] | None
UNKNOWN_KINDS = frozenset(one.value for one in Unknown)


@dataclass
class KeptFacts(Facts):
    """The tree at once; posts and outcomes only when somebody asks for the people of another day."""

    learnt_by: date | None = None  # in frame `then`: the figure's day

    def members(self, as_of: date, frame: Frame = Frame.NOW, within: Within = None) -> list[Member]:
        return self._whole.members(as_of, frame, within)

    @cached_property
    def _whole(self) -> Facts:
        return load_facts(self.target, cutoff=self.cutoff, known_at=self.known_at)

    def shown(self, unit: int, learnt_at: int | None = None) -> int:
        """Where a post's people stand on the figure's map; under `then` where they learnt."""
        if self.learnt_by and learnt_at:
            return learnt_at
        return self.place(unit, self.learnt_by or self.map_day or self.today) or unit

    def lies_in(self, unit: int, day: date, within: Within) -> bool:
        """Whether a post is in a scope that day: as `Facts.members` limits it."""
        return within is None or unit in within or self.place(unit, day) in within


@dataclass(frozen=True)
class KeptFigures(Figures):
    """A figure whose people are only read when asked for; `places` are those of the scope."""

    facts: KeptFacts
    kept: Kept
    places: Places
    whole: bool  # whether the scope leaves nobody out


class _Members(Sequence[Member]):
    """Everybody a kept figure counts, read when first looked at."""

    def __init__(self, kept: Kept, facts: KeptFacts, day: date, places: Places, *, all_units: bool) -> None:
        self._kept, self._facts, self._day, self._number = kept, facts, day, places.total()
        self._units = None if all_units else {unit for unit, _kind, _learnt_at in places}

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[Member]:
        return iter(self._read)

    @overload
    def __getitem__(self, place: int) -> Member: ...
    @overload
    def __getitem__(self, place: slice) -> list[Member]: ...
    def __getitem__(self, place: int | slice) -> Member | list[Member]:
        return self._read[place]

    @cached_property
    def _read(self) -> list[Member]:
        rows = plain_rows(self._kept.spans(self._day, self._units), *Told._fields)
        fresh = (
            span.told
            for span in self._kept.fresh_on(self._day)
            if self._units is None or span.unit in self._units
        )
        return list(members_of(chain(rows, fresh), self._facts, self._day))


def member_of(span: Span, facts: KeptFacts, day: date) -> Member:
    """As the record's own path says it."""
    return next(members_of([span.told], facts, day))


def members_of(told: Iterable[tuple[Any, ...]], facts: KeptFacts, day: date) -> Iterator[Member]:
    """As `member_of`, from the columns of `Told`.

    Equal days and words become one object: each row brings its own, and lists hold two hundred thousand.
    """
    known: dict[Any, Any] = {}
    shared, shown = known.setdefault, cache(facts.shown)
    for person, unit, kind, completed_on, reason, category, started_on, due_on, learnt_at in told:
        why = unknown_reason(Unknown(kind)) if kind in UNKNOWN_KINDS else reason
        begun = started_on if started_on and started_on <= day else None
        yield Member(
            person, shown(unit, learnt_at), standing_of(kind), shared(completed_on, completed_on),
            shared(why, why), shared(category, category), shared(begun, begun), shared(due_on, due_on),
        )  # fmt: skip


def figure_of(
    target: Target,
    tree: UnitTree,
    *,
    as_of: date,
    frame: Frame,
    within: Within,
    now: datetime,
    cutoff: datetime | None = None,
    exact: bool = False,
) -> Figures:
    """The figure of a day as we know it now or knew it at the cutoff: kept, or else computed.

    `exact`: for what goes out of the house; never behind, however many people are still to be counted again.
    """
    kept = kept_of(target, tree, now)
    if kept and (exact or cutoff) and kept.until != now:
        kept = None
    if kept and cutoff:
        kept = as_recorded(kept, tree, day=as_of, cutoff=cutoff)
    if kept is None:
        return compute(
            target, as_of=as_of, known_at=now, cutoff=cutoff, frame=frame, within=within, tree=tree
        )
    facts = KeptFacts(target, tree, {}, {}, {}, cutoff or now, cutoff, named=named_units(target))
    return kept_figure(kept, facts.on_map_of(as_of, frame), as_of, frame, within)


def kept_figure(kept: Kept, facts: KeptFacts, as_of: date, frame: Frame, within: Within) -> KeptFigures:
    """The figure of a day: of its units from the steps, of where people learnt from their spans."""
    if frame is Frame.THEN:
        facts.learnt_by, whole = as_of, kept.places(as_of)
    else:
        whole = Places({(unit, kind, None): number for (unit, kind), number in kept.counts(as_of).items()})
    places = Places({key: n for key, n in whole.items() if facts.lies_in(key[0], as_of, within)})
    told = ((facts.shown(unit, at), standing_of(kind), n) for (unit, kind, at), n in places.items())
    cells = tally_counts(told, facts.parent_of, facts.empty_units(frame, within))
    members = _Members(kept, facts, as_of, places, all_units=within is None)
    return KeptFigures(
        facts.target, as_of, facts.cutoff, frame, members, cells, facts, kept, places, within is None
    )


def kept_shares(figures: KeptFigures, days: list[date], within: Within) -> list[tuple[date, float]]:
    """The percentage on each day, in frame `now`: two queries for any number of days."""
    found = figures.kept.totals(days, _units_in(figures.facts, days, within))
    return [(day, _percent(found[day])) for day in sorted(days)]


def _units_in(facts: KeptFacts, days: list[date], within: Within) -> Units:
    """The units of a scope on each day, reckoned once for all days with the same tree."""
    if within is None:
        return {}
    turns = {facts.tree.turn(day): day for day in days}
    inside = {
        turn: {unit for unit in facts.tree.units if facts.lies_in(unit, day, within)}
        for turn, day in turns.items()
    }
    return {day: inside[facts.tree.turn(day)] for day in days}


def _percent(kinds: Counter[str]) -> float:
    told = ((0, standing_of(kind), number) for kind, number in kinds.items())
    return tally_counts(told, lambda _unit: None).total.percent or 0.0
