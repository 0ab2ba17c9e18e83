"""The examination room: the code big enough for a projector, who is sitting, more time for somebody in the room."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.accommodation_forms import RoomTimeForm
from assessments.bank_scope import kept_quizzes
from assessments.models import Quiz
from assessments.rule_words import rule_lines
from assessments.services.access_codes import set_code
from assessments.services.accommodations import accommodate
from assessments.sitting import learner_at
from assessments.studio.doors import account_of, writers_only
from common import clock
from common.errors import DomainError

PAGE = 50


@writers_only
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """One's own tests in use, by title."""
    page = Paginator(_rooms(request).order_by("activity__title", "pk"), PAGE).get_page(request.GET.get("p"))
    return render(request, "assessments/studio/rooms.html", {"page": page})


@writers_only
@require_safe
def room(request: HttpRequest, activity: UUID) -> HttpResponse:
    """One test on its day."""
    return _page(request, get_object_or_404(_rooms(request), activity__uuid=activity), RoomTimeForm())


@writers_only
@require_POST
def code(request: HttpRequest, activity: UUID) -> HttpResponse:
    """A new code, one's own, or none; at once, without publishing anything."""
    quiz = get_object_or_404(_rooms(request), activity__uuid=activity)
    wanted = {"moi": None, "bo": ""}.get(request.POST.get("viec", ""), request.POST.get("ma", ""))
    try:
        set_code(quiz=quiz, code=wanted, at=clock.now(), by=account_of(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("quiz_room", activity=activity)


@writers_only
@require_POST
def give_time(request: HttpRequest, activity: UUID) -> HttpResponse:
    """More time at this test for the person with this code."""
    quiz, form = get_object_or_404(_rooms(request), activity__uuid=activity), RoomTimeForm(request.POST)
    if form.is_valid() and _given(request, quiz, form):
        messages.success(request, _("Đã điều chỉnh giờ làm bài."))
        return redirect("quiz_room", activity=activity)
    return _page(request, quiz, form)


def _given(request: HttpRequest, quiz: Quiz, form: RoomTimeForm) -> bool:
    try:
        person = learner_at(quiz, form.cleaned_data["staff_code"])
        given = {"reason": form.cleaned_data["reason"], "at": clock.now(), "by": account_of(request)}
        accommodate(person=person, quiz=quiz, extra=form.extra(), **given)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _page(request: HttpRequest, quiz: Quiz, form: RoomTimeForm) -> HttpResponse:
    mine = quiz.accommodations.filter(
        ended_at__isnull=True, given_by=account_of(request)
    )  # whose codes they know
    granted = mine.select_related("person").order_by("-pk")
    context: dict[str, Any] = {
        "quiz": quiz, "form": form, "rules": rule_lines(quiz), "granted": granted[:200],
    }  # fmt: skip
    return render(request, "assessments/studio/room.html", context, status=422 if form.is_bound else 200)


def _rooms(request: HttpRequest) -> QuerySet[Quiz]:
    sitting, done = Q(attempts__submitted_at__isnull=True), Q(attempts__submitted_at__isnull=False)
    counts = {
        "sitting": Count("attempts", sitting & Q(attempts__isnull=False)),
        "done": Count("attempts", done),
    }
    in_use = kept_quizzes(account_of(request)).filter(activity__withdrawn_at__isnull=True)
    return in_use.select_related("activity").annotate(**counts)
