"""How marking goes: figures for editors of questions, and for HR of the people in their scope."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.marking.progress import attempts_of, progress_of, quizzes_with_marking
from assessments.marking.rights import quizzes_edited_by
from assessments.views.marking.guard import MarkingDesk, editors_only
from assessments.views.marking.parts import tabs
from people.views.desk import Desk, desk_page

ROWS = 30


@editors_only
@require_safe
def progress(request: HttpRequest, at_desk: MarkingDesk) -> HttpResponse:
    """Everybody's papers at the account's tests."""
    attempts = attempts_of(None).filter(quiz__in=quizzes_edited_by(at_desk.account))
    page = Paginator(quizzes_with_marking(attempts, at_desk.at), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page, "lines": progress_of(page, attempts, at_desk.at), "tabs": tabs(at_desk, "progress"),
        "base": "base_learner.html", "edits": True,
    }  # fmt: skip
    return render(request, "assessments/marking/progress.html", context)


@desk_page
@require_safe
def desk_progress(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The papers of the people in scope: what HR asks when somebody waits for a result."""
    attempts = attempts_of(None if desk.units is None else desk.people)
    page = Paginator(quizzes_with_marking(attempts, desk.now), ROWS).get_page(request.GET.get("page"))
    context = desk.context(page=page, lines=progress_of(page, attempts, desk.now), base="base_hr.html")
    return render(request, "assessments/marking/progress.html", context)
