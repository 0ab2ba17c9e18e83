"""The matrix of units and criteria, the people behind a cell, and which courses prepare for which criterion."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common import clock
from common.errors import Forbidden
from people import scope
from people.models import Account
from people.queries.tree import UnitTree
from people.services import audit
from reports.criterion_forms import NO_CRITERIA, MatrixForm, TagsForm
from reports.models import Criterion, CriterionSet
from reports.queries.criteria import day_shown, matrix_of, people_of_cell
from reports.services.criteria import tag_courses
from reports.views.page import desk_only, may_set_targets, say_once

PER_PAGE = 50


@desk_only
@require_safe
def criterion_matrix(request: HttpRequest) -> HttpResponse:
    """`?bo=` the set, `?den=` the day; districts are shown as of their last day."""
    account, today = _account(request), clock.today()
    criteria, day, asked = _asked(request)
    if criteria is None:
        context = {"nothing": NO_CRITERIA, "scope_label": scope.scope_title(account)}
        return render(request, "reports/criterion_matrix.html", context)
    tree = UnitTree.load()
    shown = day_shown(criteria, tree, day)
    within = scope.visible_unit_ids(account, shown, tree)
    context = {
        "criteria": criteria, "matrix": matrix_of(criteria, tree, shown, within), "form": asked,
        "ended": shown if shown < day else None, "may_edit": may_set_targets(account, tree),
        "scope_label": scope.scope_title(account, today, tree),
    }  # fmt: skip
    return render(request, "reports/criterion_matrix.html", context)


@desk_only
@require_safe
def criterion_people(request: HttpRequest, code: str, number: str, uuid: UUID) -> HttpResponse:
    """The people behind a cell: `?loai=con-thieu` those who have not learnt, `hoan-thanh` those who have."""
    account, tree = _account(request), UnitTree.load()
    criterion = get_object_or_404(
        Criterion.objects.select_related("criteria"), criteria__code=code, number=number
    )
    form = MatrixForm({"den": request.GET.get("den", "")})
    say_once(request, form.day_notes(clock.now()))
    day = day_shown(criterion.criteria, tree, form.as_of(clock.today()))
    unit = scope.require_unit(account, uuid, day, tree, also_on=clock.today())
    here, done = people_of_cell(criterion, tree, day, unit.pk)
    wanted = request.GET.get("loai", "")
    chosen = {"con-thieu": here - done, "hoan-thanh": done}.get(wanted, here)
    people = scope.visible_people(account, day, tree).filter(pk__in=chosen).order_by("sort_key", "pk")
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    audit.looked(
        "criterion_people_listed", by=account, at=clock.now(), count=page.paginator.count, unit=unit,
        criterion=f"{code} {number}", standing=wanted,
    )  # fmt: skip
    context = {
        "criterion": criterion, "unit": unit, "day": day, "page": page, "done": done,
        "tabs": _tabs(len(here), len(done), wanted, day), "scope_label": scope.scope_title(account),
    }  # fmt: skip
    return render(request, "reports/criterion_people.html", context)


@desk_only
@require_http_methods(["GET", "POST"])
def criterion_tags(request: HttpRequest, code: str) -> HttpResponse:
    """Which courses prepare for the criteria of a set; for whoever sets targets."""
    account = _account(request)
    if not may_set_targets(account):
        raise Forbidden(_("Gắn khóa học với tiêu chí do nhân sự phụ trách toàn tỉnh, thành phố làm."))
    criteria = get_object_or_404(CriterionSet, code=code)
    form = TagsForm(request.POST if request.method == "POST" else None, criteria=criteria)
    if form.is_valid():
        for criterion, courses in form.chosen():
            tag_courses(criterion=criterion, courses=courses, at=clock.now(), by=account)
        messages.success(request, _("Đã lưu. Bảng tiêu chí tính lại ngay."))
        return redirect(f"{reverse('criterion_matrix')}?bo={criteria.code}")
    context = {"form": form, "criteria": criteria, "scope_label": scope.scope_title(account)}
    return render(request, "reports/criterion_tags.html", context, status=422 if form.is_bound else 200)


def _asked(request: HttpRequest) -> tuple[CriterionSet | None, Any, MatrixForm]:
    """The set and day of the address; the form shows what was taken."""
    asked = MatrixForm(request.GET)
    asked.is_valid()
    say_once(request, asked.day_notes(clock.now()))
    criteria = asked.cleaned_data.get("bo") or CriterionSet.objects.first()
    day = asked.as_of(clock.today())
    shown = {"bo": criteria.code if criteria else "", "den": f"{day:%d/%m/%Y}"}
    return criteria, day, MatrixForm(shown)


def _tabs(here: int, done: int, wanted: str, day: Any) -> list[dict[str, Any]]:
    names = [
        ("con-thieu", _("Chưa học"), here - done),
        ("hoan-thanh", _("Đã học"), done),
        ("", _("Tất cả"), here),
    ]
    return [
        {"label": label, "count": count, "current": key == wanted, "href": f"?den={day:%d/%m/%Y}&loai={key}"}
        for key, label, count in names
    ]


def _account(request: HttpRequest) -> Account:
    return request.user  # type: ignore[return-value]
