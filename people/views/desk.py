"""What every page about people needs: the right to be here, the day, the units, the scope."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase

from common import clock
from people import scope
from people.models import Account, OrgUnit, Person
from people.models.org_unit import Level
from people.queries.tree import Unit, UnitTree
from people.rights import Right
from people.services import audit
from people.views.frames import Frame


@dataclass
class Desk:
    """One request's view of the desk; units and rights are read once.

    Units and people are those over which the account has the page's `right`: who leads a province and keeps the
    records of one commune changes people in that commune alone.
    """

    account: Account
    now: datetime
    today: date
    right: Right = Right.SEE_PEOPLE
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
        """The units in hand; None means all."""
        return scope.visible_unit_ids(self.account, self.units_on, self.tree, self.right)

    @cached_property
    def people(self) -> QuerySet[Person]:
        return scope.visible_people(self.account, self.day, self.tree, self.right)

    @cached_property
    def sees_everybody(self) -> bool:
        """Whether the scope leaves nobody out on the day."""
        return scope.visible_unit_ids(self.account, self.day, self.tree, self.right) is None

    @cached_property
    def may_change(self) -> bool:
        return scope.may_change_people(self.account)

    @cached_property
    def may_reorganise(self) -> bool:
        return scope.may_reorganise(self.account, self.today, self.tree)

    @cached_property
    def may_audit(self) -> bool:
        return scope.may(self.account, Right.SEE_AUDIT)

    @cached_property
    def may_export(self) -> bool:
        return scope.may(self.account, Right.EXPORT)

    @cached_property
    def may_give(self) -> bool:
        return scope.may(self.account, Right.GIVE_COURSES)

    def has_in_hand(self, person: Person) -> bool:
        """Whether this person may be changed here, and not only looked at."""
        if not self.may_change:
            return False
        people = scope.visible_people(self.account, self.today, self.tree, Right.CHANGE_PEOPLE)
        return people.filter(pk=person.pk).exists()

    def person(self, person_uuid: object) -> Person:
        return scope.require_person(self.account, str(person_uuid), self.today, self.right)

    def unit(self, unit_uuid: object) -> OrgUnit:
        """A unit of today's scope or of the scope on the day that is shown."""
        return scope.require_unit(
            self.account, str(unit_uuid), self.today, self.tree, self.right, also_on=self.units_on
        )

    def looked(
        self,
        action: str,
        /,
        *,
        person: Person | None = None,
        unit: OrgUnit | None = None,
        count: int = 1,
        **detail: Any,
    ) -> None:
        """Write down that people were shown."""
        audit.looked(action, by=self.account, at=self.now, person=person, unit=unit, count=count, **detail)

    def shown_units(self, *, hamlets: bool = False) -> list[tuple[Unit, int]]:
        """The units in scope with their depth, as an indented list; hamlets stand on their commune's page."""
        out: list[tuple[Unit, int]] = []
        self._walk(None, 0, out, hamlets)
        return out

    def _walk(self, parent: int | None, depth: int, out: list[tuple[Unit, int]], hamlets: bool) -> None:
        for child in self.tree.children(parent, self.units_on):
            if self.tree.units[child].level == Level.HAMLET and not hamlets:
                continue
            seen = self.units is None or child in self.units
            if seen:
                out.append((self.tree.units[child], depth))
            self._walk(child, depth + 1 if seen else depth, out, hamlets)

    def context(self, **more: Any) -> dict[str, Any]:
        label = scope.scope_title(self.account, self.today, self.tree)
        return {"scope_label": label, "may_change": self.may_change, "today": self.today, **more}


View = Callable[..., HttpResponseBase]


def desk_page(view: View) -> View:
    """Signed in and with a scope; the view gets the desk after the request."""
    return page_for(Right.SEE_PEOPLE)(view)


def hr_page(view: View) -> View:
    """Signed in and with the right to change people."""
    return page_for(Right.CHANGE_PEOPLE)(view)


def reorganising_page(view: View) -> View:
    """Signed in and with the HR right over everything."""
    return _guarded(view, scope.require_reorganiser, Right.REORGANISE)


def page_for(right: Right) -> Callable[[View], View]:
    """Signed in and with a right over some unit; the desk is limited to these units."""

    return lambda view: _guarded(view, lambda account: scope.require(account, right), right)


def _guarded(view: View, require: Callable[[Account], None], right: Right) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        account: Account = request.user  # type: ignore[assignment]
        require(account)
        return view(request, Desk(account, clock.now(), clock.today(), right), *args, **kwargs)

    return login_required(guarded)


def page_of(items: Any, request: HttpRequest, size: int) -> Page[Any]:
    """The asked page; a number out of reach gives the nearest."""
    return Paginator(items, size).get_page(request.GET.get("page"))
