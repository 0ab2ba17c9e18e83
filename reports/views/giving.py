"""Courses given by themselves to whoever counts for a target: chosen, looked at, switched on, ended, undone."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common import clock
from common.errors import DomainError, Forbidden
from courses.models import Course
from people.models import Account, Person
from people.queries.tree import UnitTree
from people.scope import scope_title
from people.views.people import as_uuid
from reports.learning import Learning, What
from reports.models import Counts, CourseGift, CourseRule, Target
from reports.queries.explained import explained
from reports.queries.giving import Giving, Plan, courses_to_give, plan_of
from reports.services.giving import end_rule, start_rule
from reports.views.page import desk_only, may_set_targets

NAMED, ROWS = 30, 50  # people whom a preview names of each course; gifts a page


@desk_only
@require_http_methods(["GET", "POST"])
def target_giving(request: HttpRequest, code: str) -> HttpResponse:
    """What the rule would give, or what the running one gave; only for who answers for the whole province."""
    account: Account = request.user  # type: ignore[assignment]
    tree = UnitTree.load()
    if not may_set_targets(account, tree):
        raise Forbidden(_("Chỉ nhân sự phụ trách toàn tỉnh, thành phố được đặt chỉ tiêu."))
    target = get_object_or_404(Target.objects.select_related("unit"), code=code, counts=Counts.PEOPLE)
    if request.method == "POST":
        return _done(request, target, account)
    running = (
        CourseRule.objects.filter(target=target, ended_at__isnull=True).select_related("started_by").first()
    )
    courses = courses_to_give(target)
    asked = _chosen(request, courses)
    looked = plan_of(target, asked, clock.now()) if asked and not running and "xem" in request.GET else None
    chosen = asked if request.GET.getlist("khoa") else _usual(target, courses)
    context: dict[str, Any] = {
        "target": target, "explained": explained(target), "running": running, "plan": looked,
        "courses": [(course, course in chosen) for course in courses], "chosen": asked,
        "previews": [_preview(looked, one) for one in looked.givings] if looked else [],
        "scope_label": scope_title(account, clock.today(), tree), **_history(request, target),
    }  # fmt: skip
    return render(request, "reports/giving.html", context)


def _chosen(request: HttpRequest, courses: list[Course]) -> list[Course]:
    """Of the target's courses those that the address or the form names."""
    asked = {*request.GET.getlist("khoa"), *request.POST.getlist("khoa")}
    return [course for course in courses if str(course.uuid) in asked]


def _usual(target: Target, courses: list[Course]) -> list[Course]:
    """All that must be learnt; where one of several is enough, the first."""
    every = Learning.read(target.learning).what is What.ALL
    return courses if every else courses[:1]


def _done(request: HttpRequest, target: Target, account: Account) -> HttpResponse:
    deed, at = request.POST.get("viec", ""), clock.now()
    try:
        if deed == "bat":
            start_rule(target=target, courses=_chosen(request, courses_to_give(target)), at=at, by=account)
            messages.success(
                request,
                _("Đã bật. Người đang thuộc chỉ tiêu được giao ngay; người mới vào được giao sau đó."),
            )
        elif deed in ("dung", "hoan-tac"):
            rule = get_object_or_404(CourseRule, target=target, uuid=as_uuid(request.POST.get("quy-tac", "")))
            end_rule(rule=rule, at=at, by=account, undo=deed == "hoan-tac")
            undone = _("Đã thu lại khóa học của người chưa vào học.")
            messages.success(request, undone if deed == "hoan-tac" else _("Đã dừng tự giao."))
        else:
            raise DomainError(_("Không có việc này."), status=404)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("target_giving", target.code)


def _preview(plan: Plan, giving: Giving) -> dict[str, Any]:
    """By level, and the first names in Vietnamese order."""
    units = {one.person: plan.tree.units[one.unit] for one in giving.people}
    rows = Person.objects.filter(pk__in=sorted(units)[: 20 * NAMED]).order_by("sort_key", "pk")[:NAMED]
    return {
        "giving": giving,
        "levels": plan.by_level(giving),
        "named": [(person, units[person.pk]) for person in rows],
        "rest": len(units) - min(len(units), NAMED),
    }


def _history(request: HttpRequest, target: Target) -> dict[str, Any]:
    """Rules of before and now with what became of their gifts, and the gifts themselves."""
    rules = list(CourseRule.objects.filter(target=target).prefetch_related("courses"))
    counts = (
        CourseGift.objects.filter(rule__target=target)
        .order_by()
        .values("rule", "state")
        .annotate(n=Count("pk"))
    )
    told: dict[int, dict[str, int]] = {}
    for row in counts:
        told.setdefault(row["rule"], {})[row["state"]] = row["n"]
    gifts = CourseGift.objects.filter(rule__target=target).select_related(
        "enrolment__learner", "enrolment__course"
    )
    gifts = gifts.order_by("-given_at", "enrolment__learner__sort_key", "pk")
    return {
        "rules": [(rule, told.get(rule.pk, {})) for rule in rules],
        "page": Paginator(gifts, ROWS).get_page(request.GET.get("page")),
    }
