"""A helper's own page: the short form, which a phone may send late and twice, and what was recorded before."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from common import clock
from common.errors import DomainError
from common.offline import keeping, require_keeper
from courses.help_forms import HelpForm
from courses.models import HelpSession
from courses.services.help.recording import record_help, void_help
from people.models import Account
from people.queries.tree import UnitTree
from people.rights import Right
from people.scope import require, visible_unit_ids
from people.views.desk import page_of

ROWS = 20
KEPT = timedelta(days=14)  # as long as a sign-in lasts
FILES = ("css/training.css", "js/help.js", "js/help-kept.js", "js/queue.js", "js/keep.js")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def my_help(request: HttpRequest) -> HttpResponse:
    """With `Accept: application/json` it answers a script that empties the phone's queue."""
    account: Account = request.user  # type: ignore[assignment]
    require(account, Right.HELP_VILLAGERS)
    require_keeper(request)
    form = _form(request, account)
    recorded = _record(form, account) if form.is_valid() else None
    if recorded:
        messages.success(request, _("Đã ghi buổi hướng dẫn: %(topic)s.") % {"topic": recorded.topic})
    if request.accepts("application/json") and not request.accepts("text/html"):
        return _told(form, recorded)
    if recorded:
        return redirect("my_help")
    rows = HelpSession.objects.filter(recorded_by=account).select_related("hamlet", "void")
    context = {"form": form, "page": page_of(rows, request, ROWS), "today": clock.today()}
    context["keep"] = keeping(request, until=clock.now() + KEPT, files=FILES)
    return render(request, "courses/help/mine.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def my_help_void(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A slip is taken out of the sums; then it is said anew."""
    account: Account = request.user  # type: ignore[assignment]
    require(account, Right.HELP_VILLAGERS)
    session = HelpSession.objects.filter(uuid=uuid, recorded_by=account).select_related("hamlet").first()
    if session is None:
        raise DomainError(_("Không có buổi này trong những buổi anh/chị đã ghi."), status=404)
    try:
        void_help(session=session, reason=request.POST.get("ly_do", ""), at=clock.now(), by=account)
        messages.success(request, _("Đã hủy buổi này; hãy ghi lại cho đúng."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("my_help")


def _form(request: HttpRequest, account: Account) -> HelpForm:
    today = clock.today()
    return HelpForm(
        request.POST if request.method == "POST" else None, today=today, tree=UnitTree.load(),
        units=visible_unit_ids(account, today, right=Right.HELP_VILLAGERS),
        initial={"uuid": uuid4(), "held_on": today, "minutes": 30},
    )  # fmt: skip


def _record(form: HelpForm, account: Account) -> HelpSession | None:
    try:
        return record_help(uuid=form.cleaned_data["uuid"], said=form.said, at=clock.now(), by=account)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return None


def _told(form: HelpForm, recorded: HelpSession | None) -> JsonResponse:
    if recorded:
        return JsonResponse({"uuid": str(recorded.uuid)})
    problems: list[Any] = [str(error) for errors in form.errors.values() for error in errors]
    return JsonResponse({"problems": problems}, status=422)
