"""What every page about people needs: the right to be here, the day, the units, the scope."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from common import clock
from people import scope
from people.models import Account, OrgUnit, Person
from people.models.org_unit import Level
from people.queries.tree import Unit, UnitTree


@dataclass
class Desk:
    """One request's view of the desk; units and rights are read once."""

    account: Account
    now: datetime
    today: date

    @cached_property
    def tree(self) -> UnitTree:
        return UnitTree.load()

    @cached_property
    def units(self) -> set[int] | None:
        """The units in scope; None means all."""
        return scope.visible_unit_ids(self.account, self.today, self.tree)

    @cached_property
    def people(self) -> QuerySet[Person]:
        return scope.visible_people(self.account, self.today, self.tree)

    @cached_property
    def may_change(self) -> bool:
        return scope.may_change_people(self.account)

    @cached_property
    def may_reorganise(self) -> bool:
        return scope.may_reorganise(self.account, self.today, self.tree)

    def unit(self, unit_uuid: object) -> OrgUnit:
        return scope.require_unit(self.account, str(unit_uuid), self.today, self.tree)

    def shown_units(self, *, hamlets: bool = False) -> list[tuple[Unit, int]]:
        """The units of today in scope with their depth, as an indented list; hamlets stand on their commune's page."""
        out: list[tuple[Unit, int]] = []
        self._walk(None, 0, out, hamlets)
        return out

    def _walk(self, parent: int | None, depth: int, out: list[tuple[Unit, int]], hamlets: bool) -> None:
        for child in self.tree.children(parent, self.today):
            if self.tree.units[child].level == Level.HAMLET and not hamlets:
                continue
            seen = self.units is None or child in self.units
            if seen:
                out.append((self.tree.units[child], depth))
            self._walk(child, depth + 1 if seen else depth, out, hamlets)

    def context(self, **more: Any) -> dict[str, Any]:
        label = scope.scope_title(self.account, self.today, self.tree)
        return {"scope_label": label, "may_change": self.may_change, "today": self.today, **more}


View = Callable[..., HttpResponse]


def desk_page(view: View) -> View:
    """Signed in and with a scope; the view gets the desk after the request."""
    return _guarded(view, scope.require_desk)


def hr_page(view: View) -> View:
    """Signed in and with the right to change."""
    return _guarded(view, scope.require_hr)


def reorganising_page(view: View) -> View:
    """Signed in and with the HR right over everything."""
    return _guarded(view, scope.require_reorganiser)


def _guarded(view: View, require: Callable[[Account], None]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        account: Account = request.user  # type: ignore[assignment]
        require(account)
        return view(request, Desk(account, clock.now(), clock.today()), *args, **kwargs)

    return login_required(guarded)


def page_of(items: Any, request: HttpRequest, size: int) -> Page[Any]:
    """The asked page; a number out of reach gives the nearest."""
    return Paginator(items, size).get_page(request.GET.get("page"))
