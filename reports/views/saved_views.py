"""Saved views: the list, opening one, and what is done with one's own."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.errors import DomainError
from people.models import OrgUnit
from people.scope import scope_heads
from people.views.desk import Desk, desk_page
from reports.models import SavedView
from reports.queries.saved_views import views_for
from reports.services import saved_views as service


@desk_page
@require_http_methods(["GET", "POST"])
def saved_views(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All views one may open; with `?tu=` the page one came from, to be saved."""
    address = request.POST.get("dia-chi", "") or request.GET.get("tu", "")
    path, _mark, query = address.partition("?")
    error = ""
    if request.method == "POST":
        try:
            _save(request, desk, path, query)
            return redirect("saved_views")
        except DomainError as refusal:
            error = str(refusal)
    gone = SavedView.objects.filter(uuid=_uuid(request.GET.get("bo", "")), owner=desk.account)
    context = desk.context(
        views=list(views_for(desk.account, desk.today, desk.tree)),
        address=address if service.is_place(path) else "",
        units=_units(desk), error=error, name=request.POST.get("ten", ""),
        removed=gone.filter(removed_at__isnull=False).first(),
    )  # fmt: skip
    return render(request, "reports/saved_views.html", context, status=422 if error else 200)


@desk_page
@require_safe
def saved_view(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Open it; the page shows what the reader may see."""
    view = views_for(desk.account, desk.today, desk.tree).filter(uuid=uuid).first()
    if view is None:
        raise _unknown()
    return redirect(f"{view.path}?{view.query}" if view.query else view.path)


@desk_page
@require_POST
def saved_view_deed(request: HttpRequest, desk: Desk, uuid: UUID, deed: str) -> HttpResponse:
    """Rename, share, make default, remove, take back."""
    view = SavedView.objects.filter(owner=desk.account, uuid=uuid).first()
    if view is None:
        raise _unknown()
    try:
        _do(deed, view, request, desk)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    back = reverse("saved_views")
    return redirect(f"{back}?bo={uuid}" if deed == "xoa" else back)


def _do(deed: str, view: SavedView, request: HttpRequest, desk: Desk) -> None:
    if deed == "doi-ten":
        service.rename(view=view, name=request.POST.get("ten", ""))
    elif deed == "chia-se":
        service.share(view=view, unit=_unit(desk, request.POST.get("don-vi", "")))
    elif deed in ("mac-dinh", "bo-mac-dinh"):
        service.set_default(view=view, wanted=deed == "mac-dinh")
    elif deed == "xoa":
        service.remove(view=view, at=desk.now)
    elif deed == "lay-lai":
        service.restore(view=view)
    else:
        raise DomainError(_("Không có việc này."), status=404)


def _save(request: HttpRequest, desk: Desk, path: str, query: str) -> None:
    unit = _unit(desk, request.POST.get("don-vi", ""))
    view = service.save_view(
        name=request.POST.get("ten", ""), path=path, query=query, unit=unit, at=desk.now, by=desk.account
    )
    messages.success(request, _("Đã lưu chế độ xem “%(name)s”.") % {"name": view.name})


def _units(desk: Desk) -> list[OrgUnit]:
    """The units one works for: with these alone a view is shared."""
    heads = scope_heads(desk.account, desk.today, desk.tree)
    return list(OrgUnit.objects.filter(pk__in=heads).order_by("pk"))


def _unit(desk: Desk, text: str) -> OrgUnit | None:
    if not text:
        return None
    found = next((unit for unit in _units(desk) if str(unit.uuid) == text), None)
    if found is None:
        raise DomainError(_("Không có đơn vị này trong phạm vi bạn phụ trách."), status=404)
    return found


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _unknown() -> DomainError:
    return DomainError(_("Không có chế độ xem này."), status=404)
