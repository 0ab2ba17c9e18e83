"""Work for many people at once: chosen in a list, described, previewed, confirmed, followed, undone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.errors import DomainError
from people.rights import Right
from people.views.desk import Desk, page_for, page_of
from reports.bulk_forms import BulkForm, NumberForm
from reports.bulk_words import WHY, button
from reports.models import BulkDeed, BulkLine, JobState, Target
from reports.overtaken import WHOLE, Stale
from reports.queries.bulk import counts_of, deeds_of, named, reasons_of
from reports.services import jobs
from reports.services.bulk import choosing, starting
from reports.views.lists import people_of_cadres, people_of_figure, people_ticked
from reports.views.page import asking, figure_page

Line = BulkLine.State
ROWS = 50
TYPED_ABOVE = 20  # people; for more the number is typed by hand
BEFORE = (JobState.DRAFT, JobState.PREVIEW)


@page_for(Right.GIVE_COURSES)
@require_safe
def bulk_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One's own deeds, newest first."""
    page = page_of(deeds_of(desk.account), request, ROWS)
    return render(request, "reports/bulk_list.html", desk.context(page=page, now=desk.now))


@page_for(Right.GIVE_COURSES)
@require_POST
def bulk_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Freeze the people of a list: the ticked ones, or all that its address shows."""
    people, source = _chosen(request, desk)
    deed = choosing.choose(
        kind=request.POST.get("viec", ""), people=people, source=source, back=_back(request), at=desk.now,
        by=desk.account,
    )  # fmt: skip
    return redirect("bulk_detail", deed.uuid)


@page_for(Right.GIVE_COURSES)
@never_cache
@require_http_methods(["GET", "POST"])
def bulk_detail(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Before: what is to be done and to whom. After: how far it is, and what became of each."""
    deed = _deed(desk, uuid)
    form = BulkForm(request.POST if request.method == "POST" else None, deed=deed)
    if request.method == "POST" and form.is_valid() and _described(form, deed, desk):
        return redirect("bulk_detail", uuid)
    status = 422 if form.is_bound else 200
    return render(request, "reports/bulk.html", _context(request, desk, deed, form), status=status)


@page_for(Right.GIVE_COURSES)
@require_POST
def bulk_deed(request: HttpRequest, desk: Desk, uuid: UUID, deed: str) -> HttpResponse:
    """Confirm, stop, go on, undo, throw away."""
    row = _deed(desk, uuid)
    try:
        said = _done(deed, row, request, desk)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("bulk_detail", uuid)
    if said:
        messages.success(request, said)
    return redirect("bulk_list") if deed == "bo" else redirect("bulk_detail", uuid)


def _done(name: str, row: BulkDeed, request: HttpRequest, desk: Desk) -> str:
    if name == "xac-nhan":
        starting.confirm(
            deed=row, number=NumberForm(request.POST).number(), at=desk.now, by=desk.account,
            opened=request.POST.get(WHOLE),
        )  # fmt: skip
        return ""
    if name == "hoan-tac":
        starting.undo(deed=row, at=desk.now, by=desk.account)
        return ""
    if name == "dung":
        jobs.stop(row, at=desk.now)
        return _("Đã dừng. Việc đã làm cho ai thì vẫn còn; có thể hoàn tác.")
    if name == "lam-tiep":
        jobs.again(row)
        return ""
    if name == "bo":
        starting.discard(deed=row)
        return _("Đã bỏ, chưa làm gì với ai.")
    raise DomainError(_("Không có việc này."), status=404)


def _described(form: BulkForm, deed: BulkDeed, desk: Desk) -> bool:
    try:
        choosing.describe(deed=deed, **form.described(), at=desk.now, opened=form.opened)
    except Stale as refusal:
        form.tell_stale(refusal)
        return False
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _chosen(request: HttpRequest, desk: Desk) -> tuple[list[int], str]:
    """The people, and in words the list they come from."""
    listed, query = request.POST.get("nguon", ""), QueryDict(request.POST.get("loc", ""), mutable=True)
    if not request.POST.get("tat-ca") and not request.POST.getlist("don-vi"):
        return people_ticked(request.POST.getlist("nguoi"), desk), _("Những người đã đánh dấu")
    if listed == "can-bo":
        seen = Desk(desk.account, desk.now, desk.today)  # the list shows all whom one may see
        return people_of_cadres(query, desk.account, seen), _("Danh sách cán bộ")
    target = Target.objects.filter(code=listed).first()
    if target is None or target.counts_units:
        return [], ""
    if units := request.POST.getlist("don-vi"):
        query.setlist("don-vi", units)
        query["loai"] = "con-thieu"
    page = figure_page(asking(request, query), target=target)
    return people_of_figure(query, page), target.title


def _back(request: HttpRequest) -> str:
    """The list's address; only an address of the desk is kept."""
    address = request.POST.get("ve", "")
    return address if address.startswith("/nhan-su/") and "\\" not in address else ""


def _deed(desk: Desk, uuid: UUID) -> BulkDeed:
    deed = deeds_of(desk.account).filter(uuid=uuid).first()
    if deed is None:
        raise DomainError(_("Không có việc này trong số việc của bạn."), status=404)
    return deed


def _context(request: HttpRequest, desk: Desk, deed: BulkDeed, form: BulkForm) -> dict[str, Any]:
    counts = counts_of(deed)
    lists = {
        "": _("Sẽ làm") if deed.state in BEFORE else _("Đã làm"),
        "ngoai": _("Để ngoài") if deed.state in BEFORE else _("Không làm"),
    }
    states = {"": (Line.IN, Line.DONE, Line.UNDONE), "ngoai": (Line.OUT, Line.SKIPPED, Line.KEPT)}
    wanted = request.GET.get("muc", "") if request.GET.get("muc", "") in states else ""
    page = page_of(deed.lines.filter(state__in=states[wanted]).order_by("position"), request, ROWS)
    inside, left_out = (sum(counts[state] for state in states[key]) for key in states)
    return desk.context(
        deed=deed,
        form=form if deed.state in BEFORE else None,
        seen=choosing.state_of(deed),
        before=deed.state in BEFORE,
        counts=counts,
        inside=inside,
        left_out=left_out,
        reasons=[(WHY.get(why, why), n) for why, n in reasons_of(deed, states["ngoai"])],
        tabs=[
            {"label": lists[key], "count": count, "current": key == wanted, "href": f"?muc={key}" if key else "?"}
            for key, count in zip(states, (inside, left_out), strict=True)
        ],
        page=page,
        lines=[(one, WHY.get(one.line.why, "")) for one in named(list(page), desk.tree, desk.today)],
        confirm_label=button(deed.kind, inside),
        typed=inside > TYPED_ABOVE,
        only=named([deed.lines.get(state=Line.IN)], desk.tree, desk.today)[0] if before_one(deed, counts) else None,
        undo_until=starting.undo_until(deed),
        may_undo=starting.may_undo(deed, desk.now),
    )  # fmt: skip


def before_one(deed: BulkDeed, counts: dict[str, int]) -> bool:
    """A deed for one person is confirmed by name."""
    return deed.state == JobState.PREVIEW and counts[Line.IN] == 1
