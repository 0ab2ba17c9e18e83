"""Asking for a hint: a button of the paper's own form, so that it needs no script and loses no answer."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from assessments.forms import answers_in
from assessments.queries.attempts import own_attempts
from assessments.services.attempts import save_answers
from assessments.services.hints import take_hint
from common import clock


@login_required
@require_POST
def hint(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """The button says which hint of which question: `question:number`."""
    found = get_object_or_404(own_attempts(request.user.person_id), uuid=attempt)  # type: ignore[union-attr]
    at = clock.now()
    save_answers(attempt=found, answers=answers_in(found, request.POST), at=at)
    question, _colon, number = request.POST.get("goi-y", "").partition(":")
    take_hint(
        attempt=found, question=question, number=int(number) if number.isdecimal() and len(number) < 4 else 0, at=at
    )  # fmt: skip
    return redirect(f"{reverse('quiz_attempt', args=[found.uuid])}#cau-{question}")
