"""A target's figure by commune on one map: what the page draws, counted by the one path and remembered."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache
from redis.exceptions import RedisError

from common.clock import local_day
from people.models.org_unit import Level
from people.queries.tree import Unit, UnitTree
from reports.models import Target
from reports.queries.facts import Frame
from reports.queries.figures import Figures
from reports.queries.kept_figures import figure_of
from reports.queries.marks import KEPT_SECONDS, record_mark
from reports.rules import Cell


@dataclass(frozen=True)
class MapFigure:
    """The total, the cell of every commune by the unit's key, and whoever stands at no commune."""

    total: Cell
    communes: dict[int, Cell]
    rest: Cell


def map_figure(
    target: Target,
    tree: UnitTree,
    *,
    as_of: date,
    frame: Frame,
    within: Collection[int] | None,
    now: datetime,
    cutoff: datetime | None = None,
) -> MapFigure:
    """From the cache while the record says nothing new; what is recorded for units leaves no mark and is counted."""

    def count() -> MapFigure:
        return _counted(target, tree, as_of, frame, within, now, cutoff)

    if not target.counts_people:
        return count()
    known = cutoff.isoformat() if cutoff else ""
    key = f"map:{record_mark(target, tree, local_day(now), within)}:{as_of.isoformat()}:{frame.value}:{known}"
    return _kept(key, KEPT_SECONDS, count)


def public_figure(target: Target, tree: UnitTree, *, as_of: date, now: datetime, seconds: int) -> MapFigure:
    """As old as a public page may be, so that strangers who pull the slider cost one count a day and period."""
    key = f"map:public:{target.pk}:{target.definition_version}:{tree.stamp}:{as_of.isoformat()}"
    return _kept(key, seconds, lambda: _counted(target, tree, as_of, Frame.DAY, None, now))


def _kept(key: str, seconds: int, count: Callable[[], MapFigure]) -> MapFigure:
    try:
        return cache.get_or_set(key, count, seconds) or count()
    except RedisError:  # the map outlives the cache
        return count()


def _counted(
    target: Target,
    tree: UnitTree,
    as_of: date,
    frame: Frame,
    within: Collection[int] | None,
    now: datetime,
    cutoff: datetime | None = None,
) -> MapFigure:
    figures = figure_of(target, tree, as_of=as_of, frame=frame, within=within, now=now, cutoff=cutoff)
    communes = {
        unit: cell
        for unit, cell in figures.tally.units.items()
        if is_commune(figures.facts.tree.units[unit]) and (within is None or unit in within)
    }
    return MapFigure(figures.tally.total, communes, _rest(figures, communes))


def is_commune(unit: Unit) -> bool:
    """A territory of commune level, not an office beside it."""
    return unit.level == Level.COMMUNE and not unit.is_office


def _rest(figures: Figures, communes: dict[int, Cell]) -> Cell:
    total, parts = figures.tally.total, communes.values()
    return Cell(
        numerator=total.numerator - sum(cell.numerator for cell in parts),
        denominator=total.denominator - sum(cell.denominator for cell in parts),
        excluded=total.excluded - sum(cell.excluded for cell in parts),
    )
