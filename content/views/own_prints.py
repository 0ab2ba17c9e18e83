"""A trainer's own print ledger: what they printed for whom, without a right over any unit."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import clock
from common.errors import DomainError
from content.ledger_queries import Asked, lines
from content.models import PrintRun
from content.print_forms import OwnPrintForm
from content.rights import require_teacher
from content.services.print_runs import record_print_run, void_print_run
from content.views.print_desk import pile_of
from content.views.run_papers import run_paper
from people.models import Account, OrgUnit
from people.queries.tree import UnitTree
from people.views.desk import page_of

ROWS = 25


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_prints(request: HttpRequest) -> HttpResponse:
    """The form above, one's own runs below."""
    account: Account = request.user  # type: ignore[assignment]
    require_teacher(account)
    first = {"tutorial": request.GET.get("bai", ""), "handed_on": clock.today()}
    form = OwnPrintForm(request.POST or None, tree=UnitTree.load(), today=clock.today(), initial=first)
    if request.method == "POST" and form.is_valid() and _recorded(request, account, form):
        return redirect("own_prints")
    asked = Asked.of(request.GET.dict(), _runs(account))
    context = {"form": form, "asked": asked, "page": page_of(lines(asked.runs), request, ROWS), "own": True}
    return render(request, "content/prints/own.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def own_print_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The paper of one's own run."""
    return run_paper(_run(request, uuid))


@login_required
@require_POST
def own_print_void(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A wrong line: out of the sums."""
    run, account = _run(request, uuid), request.user
    try:
        void_print_run(run=run, reason=request.POST.get("ly_do", ""), at=clock.now(), by=account)  # type: ignore[arg-type]
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("own_prints")


def _recorded(request: HttpRequest, account: Account, form: OwnPrintForm) -> bool:
    said: dict[str, Any] = form.cleaned_data
    try:
        pile = pile_of(said, OrgUnit.objects.get(uuid=said["unit"]))
        run = record_print_run(uuid=said["key"], said=pile, at=clock.now(), by=account)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Đã ghi đợt in. Mã trên giấy: %(code)s.") % {"code": run.code})
    return True


def _runs(account: Account) -> QuerySet[PrintRun]:
    return PrintRun.objects.filter(recorded_by=account)


def _run(request: HttpRequest, uuid: UUID) -> PrintRun:
    account: Account = request.user  # type: ignore[assignment]
    require_teacher(account)
    return get_object_or_404(_runs(account).select_related("version", "material", "unit"), uuid=uuid)
