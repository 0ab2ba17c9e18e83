"""Appeals at the desk: listed, read with the whole paper, decided by somebody who did not mark it first."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.marking import queue, rights
from assessments.marking.told import said_of
from assessments.models import Appeal
from assessments.presenting import Address
from assessments.queries.papers import bodies_of, file_of_question
from assessments.review import review
from assessments.services.appeals import decide_appeal
from assessments.serving import served
from assessments.views.marking.guard import MarkingDesk, markers_only
from assessments.views.marking.parts import decimal_in, paper_name, tabs
from common.errors import DomainError
from people.services import audit

ROWS = 30


@markers_only
@require_safe
def appeals(request: HttpRequest, at_desk: MarkingDesk) -> HttpResponse:
    """Open ones first and the oldest of them first; the decided ones below."""
    related = ("attempt__quiz__activity", "attempt__quiz__marking_rule", "attempt__enrolment__learner")
    found = rights.appeals_seen_by(at_desk.account).select_related(*related, "decided_by__person")
    done = request.GET.get("muc") == "xong"
    found = found.exclude(state=Appeal.State.OPEN) if done else found.filter(state=Appeal.State.OPEN)
    found = found.annotate(is_mine=rights.marked_before(at_desk.account))
    page = Paginator(found.order_by("-decided_at" if done else "asked_at", "pk"), ROWS).get_page(
        request.GET.get("page")
    )
    lines = [
        {"appeal": appeal, "paper": paper_name(appeal.attempt, has_appeal=appeal.state == Appeal.State.OPEN)}
        for appeal in page
    ]
    shelves = [
        {"label": _("Đang chờ"), "href": "?", "current": not done},
        {"label": _("Đã trả lời"), "href": "?muc=xong", "current": done},
    ]
    context = {
        "page": page,
        "lines": lines,
        "tabs": tabs(at_desk, "appeals"),
        "shelves": shelves,
        "done": done,
    }
    return render(request, "assessments/marking/appeals.html", context)


@markers_only
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, at_desk: MarkingDesk, appeal: UUID) -> HttpResponse:
    """The whole paper with its key and marks beside the reason; the answer below."""
    found = _find(at_desk, appeal)
    if request.method != "POST":
        return _page(request, at_desk, found)
    try:
        decide_appeal(
            appeal=found, by=at_desk.account, answer=request.POST.get("tra-loi", "").strip(),
            fractions=_fractions(request, found), at=at_desk.at,
        )  # fmt: skip
    except DomainError as refusal:
        return _page(request, at_desk, found, str(refusal))
    messages.success(request, _("Đã trả lời đơn phúc khảo."))
    return redirect("marking_appeals")


@markers_only
@require_safe
def picture(
    request: HttpRequest, at_desk: MarkingDesk, appeal: UUID, question: UUID, name: str
) -> FileResponse:
    """A picture of a question on the paper."""
    file = file_of_question(_find(at_desk, appeal).attempt, str(question), name)
    if file is None:
        raise Http404
    return served(file)


def _find(at_desk: MarkingDesk, appeal: UUID) -> Appeal:
    related = ("attempt__quiz__activity", "attempt__quiz__marking_rule", "attempt__enrolment__learner")
    mine = rights.appeals_seen_by(at_desk.account).select_related(*related, "decided_by__person")
    return get_object_or_404(mine.annotate(is_mine=rights.marked_before(at_desk.account)), uuid=appeal)


def _fractions(request: HttpRequest, found: Appeal) -> dict[str, float]:
    """New points by question where something was typed; what is no number is refused, not passed over."""
    fractions: dict[str, float] = {}
    for entry in found.attempt.paper:
        text = request.POST.get(f"diem-{entry['id']}", "").strip()
        worth = float(entry.get("points", 1))
        value = decimal_in(text)
        if text and (value is None or not worth):
            raise DomainError(_("Điểm “%(text)s” không đọc được.") % {"text": text[:20]})
        if text and value is not None:
            fractions[entry["id"]] = value / worth
    return fractions


def _address(found: Appeal) -> Callable[[str], Address]:
    def of(question: str) -> Address:
        return lambda name: reverse("marking_appeal_picture", args=[found.uuid, question, name])

    return of


def _page(request: HttpRequest, at_desk: MarkingDesk, found: Appeal, problem: str = "") -> HttpResponse:
    attempt, is_open = found.attempt, found.state == Appeal.State.OPEN
    said = said_of(attempt)
    questions = [
        {
            "shown": shown, "said": said.get(shown.id, []), "asked": shown.id == str(found.question),
            "typed": request.POST.get(f"diem-{shown.id}", ""),
        }
        for shown in review(attempt, bodies_of(attempt), reveal=True, address=_address(found))
    ]  # fmt: skip
    hidden = queue.hides_name(attempt)
    audit.looked(
        "appeal_read", by=at_desk.account, at=at_desk.at, person=None if hidden else attempt.enrolment.learner,
        quiz=attempt.quiz.activity.title, paper_code=queue.code_of(attempt),
    )  # fmt: skip
    context: dict[str, Any] = {
        "appeal": found, "paper": paper_name(attempt, has_appeal=is_open), "questions": questions, "problem": problem,
        "may_decide": is_open and not found.is_mine, "answer": request.POST.get("tra-loi", ""),  # type: ignore[attr-defined]
        "is_open": is_open,
    }  # fmt: skip
    return render(request, "assessments/marking/appeal.html", context, status=422 if problem else 200)
