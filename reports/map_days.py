"""The days of the map's slider: the end of every month, and the days on which communes changed."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from common.vietnamese import format_day
from people.queries.tree import UnitTree
from reports.queries.map_figure import is_commune


@dataclass(frozen=True)
class Stop:
    """One stop; `told` says what is special about it."""

    day: date
    told: str = ""

    @property
    def value(self) -> str:
        return format_day(self.day)

    @property
    def label(self) -> str:
        return f"{self.value} · {self.told}" if self.told else self.value


@dataclass(frozen=True)
class Days:
    """The stops from first to last, and which of them is shown."""

    stops: list[Stop]
    shown: date

    @property
    def before(self) -> Stop | None:
        return next((stop for stop in reversed(self.stops) if stop.day < self.shown), None)

    @property
    def after(self) -> Stop | None:
        return next((stop for stop in self.stops if stop.day > self.shown), None)


def days(tree: UnitTree, first: date, shown: date, today: date, *, only_stops: bool = False) -> Days:
    """The slider with `shown` as one of its stops; `only_stops` leaves today out and moves to the last stop before."""
    told = dict.fromkeys(_month_ends(min(first, today), today), "")
    told |= {day: _("sắp xếp đơn vị") for day in reforms(tree) if first <= day <= today}
    if only_stops:
        shown = max((day for day in told if day <= shown), default=min(told, default=first))
    else:
        told[today] = _("hôm nay")
    told.setdefault(shown, "")
    return Days([Stop(day, told[day]) for day in sorted(told)], shown)


def reforms(tree: UnitTree) -> list[date]:
    """The days on which communes began."""
    return sorted({unit.valid_from for unit in tree.units.values() if unit.valid_from and is_commune(unit)})


def _month_ends(first: date, last: date) -> list[date]:
    found, day = [], first.replace(day=1)
    while day <= last:
        day = (day + timedelta(days=32)).replace(day=1)
        found.append(day - timedelta(days=1))
    return [day for day in found if first <= day < last]
