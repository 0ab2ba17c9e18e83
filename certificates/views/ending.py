"""Certificates near their end: who holds them, and giving them the course that renews."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from certificates.forms.afterwards import EndingForm, RenewalForm
from certificates.models import Certificate
from certificates.queries.afterwards import ending, renewing_courses
from certificates.rules import lasting as rules
from certificates.services.validity import assign_renewal
from people.rights import Right
from people.scope import visible_unit_ids
from people.views.desk import Desk, desk_page, page_for, page_of

PER_PAGE = 50
A_CENTURY = 36_600


@desk_page
@require_safe
def ending_certificates(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Soonest first; who holds a newer certificate that renews is not here."""
    form = EndingForm(request.GET)
    found = ending(desk.units, desk.today, within=form.within, course=form.course)
    return _page(request, desk, form, found, RenewalForm(today=desk.today, ending=found))


@page_for(Right.GIVE_COURSES)
@require_POST
def renew(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the renewing course to those ticked."""
    everybody = ending(desk.units, desk.today, within=A_CENTURY, course=None)
    form = RenewalForm(request.POST, today=desk.today, ending=everybody)
    if not form.is_valid():
        filters = EndingForm(request.GET)
        found = ending(desk.units, desk.today, within=filters.within, course=filters.course)
        return _page(request, desk, filters, found, form, status=400)
    course = form.cleaned_data["khoa_hoc"]
    made = assign_renewal(
        certificates=form.cleaned_data["giay"], course=course, due_on=form.cleaned_data["han"], by=desk.account,
        at=desk.now,
    )  # fmt: skip
    said = ngettext("Đã giao “%(course)s” cho %(n)s người.", "Đã giao “%(course)s” cho %(n)s người.", made)
    messages.success(request, said % {"course": course.title, "n": made})
    return redirect("ending_certificates")


def _page(
    request: HttpRequest, desk: Desk, form: EndingForm, found: QuerySet[Certificate], renewal: RenewalForm,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    page = page_of(found, request, PER_PAGE)
    desk.looked("register_listed", count=page.paginator.count)
    courses = renewing_courses(list(page))
    rows = [_row(certificate, desk, courses) for certificate in page]
    gives = visible_unit_ids(desk.account, desk.today, desk.tree, Right.GIVE_COURSES) != set()
    context = desk.context(form=form, page=page, rows=rows, renewal=renewal, may_give=gives)
    return render(request, "certificates/ending.html", context, status=status)


def _row(certificate: Certificate, desk: Desk, courses: dict[int, Any]) -> dict[str, Any]:
    validity = getattr(certificate.enrolment.course, "certificate_validity", None)
    months = validity.renewal_months if validity else 0
    assert certificate.expires_on is not None
    return {
        "certificate": certificate,
        "age": rules.age_of(certificate.expires_on, months, desk.today),
        "opens_on": rules.renewal_opens(certificate.expires_on, months),
        "courses": courses.get(certificate.enrolment.course_id, []),
    }
