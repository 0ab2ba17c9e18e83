"""Issuing to a class: who is due, who is not and why; then one button."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certificates.class_queries import Claim, batches_for, counts, in_class, releases_learnt, to_issue
from certificates.forms.classes import ClassForm
from certificates.services.batches.starting import ClassChoice, start_class
from people.queries.people import people_of_unit
from people.rights import Right
from people.views.desk import Desk, page_for, page_of
from people.views.people import unit_options

PER_PAGE, RECENT = 50, 10


@page_for(Right.KEEP_REGISTER)
@require_safe
def class_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The choice, the class that was chosen, and what was done lately."""
    form = _form(request.GET if "lop" in request.GET else None, desk)
    recent = batches_for(desk.account, desk.units).filter(kind="class")[:RECENT]
    context = desk.context(form=form, recent=recent)
    if form.is_bound and form.is_valid():
        context |= _listed(request, desk, form)
    return render(request, "certificates/class.html", context)


@page_for(Right.KEEP_REGISTER)
@require_POST
def class_start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The same choice again, from the page that showed it."""
    form = _form(request.POST, desk)
    if not form.is_valid():
        context = desk.context(form=form, recent=[])
        return render(request, "certificates/class.html", context, status=400)
    choice, rows = _chosen(desk, form)
    with_paper = bool(request.POST.get("giay"))
    enrolments = to_issue(rows, with_paper=with_paper)
    batch = start_class(
        choice, enrolments=enrolments, with_paper=with_paper, by=desk.account, at=desk.now
    )  # fmt: skip
    messages.success(request, _("Đã bắt đầu cấp cho lớp này."))
    return redirect("certificate_batch", batch.uuid)


def _form(data: Any, desk: Desk) -> ClassForm:
    """A unit outside the scope is answered like an unknown one."""
    if data and data.get("unit"):
        desk.unit(data["unit"])
    return ClassForm(
        data, releases=releases_learnt(), units=unit_options(desk), everybody=desk.units is None
    )  # fmt: skip


def _chosen(desk: Desk, form: ClassForm) -> tuple[ClassChoice, QuerySet[Any]]:
    told = form.cleaned_data
    unit = desk.unit(told["unit"]) if told["unit"] else None
    people = people_of_unit(desk.people, desk.tree, unit.pk, desk.today) if unit else desk.people
    choice = ClassChoice(told["lop"], unit, told["since"], told["until"])
    return choice, in_class(choice.release, people, choice.since, choice.until)


def _listed(request: HttpRequest, desk: Desk, form: ClassForm) -> dict[str, Any]:
    choice, rows = _chosen(desk, form)
    found = counts(rows)
    asked = request.GET.get("muc", "")
    shown = rows.filter(claim=asked) if asked in Claim.WORDS else rows
    page = page_of(shown.select_related("learner", "progress"), request, PER_PAGE)
    desk.looked(
        "class_listed", unit=choice.unit, count=page.paginator.count, course=choice.release.course.code
    )
    for row in page:
        row.words = Claim.WORDS[row.claim]
        row.kind = Claim.CHIPS.get(row.claim, "")
    return {
        "choice": choice, "page": page, "asked": asked, "found": found,
        "totals": [(key, word, found[key]) for key, word in Claim.WORDS.items() if key in found],
        "due": found.get(Claim.DUE, 0), "paper": found.get(Claim.PAPER, 0), "held": found.get(Claim.HELD, 0),
        "sum": sum(found.values()),
    }  # fmt: skip
