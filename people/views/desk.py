"""What every page about people needs: the right to be here, the day, the units, the scope."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from common import clock
from people import scope
from people.models import Account, OrgUnit, Person
from people.queries.tree import Unit, UnitTree
from people.views.frames import Frame


@dataclass
class Desk:
    """One request's view of the desk; units and rights are read once."""

    account: Account
    now: datetime
    today: date
    frame: Frame | None = None

    def seen_in(self, frame: Frame) -> "Desk":
        """The desk of another day; ask it before anything else."""
        return replace(self, frame=frame)

    @property
    def day(self) -> date:
        """The day whose posts are shown."""
        return self.frame.day if self.frame else self.today

    @property
    def units_on(self) -> date:
        """The day whose units are shown."""
        return self.frame.units_on if self.frame else self.today

    @cached_property
    def tree(self) -> UnitTree:
        return UnitTree.load()

    @cached_property
    def units(self) -> set[int] | None:
        """The units in scope; None means all."""
        return scope.visible_unit_ids(self.account, self.units_on, self.tree)

    @cached_property
    def people(self) -> QuerySet[Person]:
        return scope.visible_people(self.account, self.day, self.tree)

    @cached_property
    def sees_everybody(self) -> bool:
        """Whether the scope leaves nobody out on the day."""
        return scope.visible_unit_ids(self.account, self.day, self.tree) is None

    @cached_property
    def may_change(self) -> bool:
        return scope.may_change_people(self.account)

    def unit(self, unit_uuid: object) -> OrgUnit:
        """A unit of today's scope or of the scope on the day that is shown."""
        return scope.require_unit(self.account, str(unit_uuid), self.today, self.tree, also_on=self.units_on)

    def shown_units(self) -> list[tuple[Unit, int]]:
        """The units in scope with their depth, as an indented list."""
        out: list[tuple[Unit, int]] = []
        self._walk(None, 0, out)
        return out

    def _walk(self, parent: int | None, depth: int, out: list[tuple[Unit, int]]) -> None:
        for child in self.tree.children(parent, self.units_on):
            seen = self.units is None or child in self.units
            if seen:
                out.append((self.tree.units[child], depth))
            self._walk(child, depth + 1 if seen else depth, out)

    def context(self, **more: Any) -> dict[str, Any]:
        label = scope.scope_title(self.account, self.today, self.tree)
        return {"scope_label": label, "may_change": self.may_change, "today": self.today, **more}


View = Callable[..., HttpResponseBase]


def desk_page(view: View) -> View:
    """Signed in and with a scope; the view gets the desk after the request."""
    return _guarded(view, scope.require_desk)


def hr_page(view: View) -> View:
    """Signed in and with the right to change."""
    return _guarded(view, scope.require_hr)


def _guarded(view: View, require: Callable[[Account], None]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        account: Account = request.user  # type: ignore[assignment]
        require(account)
        return view(request, Desk(account, clock.now(), clock.today()), *args, **kwargs)

    return login_required(guarded)


def page_of(items: Any, request: HttpRequest, size: int) -> Page[Any]:
    """The asked page; a number out of reach gives the nearest."""
    return Paginator(items, size).get_page(request.GET.get("page"))
