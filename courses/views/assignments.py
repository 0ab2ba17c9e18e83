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
from common.errors import DomainError
from common.vietnamese import format_day, format_number
from courses.forms import AssignmentForm
from courses.models import Assignment
from courses.queries.assigning import assignments_with_counts, reach_of
from courses.services.enrolment import assign, end_assignment
from people import scope
from people.rights import Right

PAGE_SIZE = 25


@login_required
@require_safe
def assignment_list(request: HttpRequest) -> HttpResponse:
    """The orders for the units the account may see."""
    account: Any = request.user
    scope.require_desk(account)
    rows = assignments_with_counts(scope.visible_unit_ids(account, clock.today()))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "may_assign": scope.may(account, Right.GIVE_COURSES)}
    return render(request, "courses/assignment_list.html", context | _desk(account))


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
    end_assignment(assignment=order, at=clock.now())
    messages.success(request, _("Đã kết thúc: người đến sau không được giao nữa. Người đang học học tiếp."))
    return redirect("assignment_list")


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


def _desk(account: Any) -> dict[str, Any]:
    return {"scope_label": scope.scope_title(account, clock.today())}
