"""HR's queue of certificates earned elsewhere, and what each course accepts."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certificates.models import Equivalence, ExternalCertificate
from certificates.paper_forms import EquivalenceForm, ReasonForm
from certificates.queries.papers import lacks_of, papers_waiting
from certificates.services.external import accept, give_back, set_equivalence, take_back
from common.errors import Forbidden
from courses.models import Course
from people.models import Person
from people.rights import REFUSAL, Right
from people.scope import visible_people
from people.views.desk import Desk, desk_page, page_for, page_of

State = ExternalCertificate.State
SHOWN = (State.SUBMITTED, State.ACCEPTED, State.RETURNED)


@desk_page
@require_safe
def paper_queue(request: HttpRequest, desk: Desk) -> HttpResponse:
    """First handed in, first shown; tabs for what was decided."""
    state = request.GET.get("tinh-trang", State.SUBMITTED)
    state = state if state in SHOWN else State.SUBMITTED
    page = page_of(papers_waiting(desk.people, state), request, 50)
    desk.looked("external_listed", count=page.paginator.count, standing=state)
    tabs = [(one.value, one.label) for one in SHOWN]
    context = desk.context(page=page, state=state, tabs=tabs)
    return render(request, "certificates/paper_queue.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def paper_decide(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """One paper with its scan beside it: recognise, return with a reason, or take a recognition back."""
    paper = get_object_or_404(
        ExternalCertificate.objects.filter(person__in=desk.people)
        .exclude(state=State.WITHDRAWN)
        .select_related("person", "course", "decided_by"),
        uuid=uuid,
    )
    keeps = _in_hand(desk).filter(pk=paper.person_id).exists()
    form = ReasonForm(request.POST if "ly_do" in request.POST else None)
    if request.method == "POST":
        if not keeps:
            raise Forbidden(str(REFUSAL))
        if request.POST.get("viec") == "cong-nhan":
            accept(certificate=paper, by=desk.account, at=desk.now)
            said = _("Đã công nhận giấy của %(name)s cho khóa “%(course)s”.")
            messages.success(request, said % {"name": paper.person.full_name, "course": paper.course.title})
            return redirect("paper_queue")
        if form.is_valid():
            verb = take_back if paper.state == State.ACCEPTED else give_back
            verb(certificate=paper, reason=form.cleaned_data["ly_do"], by=desk.account, at=desk.now)
            messages.success(request, _("Đã trả lại cho %(name)s.") % {"name": paper.person.full_name})
            return redirect("paper_queue")
    desk.looked("external_viewed", person=paper.person, number=paper.number)
    context = desk.context(
        paper=paper, form=form, keeps=keeps, lacks=lacks_of(paper), is_pdf=str(paper.scan.name).endswith(".pdf"),
        rule=Equivalence.objects.filter(course=paper.course).first(),
    )  # fmt: skip
    return render(request, "certificates/paper_decide.html", context, status=400 if form.errors else 200)


@page_for(Right.KEEP_REGISTER)
@require_safe
def equivalence_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every released course with what it accepts."""
    _whole(desk)
    courses = Course.objects.filter(releases__isnull=False).distinct().select_related("equivalence")
    return render(
        request, "certificates/equivalence_list.html", desk.context(courses=courses.order_by("title"))
    )


@page_for(Right.KEEP_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def equivalence_edit(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """What one course accepts."""
    _whole(desk)
    course = get_object_or_404(Course, slug=slug)
    rule = Equivalence.objects.filter(course=course).first()
    form = EquivalenceForm(request.POST or None, instance=rule)
    if form.is_valid():
        set_equivalence(course=course, by=desk.account, at=desk.now, **form.cleaned_data)
        messages.success(request, _("Đã lưu quy định công nhận."))
        return redirect("equivalence_list")
    context = desk.context(form=form, course=course)
    return render(request, "certificates/equivalence_edit.html", context, status=400 if form.errors else 200)


def _in_hand(desk: Desk) -> QuerySet[Person]:
    return visible_people(desk.account, desk.today, desk.tree, Right.KEEP_REGISTER)


def _whole(desk: Desk) -> None:
    if desk.units is not None:
        raise Forbidden(_("Quy định công nhận do người giữ sổ của toàn tỉnh, thành phố đặt."))
