"""What every figure page needs: the right to be here, the scope, the chosen target, day and map."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from common import clock
from common.errors import Forbidden
from people.models import Account
from people.queries.tree import UnitTree
from people.rights import Right
from people.scope import may_use_desk, scope_title, visible_unit_ids
from reports.forms import FigureForm
from reports.models import Target
from reports.queries.figures import Facts, Figures, evaluate, load_facts

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
    may_edit: bool

    @property
    def context(self) -> dict[str, Any]:
        """What the templates of all figure pages share."""
        return {
            "target": self.target,
            "form": self.form,
            "as_of": self.as_of,
            "figures": self.figures,
            "total": self.figures.tally.total,
            "scope_label": self.scope_label,
            "may_edit": self.may_edit,
        }


def may_set_targets(account: Any, tree: UnitTree | None = None) -> bool:
    """Who answers for the whole province, and not only looks at it."""
    return visible_unit_ids(account, clock.today(), tree, Right.SET_TARGETS) is None


def figure_page(
    request: HttpRequest,
    target: Target | None = None,
    code: str | None = None,
    right: Right = Right.SEE_PEOPLE,
) -> FigurePage:
    """Compute once for the whole page, within the units over which the person has the right."""
    target = target or get_object_or_404(Target, code=code)
    form = FigureForm(request.GET)
    now, today = clock.now(), clock.today()
    as_of = form.as_of(today)
    facts = load_facts(target, cutoff=None, known_at=now)
    account: Account = request.user  # type: ignore[assignment]
    within = visible_unit_ids(account, today, facts.tree, right)
    figures = evaluate(facts, as_of, form.frame(), within)
    form = FigureForm({**request.GET.dict(), "den": as_of.strftime("%d/%m/%Y"), "khung": figures.frame.value})
    label = scope_title(account, today, facts.tree)
    may_edit = may_set_targets(account, facts.tree)
    return FigurePage(target, form, as_of, now, within, facts, figures, label, may_edit)
