"""One answer: read, marked, given back or passed over; the next one follows by itself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.marking import queue, rights
from assessments.marking.rubric import Given, GivenPoints
from assessments.models import MarkingTask
from assessments.services.marking.marks import give_mark
from assessments.services.marking.tasks import release, take, take_next
from assessments.views.marking.guard import MarkingDesk, markers_only
from assessments.views.marking.parts import decimal_in
from assessments.views.marking.showing import shown_task
from common.errors import DomainError
from people.services import audit


@markers_only
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, at_desk: MarkingDesk, task: UUID) -> HttpResponse:
    """GET shows the answer to whoever holds it; POST takes, marks, passes over or gives back."""
    found = find(at_desk, task)
    if request.method != "POST":
        return _page(request, at_desk, found)
    deed = request.POST.get("viec", "")
    if deed == "nhan":
        take(task=found, by=at_desk.account, at=at_desk.at)
        return redirect("marking_task", found.uuid)
    if deed in {"tra", "bo-qua"}:
        release(task=found, by=at_desk.account)
        return _next(request, at_desk, found, after=found) if deed == "bo-qua" else redirect("marking_desk")
    return _marked(request, at_desk, found)


def find(at_desk: MarkingDesk, task: UUID) -> MarkingTask:
    """A reading that is this account's to do; the same answer for another's and for none."""
    related = ("attempt__quiz__activity", "attempt__quiz__marking_rule", "attempt__enrolment__learner")
    tasks = rights.tasks_of(at_desk.account, at_desk.at).select_related(*related, "claimed_by")
    return get_object_or_404(tasks, uuid=task)


def _marked(request: HttpRequest, at_desk: MarkingDesk, found: MarkingTask) -> HttpResponse:
    try:
        give_mark(task=found, by=at_desk.account, given=_given(request), at=at_desk.at)
    except DomainError as refusal:
        return _page(request, at_desk, found, problem=str(refusal))
    messages.success(request, _("Đã ghi điểm."))
    return _next(request, at_desk, found)


def _next(
    request: HttpRequest, at_desk: MarkingDesk, found: MarkingTask, after: MarkingTask | None = None
) -> HttpResponse:
    following = take_next(
        by=at_desk.account, quiz=found.quiz_id, question=found.question, at=at_desk.at, after=after
    )
    if following:
        return redirect("marking_task", following.uuid)
    messages.info(request, _("Câu này không còn bài nào chờ bạn chấm."))
    return redirect("marking_desk")


def _given(request: HttpRequest) -> Given:
    posted = request.POST
    count = min(int(posted.get("tieu-chi", "0") or 0) if posted.get("tieu-chi", "0").isdecimal() else 0, 60)
    rows = [
        GivenPoints(
            decimal_in(posted.get(f"diem-{place}", "")), _place(posted.get(f"muc-{place}", "")),
            posted.get(f"loi-{place}", "").strip()[:1000],
        )
        for place in range(count)
    ]  # fmt: skip
    return Given(decimal_in(posted.get("diem", "")), rows, posted.get("nhan-xet", "").strip())


def _place(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 4 else None


def _page(request: HttpRequest, at_desk: MarkingDesk, found: MarkingTask, problem: str = "") -> HttpResponse:
    mine = found.claimed_by_id == at_desk.account.pk
    hidden = queue.hides_name(found.attempt)
    context: dict[str, Any] = {"task": found, "mine": mine, "problem": problem, "hidden": hidden}
    context |= (
        shown_task(found, posted=request.POST if problem else None, hidden=hidden, account=at_desk.account)
        if mine
        else {}
    )
    if mine:
        audit.looked(
            "answer_read", by=at_desk.account, at=at_desk.at, person=None if hidden else found.attempt.enrolment.learner,
            quiz=found.attempt.quiz.activity.title, paper_code=queue.code_of(found.attempt),
        )  # fmt: skip
    return render(request, "assessments/marking/task.html", context, status=422 if problem else 200)
