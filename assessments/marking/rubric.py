"""A rubric as arithmetic: criteria with points and perhaps levels; what was given by criterion adds up to a fraction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.kinds import points
from assessments.kinds.base import Body, bounded, number, rows
from common.errors import DomainError


@dataclass(frozen=True)
class Level:
    """One step of a criterion."""

    text: str
    points: float


@dataclass(frozen=True)
class Criterion:
    """What is looked at, and what it is worth at most; without levels any points up to that."""

    text: str
    most: float
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True)
class GivenPoints:
    """What a marker said of one criterion: a level by its place, or points; `points` goes before `level`."""

    points: float | None = None
    level: int | None = None
    comment: str = ""


@dataclass(frozen=True)
class Given:
    """A whole mark as it was sent: by criterion, or `points` where the question has no rubric."""

    points: float | None = None
    by_criterion: Sequence[GivenPoints] = ()
    comment: str = ""


def criteria_of(body: Body) -> list[Criterion]:
    """The criteria that count; a row worth nothing is a note for the author."""
    found = [_criterion(row) for row in rows(body, "rubric")]
    return [criterion for criterion in found if criterion.most > 0]


def _criterion(row: dict[str, Any]) -> Criterion:
    levels = tuple(Level(str(one.get("text", "")), number(one.get("points"))) for one in rows(row, "levels"))
    most = max([number(row.get("points")), *(level.points for level in levels)])
    return Criterion(str(row.get("text", "")), most, levels)


def weighed(body: Body, given: Given) -> tuple[float, list[dict[str, Any]]]:
    """The fraction of the question's points, and what is kept of each criterion.

    Refused when something is left out or worth more than it can be.
    """
    criteria = criteria_of(body)
    if not criteria:
        worth = points(body)
        return bounded(_within(given.points, worth, _("cả câu")) / worth), []
    by_place = [*given.by_criterion, *[GivenPoints()] * len(criteria)]
    levels = [_kept(criterion, by_place[place]) for place, criterion in enumerate(criteria)]
    earned = sum(level["points"] for level in levels)
    return bounded(earned / sum(criterion.most for criterion in criteria)), levels


def _kept(criterion: Criterion, given: GivenPoints) -> dict[str, Any]:
    chosen = _level(criterion, given.level) if given.points is None else None
    earned = _within(chosen.points if chosen else given.points, criterion.most, criterion.text)
    return {
        "text": criterion.text, "points": earned, "of": criterion.most, "level": chosen.text if chosen else "",
        "comment": given.comment,
    }  # fmt: skip


def _level(criterion: Criterion, place: int | None) -> Level | None:
    return criterion.levels[place] if place is not None and 0 <= place < len(criterion.levels) else None


def _within(value: float | None, most: float, what: str) -> float:
    if value is None:
        raise DomainError(_("Chưa cho điểm: %(what)s.") % {"what": what})
    if not 0 <= value <= most:
        said = {"what": what, "most": f"{most:g}".replace(".", ",")}
        raise DomainError(_("Điểm từ 0 đến %(most)s: %(what)s.") % said)
    return value
