"""The commune and the week that a page of the loudspeakers shows."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from common.errors import DomainError
from people import scope
from people.models import OrgUnit
from people.queries.tree import Unit
from people.rights import Right
from people.views.desk import Desk
from reports.queries.loudspeaker.week import WEEK, communes_in, monday_of, places_in


@dataclass
class Station:
    """One commune's loudspeakers in one week."""

    desk: Desk
    commune: Unit
    monday: date

    @cached_property
    def unit(self) -> OrgUnit:
        return OrgUnit.objects.get(pk=self.commune.id)

    @cached_property
    def hands(self) -> set[int] | None:
        """The units where the account may plan and log."""
        return scope.visible_unit_ids(self.desk.account, self.desk.today, self.desk.tree, Right.BROADCAST)

    @property
    def may_plan(self) -> bool:
        return self.hands is None or self.commune.id in self.hands

    @property
    def places(self) -> list[Unit]:
        """The places in hand."""
        return places_in(self.commune, self.hands, self.desk.tree, self.desk.today)

    def address(self, name: str = "loudspeaker", **more: Any) -> str:
        said = {"xa": self.commune.uuid, "tuan": self.monday.isoformat(), **more}
        return f"{reverse(name)}?{urlencode(said)}"

    def context(self, **more: Any) -> dict[str, Any]:
        """What every page here shows; the menu of the desk is for those who have it."""
        may = {"may_plan": self.may_plan, "may_log": bool(self.places), "back": self.address()}
        on_desk = scope.may_use_desk(self.desk.account)
        said = self.desk.context(station=self, on_desk=on_desk, monday=self.monday, **may, **more)
        return said if on_desk else said | {"scope_label": ""}  # a helper's scope is no list of cadres


def station_of(request: HttpRequest, desk: Desk) -> Station | None:
    """`?xa=` and `?tuan=`; without them the first commune in scope and this week. None: there is no commune."""
    communes = communes_in(desk.units, desk.tree, desk.today)
    asked = request.GET.get("xa", "")
    found = [one for one in communes if not asked or str(one.uuid) == asked]
    if asked and not found:
        raise DomainError(_("Không có đơn vị này trong phạm vi bạn phụ trách."), status=404)
    return Station(desk, found[0], _week(request.GET.get("tuan", ""), desk.today)) if found else None


def require_station(request: HttpRequest, desk: Desk) -> Station:
    """The same where a page is about one commune."""
    station = station_of(request, desk)
    if station is None:
        raise DomainError(_("Không có xã, phường nào trong phạm vi bạn phụ trách."), status=404)
    return station


def at_week(station: Station, weeks: int) -> str:
    """The address of a week before or after."""
    return replace(station, monday=station.monday + weeks * WEEK).address()


def _week(text: str, today: date) -> date:
    """Any day of the week; nonsense and other centuries are this week."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = today
    return monday_of(day if 2000 <= day.year <= 2100 else today)
