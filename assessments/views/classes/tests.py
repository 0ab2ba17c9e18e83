"""The two tests of a class: chosen, sat by its people, their results side by side, marks from paper typed in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.class_forms import TestsForm, scores_in
from assessments.class_tests import figures, lines_of, quizzes_for, seats_tested, tests_of
from assessments.models import ClassTests
from assessments.services.classes import HELD, choose_tests, open_test, type_scores
from common import clock
from common.errors import DomainError
from courses.models import TrainingSession
from courses.models.session import PLANNED
from courses.queries.training.calendar import class_for
from courses.queries.training.viewing import Viewer
from courses.views.afterwards.shared import own_or_taught
from courses.views.training.shared import class_page, context_of, seen
from people.models import Account
from people.views.desk import page_of

ROWS = 50


@class_page
@require_http_methods(["GET", "HEAD", "POST"])
def class_tests(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """Who runs or teaches the class chooses its tests and reads the results."""
    session = own_or_taught(viewer, uuid)
    tests = tests_of(session)
    form = TestsForm(
        request.POST if request.method == "POST" else None,
        quizzes=quizzes_for(session),
        initial=_initial(tests),
    )
    if form.is_valid() and _chosen(request, viewer, session, form):
        return redirect("class_tests", session.uuid)
    context = context_of(
        viewer, session=session, tests=tests, form=form, may_choose=session.state in PLANNED,
        may_type=bool(tests) and session.state in HELD, **_results(request, viewer, session),
    )  # fmt: skip
    return render(request, "assessments/classes/tests.html", context, status=422 if form.is_bound else 200)


@class_page
@require_POST
def class_scores(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """Marks from paper, a page of the list at a time."""
    session = own_or_taught(viewer, uuid)
    try:
        number = type_scores(
            session=session, scores=list(scores_in(request.POST)), at=clock.now(), by=viewer.account
        )
        messages.success(
            request, _("Đã lưu %(n)s điểm.") % {"n": number} if number else _("Không có gì thay đổi.")
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    page = request.POST.get("page", "")
    answer = redirect("class_tests", session.uuid)
    answer["Location"] += f"?page={page}" if page.isdecimal() else ""
    return answer


@login_required
@require_POST
def my_class_test(request: HttpRequest, uuid: UUID, which: str) -> HttpResponse:
    """To the test's own page, enrolled if need be."""
    account: Account = request.user  # type: ignore[assignment]
    session = class_for(account.person, account, uuid, clock.now())
    if session is None or account.person is None:
        raise Http404
    try:
        quiz = open_test(session=session, person=account.person, which=which, at=clock.now(), by=account)
    except DomainError as refusal:
        if refusal.status == 404:
            raise
        messages.error(request, str(refusal))
        return redirect("my_class", session.uuid)
    return redirect("quiz_intro", quiz.activity.uuid)


def _results(request: HttpRequest, viewer: Viewer, session: TrainingSession) -> dict[str, Any]:
    """One page of lines; the figures are of all."""
    lines = lines_of(session, seats_tested(session)) if tests_of(session) else []
    page = page_of(lines, request, ROWS)
    if lines:
        seen(viewer, session, len(page), "class_scores_seen")
    return {"page": page, "figures": figures(lines)}


def _initial(tests: ClassTests | None) -> dict[str, Any]:
    chosen = {"pre": tests.pre, "post": tests.post} if tests else {}
    return {name: str(quiz.activity.uuid) for name, quiz in chosen.items() if quiz}


def _chosen(request: HttpRequest, viewer: Viewer, session: TrainingSession, form: TestsForm) -> bool:
    try:
        choose_tests(
            session=session,
            pre=form.chosen("pre"),
            post=form.chosen("post"),
            at=clock.now(),
            by=viewer.account,
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Đã lưu bài kiểm tra của lớp."))
    return True
