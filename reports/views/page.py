"""What every figure page needs: the right to be here, the scope, the chosen target, day and map."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from common import clock
from common.errors import Forbidden
from people.models import Account
from people.models.org_unit import Level
from people.queries.tree import UnitTree
from people.rights import Right
from people.scope import may_use_desk, scope_title, visible_unit_ids
from reports.forms import FigureForm
from reports.models import Target
from reports.queries.explained import basis_of
from reports.queries.figures import Facts, Figures, Frame
from reports.queries.kept_figures import KeptFigures, figure_of
from reports.queries.levels import districts_ended_on, has_level
from reports.queries.pilots import Comparison, comparison
from reports.queries.responsibility import Responsible, responsible_of, targets_with_responsible

View = Callable[..., HttpResponse]


def desk_only(view: View) -> View:
    """Signed in and with an HR or leader scope; others read why not."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_use_desk(request.user):  # type: ignore[arg-type]
            raise Forbidden(_("Trang này dành cho nhân sự phụ trách danh sách và chỉ tiêu."))
        return view(request, *args, **kwargs)

    return login_required(guarded)


@dataclass
class FigurePage:
    """The figure that a request asks for, limited to what the person may see."""

    target: Target
    form: FigureForm
    as_of: date
    now: datetime
    within: set[int] | None
    facts: Facts
    figures: Figures
    scope_label: str
    level: str = ""
    districts_end: date | None = None
    may_edit: bool = False

    @cached_property
    def comparison(self) -> Comparison:
        """Pilot communes beside the others, asked once a page."""
        return comparison(self.figures)

    @cached_property
    def responsible(self) -> Responsible:
        """Who answers for the target, seen from this scope."""
        return responsible_of(self.target, self.facts.tree, self.facts.today, self.within)

    @property
    def only_level(self) -> str:
        """The level of a target that counts one level alone."""
        return self.target.levels[0] if len(self.target.levels) == 1 else ""

    def while_it_lasted(self) -> "FigurePage":
        """A target of districts alone is shown as of their last day: today there is nothing to count."""
        if not self.districts_end or self.only_level != Level.DISTRICT:
            return self
        asked: dict[str, Any] = {"as_of": self.districts_end, "within": self.within, "now": self.now}
        asked["cutoff"] = self.figures.cutoff
        figures = figure_of(self.target, self.facts.tree, frame=Frame.THEN, **asked)
        return replace(self, as_of=self.districts_end, figures=figures)

    @property
    def until(self) -> datetime | None:
        """The moment until which kept figures hold, when that is not now."""
        kept = self.figures.kept if isinstance(self.figures, KeptFigures) else None
        return kept.until if kept and kept.until < self.now else None

    @property
    def context(self) -> dict[str, Any]:
        """What the templates of all figure pages share."""
        return {
            "target": self.target,
            "form": self.form,
            "as_of": self.as_of,
            "figures": self.figures,
            "until": self.until,
            "total": self.figures.tally.total,
            "cutoff": self.figures.cutoff,
            "basis": basis_of(self.figures),
            "scope_label": self.scope_label,
            "may_edit": self.may_edit,
        }


def may_set_targets(account: Any, tree: UnitTree | None = None) -> bool:
    """Who answers for the whole province, and not only looks at it."""
    return visible_unit_ids(account, clock.today(), tree, Right.SET_TARGETS) is None


def say_once(request: HttpRequest, notes: list[str]) -> None:
    """Warn above this page, or above the next when the request starts work; of several figures of a page one speaks."""
    if not hasattr(request, "said_of_the_day"):
        request.said_of_the_day = notes  # type: ignore[attr-defined]
        for note in notes:
            messages.warning(request, note)


def asking(request: HttpRequest, query: QueryDict) -> HttpRequest:
    """A request for another address of the same person: the list that a form was filled in on; warnings reach them."""
    asked = HttpRequest()
    asked.user, asked.GET = request.user, query  # type: ignore[assignment]
    asked._messages = get_messages(request)  # type: ignore[attr-defined]
    return asked


def figure_page(
    request: HttpRequest,
    target: Target | None = None,
    code: str | None = None,
    right: Right = Right.SEE_PEOPLE,
) -> FigurePage:
    """Compute once for the whole page, within the units over which the person has the right."""
    target = target or get_object_or_404(targets_with_responsible(), code=code)
    form = FigureForm(request.GET)
    now, today = clock.now(), clock.today()
    as_of = form.as_of(today)
    say_once(request, form.day_notes(now))
    tree = UnitTree.load()
    account: Account = request.user  # type: ignore[assignment]
    within = visible_unit_ids(account, today, tree, right)
    asked = {"as_of": as_of, "frame": form.frame(), "cutoff": form.cutoff(now)}
    figures = figure_of(target, tree, within=within, now=now, **asked)  # type: ignore[arg-type]
    facts = figures.facts
    end = districts_ended_on(facts.tree, as_of)
    level = form.level()
    shown = {**request.GET.dict(), "den": as_of.strftime("%d/%m/%Y"), "khung": figures.frame.value}
    form = FigureForm(shown, districts=has_level(facts.tree, Level.DISTRICT, as_of))
    label = scope_title(account, today, facts.tree)
    may_edit = may_set_targets(account, facts.tree)
    return FigurePage(target, form, as_of, now, within, facts, figures, label, level, end, may_edit)
