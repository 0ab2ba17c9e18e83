"""Giving courses to units: see how many it reaches, confirm by name, and follow what becomes of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import clock
from common.errors import DomainError, Forbidden
from common.vietnamese import format_day, format_number
from courses.forms import AssignmentForm, PartnersForm
from courses.models import Assignment
from courses.queries.assigning import assignments_with_counts, reach_of
from courses.queries.orders import Orders, Shelf
from courses.services.assignment_partners import set_partners
from courses.services.enrolment import assign, end_assignment
from people import scope
from people.queries.tree import UnitTree
from people.rights import Right

PAGE_SIZE = 25


@login_required
@require_safe
def assignment_list(request: HttpRequest) -> HttpResponse:
    """The orders of the account's own units; beside them those from above and those they help with."""
    account: Any = request.user
    scope.require_desk(account)
    orders = _orders(account)
    shelf = Shelf(request.GET["muc"]) if request.GET.get("muc") in list(Shelf) else Shelf.OWN
    shelf = Shelf.OWN if orders.units is None else shelf
    page = Paginator(orders.on(shelf), PAGE_SIZE).get_page(request.GET.get("page"))
    if orders.units is not None and shelf is not Shelf.OWN:
        page.object_list = orders.counted(list(page.object_list))
    context = {
        "page": page,
        "tabs": [] if orders.units is None else _tabs(orders, shelf, page.paginator.count),
        "own": shelf is Shelf.OWN,
        "may_assign": scope.may(account, Right.GIVE_COURSES),
    }
    return render(request, "courses/assignment_list.html", context | _desk(account, orders.tree))


@login_required
@require_http_methods(["GET", "POST"])
def assignment_detail(request: HttpRequest, assignment: UUID) -> HttpResponse:
    """One order: who gave it, who leads and coordinates, how far; HR of the order's unit changes the partners."""
    account: Any = request.user
    scope.require_desk(account)
    orders = _orders(account)
    found = orders.shelf_of(assignment)
    if found is None:
        raise DomainError(_("Không có lần giao này trong phạm vi bạn phụ trách."), status=404)
    order, shelf = found
    may_change = shelf is Shelf.OWN and _in_hand(account, order, orders)
    if request.method == "POST" and not may_change:
        raise Forbidden(_("Lần giao này do đơn vị khác giao, bạn chỉ xem."))
    form = PartnersForm(
        request.POST if request.method == "POST" else None,
        visible=orders.units, tree=orders.tree, today=orders.day, order=order,
    )  # fmt: skip
    if form.is_valid():
        set_partners(assignment=order, **form.cleaned_data, at=clock.now(), by=account)
        messages.success(request, _("Đã ghi đơn vị chủ trì và phối hợp."))
        return redirect("assignment_detail", assignment=order.uuid)
    context = {"order": order, "own": shelf is Shelf.OWN, "form": form if may_change else None}
    status = 422 if form.is_bound else 200
    return render(
        request, "courses/assignment_detail.html", context | _desk(account, orders.tree), status=status
    )


@login_required
@require_http_methods(["GET", "POST"])
def assignment_new(request: HttpRequest) -> HttpResponse:
    """First answer: how many people; second, with the confirmation: the order."""
    account: Any = request.user
    scope.require(account, Right.GIVE_COURSES)
    today = clock.today()
    form = AssignmentForm(
        request.POST if request.method == "POST" else None,
        visible=scope.visible_unit_ids(account, today, right=Right.GIVE_COURSES),
        today=today,
    )
    context: dict[str, Any] = {"form": form} | _desk(account)
    if not form.is_valid():
        return render(request, "courses/assignment_new.html", context, status=422 if form.is_bound else 200)
    if "confirmed" not in request.POST:
        reach = reach_of(form.cleaned_data["course"], form.cleaned_data["unit"], today)
        return render(
            request, "courses/assignment_new.html", context | {"reach": reach, "asked": form.cleaned_data}
        )
    try:
        order = assign(**form.cleaned_data, at=clock.now(), by=account)
    except DomainError as error:
        form.add_error(None, str(error))
        return render(request, "courses/assignment_new.html", context, status=error.status)
    messages.success(request, _told(order))
    return redirect("assignment_list")


@login_required
@require_POST
def assignment_end(request: HttpRequest, assignment: UUID) -> HttpResponse:
    """Stop an order from reaching newcomers."""
    account: Any = request.user
    scope.require(account, Right.GIVE_COURSES)
    visible = scope.visible_unit_ids(account, clock.today(), right=Right.GIVE_COURSES)
    order = assignments_with_counts(visible).filter(uuid=assignment).first()
    if order is None:
        raise DomainError(_("Không có lần giao này trong phạm vi bạn phụ trách."), status=404)
    end_assignment(assignment=order, at=clock.now(), by=account)
    messages.success(request, _("Đã kết thúc: người đến sau không được giao nữa. Người đang học học tiếp."))
    return redirect("assignment_list")


def _in_hand(account: Any, order: Assignment, orders: Orders) -> bool:
    """Whether the account gives courses to the order's unit, and does not only look at it."""
    units = scope.visible_unit_ids(account, orders.day, orders.tree, Right.GIVE_COURSES)
    return units is None or order.unit_id in units


def _told(order: Assignment) -> str:
    people = order.enrolment_set.count()
    sentence = ngettext(
        "Đã giao “%(course)s” cho %(n)s người, hạn %(day)s.",
        "Đã giao “%(course)s” cho %(n)s người, hạn %(day)s.",
        people,
    )
    return sentence % {
        "course": order.course.title,
        "n": format_number(people),
        "day": format_day(order.due_on),
    }


def _orders(account: Any) -> Orders:
    tree, today = UnitTree.load(), clock.today()
    units = scope.visible_unit_ids(account, today, tree)
    return Orders(units, scope.visible_people(account, today, tree), tree, today)


def _tabs(orders: Orders, shelf: Shelf, here: int) -> list[dict[str, Any]]:
    names = {
        Shelf.OWN: _("Đơn vị mình"),
        Shelf.ABOVE: _("Giao từ cấp trên"),
        Shelf.PARTNER: _("Chủ trì, phối hợp"),
    }
    return [
        {
            "label": label,
            "count": here if key is shelf else orders.on(key).count(),
            "current": key is shelf,
            "href": f"?muc={key}" if key else "?",
        }
        for key, label in names.items()
    ]


def _desk(account: Any, tree: UnitTree | None = None) -> dict[str, Any]:
    return {"scope_label": scope.scope_title(account, clock.today(), tree)}
