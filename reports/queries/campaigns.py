"""The board of a round: live from the one path to a figure, or as it was frozen at the close."""

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.cache import cache
from redis.exceptions import RedisError

from common.clock import local_day
from people.queries.coverage import heads_on
from people.queries.tree import Unit, UnitTree
from reports.campaign_rules import Part, Place, Team, standings
from reports.models import Campaign, CampaignRound, CampaignTarget, RoundResult, RoundRow, Scoring
from reports.queries.figures import Figures, Frame
from reports.queries.kept_figures import figure_of
from reports.queries.marks import KEPT_SECONDS, record_mark
from reports.rules import Member, Standing


@dataclass(frozen=True)
class Line:
    """One team on the board."""

    unit: Unit
    place: Place

    @property
    def team(self) -> Team:
        return self.place.team


@dataclass(frozen=True)
class Board:
    """A round as it stands; with a `result` it is closed and does not change any more."""

    round: CampaignRound
    as_of: date
    lines: list[Line]
    bounds: list[int]
    result: RoundResult | None = None

    @property
    def classes(self) -> list[tuple[int, list[Line]]]:
        """The lines by class, in their order."""
        found: dict[int, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.place.size_class, []).append(line)
        return list(found.items())


def team_units(campaign: Campaign, tree: UnitTree, day: date) -> list[Unit]:
    """The units that compete on a day, in Vietnamese order: through reforms of the area and of themselves."""
    heads = heads_on(tree, campaign.area_id, day)
    inside = set().union(*(tree.subtree(head, day) for head in heads))
    return [
        unit
        for unit in tree.on(day)
        if unit.id in inside and unit.level == campaign.level and not unit.is_office
    ]


def board_of(round: CampaignRound, *, today: date, known_at: datetime) -> Board:
    """The frozen rows of a closed round, else the round as of today."""
    result = RoundResult.objects.filter(round=round).first()
    if result:
        return frozen_board(result)
    campaign, tree, as_of = round.campaign, UnitTree.load(), min(today, round.ends_on)
    teams = _remembered(round, tree, as_of, known_at)
    places = standings(teams, campaign.bounds)
    return Board(round, as_of, _lines(places, tree), list(campaign.bounds))


def frozen_board(result: RoundResult) -> Board:
    """What was written at the close, row by row."""
    rows = RoundRow.objects.filter(result=result).order_by("pk")
    places = [Place(team_of(row), row.size_class, row.rank) for row in rows]
    lines = _lines(places, UnitTree.load())
    return Board(result.round, result.as_of, lines, list(result.rules["bounds"]), result)


def team_of(row: RoundRow) -> Team:
    """The team that a frozen row tells of."""
    return Team(row.unit_id, tuple(Part(*part) for part in row.parts), row.size, row.reached_on)


def changed_since(result: RoundResult, *, known_at: datetime) -> list[tuple[Unit, Team | None, Team | None]]:
    """What the record says today of the same day, where it differs: (unit, then, now)."""
    tree = UnitTree.load()
    then = {row.unit_id: team_of(row) for row in RoundRow.objects.filter(result=result)}
    teams = counted(result.round, as_of=result.as_of, known_at=known_at)
    now = {team.unit: team for team in teams}
    return [
        (tree.units[unit], then.get(unit), now.get(unit))
        for unit in dict.fromkeys([*then, *now])
        if _told(then.get(unit)) != _told(now.get(unit))
    ]


def _told(team: Team | None) -> list[tuple[int, int, int]] | None:
    return [(part.target, part.numerator, part.denominator) for part in team.parts] if team else None


def counted(
    round: CampaignRound, *, as_of: date, known_at: datetime, cutoff: datetime | None = None
) -> list[Team]:
    """Every team from the record, on the map of the day, as we knew it at `cutoff`."""
    campaign = round.campaign
    parts = list(campaign.parts.select_related("target").order_by("pk"))
    tree = UnitTree.load()
    asked: dict[str, Any] = {
        "as_of": as_of,
        "frame": Frame.DAY,
        "within": None,
        "now": known_at,
        "cutoff": cutoff,
    }
    figures = [figure_of(part.target, tree, exact=True, **asked) for part in parts]
    since = round.starts_on if campaign.measure == Scoring.FRESH else None
    units = [unit.id for unit in team_units(campaign, tree, as_of)]
    sums = [_sums(figure, set(units), since) for figure in figures]
    return [_team(unit, parts, [found.get(unit, _Sum()) for found in sums]) for unit in units]


@dataclass(slots=True)
class _Sum:
    numerator: int = 0
    denominator: int = 0
    size: int = 0
    last: date | None = None


def _sums(figures: Figures, teams: Collection[int], since: date | None) -> dict[int, _Sum]:
    """The figure's members by team; with `since` whoever was done before has nothing left to do."""
    upward = team_finder(figures.facts.parent_of, teams)
    found: dict[int, _Sum] = {}
    for member in figures.members:
        team = None if member.standing is Standing.EXCLUDED else upward(member.unit)
        if team is not None:
            _add(found.setdefault(team, _Sum()), member, since)
    return found


def _add(into: _Sum, member: Member, since: date | None) -> None:
    into.size += 1
    done = member.completed_on
    if since and done and done < since:
        return
    into.denominator += 1
    if done:
        into.numerator += 1
        into.last = max(into.last or done, done)


def team_finder(
    parent_of: Callable[[int], int | None], teams: Collection[int]
) -> Callable[[int], int | None]:
    """Asks which team a unit stands in: itself, or the first above it."""
    known: dict[int, int | None] = {}

    def team_above(unit: int) -> int | None:
        if unit not in known:
            above = None if unit in teams else parent_of(unit)
            known[unit] = unit if unit in teams else None if above is None else team_above(above)
        return known[unit]

    return team_above


def _team(unit: int, parts: Iterable[CampaignTarget], sums: list[_Sum]) -> Team:
    told = tuple(
        Part(part.target_id, one.numerator, one.denominator, part.weight)
        for part, one in zip(parts, sums, strict=True)
    )
    last = [one.last for one in sums if one.last]
    return Team(unit, told, max((one.size for one in sums), default=0), max(last, default=None))


def _lines(places: list[Place], tree: UnitTree) -> list[Line]:
    return [Line(tree.units[place.team.unit], place) for place in places]


def _remembered(round: CampaignRound, tree: UnitTree, as_of: date, known_at: datetime) -> list[Team]:
    """Counted anew when the record says something new, see `marks`."""
    campaign, today = round.campaign, local_day(known_at)
    parts = campaign.parts.select_related("target").order_by("pk")
    marks = [(record_mark(part.target, tree, today, None), part.weight) for part in parts]
    told = [marks, campaign.area_id, campaign.level, campaign.measure, round.starts_on, as_of]
    key = f"campaign:{hashlib.sha256(repr(told).encode()).hexdigest()}"
    count = partial(counted, round, as_of=as_of, known_at=known_at)
    try:
        teams: list[Team] = cache.get_or_set(key, count, KEPT_SECONDS) or count()
    except RedisError:  # the board outlives the cache
        return count()
    return teams
