"""The studio's release screen: what would be fixed, what it means for those who learn, and the confirmation."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from common import clock
from common.errors import DomainError
from content.models import CoursePage
from content.release_form import ReleaseForm
from content.release_plan import Plan, plan_of
from content.services.releases import release_page


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, page_id: int) -> HttpResponse:
    """GET shows the plan (with choices in the query: their impact); POST releases it."""
    page = get_object_or_404(CoursePage.objects.select_related("course"), pk=page_id)
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    if page.course is None:
        return render(request, "content/studio/release_not_yet.html", {"page": page})
    plan = _plan(request, page)
    form = ReleaseForm(request.POST or None, course_code=page.code)
    if request.method == "POST" and form.is_valid() and _released(request, plan, form.cleaned_data["notes"]):
        return redirect("course_release", page.pk)
    past = page.course.releases.order_by("-number").select_related("released_by__person")
    context = {"page": page, "plan": plan, "form": form, "past": past.prefetch_related("items")}
    return render(request, "content/studio/release.html", context)


def _plan(request: HttpRequest, page: CoursePage) -> Plan:
    """`chosen` marks a form that was sent: no box ticked is then a choice, too."""
    given = request.POST if request.method == "POST" else request.GET
    if "chosen" not in given:
        return plan_of(page)
    return plan_of(page, required=_ids(given.getlist("required")), renewed=_ids(given.getlist("renewed")))


def _ids(values: list[str]) -> set[int]:
    return {int(value) for value in values if value.isdecimal()}


def _released(request: HttpRequest, plan: Plan, notes: str) -> bool:
    by: Any = request.user
    try:
        made = release_page(page=plan.page, at=clock.now(), by=by, notes=notes, plan=plan)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return False
    told = {"number": made.number, "title": made.title}
    if plan.newest and made.number == plan.newest.number:
        messages.warning(request, _("Không có gì thay đổi: “%(title)s” vẫn ở bản %(number)d.") % told)
    else:
        messages.success(request, _("Đã phát hành bản %(number)d của “%(title)s”.") % told)
    return True
