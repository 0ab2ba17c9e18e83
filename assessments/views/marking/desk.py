"""The desk itself: what waits by question, the answers of one test, how far marking has come."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.marking import queue, rights
from assessments.models.marking import Part
from assessments.services.marking.tasks import take_next
from assessments.views.marking.guard import MarkingDesk, markers_only
from assessments.views.marking.parts import paper_name, tabs

ROWS = 30


@markers_only
@require_safe
def desk(request: HttpRequest, at_desk: MarkingDesk) -> HttpResponse:
    """Questions with answers that wait for this account, the oldest first."""
    page = Paginator(queue.grouped(at_desk.account, at_desk.at), ROWS).get_page(request.GET.get("page"))
    edited = rights.quizzes_edited_by(at_desk.account).filter(pk__in=[group["quiz"] for group in page])
    context = {
        "page": page,
        "groups": queue.groups(page),
        "tabs": tabs(at_desk, "desk"),
        "edited": set(edited.values_list("pk", flat=True)),
    }
    return render(request, "assessments/marking/desk.html", context)


@markers_only
@require_POST
def take_one(request: HttpRequest, at_desk: MarkingDesk, activity: UUID, question: UUID) -> HttpResponse:
    """The oldest free answer to a question, into this account's hand."""
    quiz = get_object_or_404(rights.quizzes_marked_by(at_desk.account), activity__uuid=activity)
    task = take_next(by=at_desk.account, quiz=quiz.pk, question=question, at=at_desk.at)
    if task is None:
        messages.info(request, _("Câu này không còn bài nào chờ bạn chấm."))
        return redirect("marking_desk")
    return redirect("marking_task", task.uuid)


@markers_only
@require_safe
def papers(request: HttpRequest, at_desk: MarkingDesk, activity: UUID) -> HttpResponse:
    """Every answer of one test, waiting or marked, one by one."""
    quizzes = rights.quizzes_marked_by(at_desk.account).select_related("activity")
    quiz = get_object_or_404(quizzes, activity__uuid=activity)
    shelf = request.GET.get("muc", "")
    done = shelf == "xong"
    tasks = rights.tasks_of(at_desk.account, at_desk.at).filter(quiz=quiz, done_at__isnull=not done)
    tasks = tasks.filter(part=Part.AGREED) if shelf == "lech" else tasks
    tasks = tasks.select_related(
        "attempt__quiz__marking_rule", "attempt__enrolment__learner", "claimed_by__person"
    )
    tasks = queue.with_open_appeals(tasks.order_by(*(("-done_at", "-pk") if done else ("since", "pk"))))
    page = Paginator(tasks, ROWS).get_page(request.GET.get("page"))
    texts = queue.texts_of(task.question for task in page)
    lines = [
        {
            "task": task,
            "paper": paper_name(task.attempt, has_appeal=getattr(task, "has_open_appeal", False)),
            "text": texts.get(task.question, ""),
            "held": task.claimed_until
            and task.claimed_until > at_desk.at
            and task.claimed_by != at_desk.account,
        }
        for task in page
    ]
    context = {
        "quiz": quiz, "page": page, "lines": lines, "done": done,
        "edits": rights.quizzes_edited_by(at_desk.account).filter(pk=quiz.pk).exists(),
        "shelves": [
            {"label": _("Chờ chấm"), "href": "?", "current": shelf not in {"xong", "lech"}},
            {"label": _("Cần thống nhất điểm"), "href": "?muc=lech", "current": shelf == "lech"},
            {"label": _("Đã chấm"), "href": "?muc=xong", "current": done},
        ],
    }  # fmt: skip
    return render(request, "assessments/marking/papers.html", context)
