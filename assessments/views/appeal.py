"""A learner asks for a second look at their result."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments import kinds
from assessments.marking.appealing import appeal_standing
from assessments.models import Attempt
from assessments.queries.attempts import own_attempts
from assessments.queries.results import past_results_of
from assessments.services.appeals import ask_appeal
from common import clock
from common.errors import DomainError


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """The form; POST asks and leads back to the result, which tells where the appeal stands."""
    mine = own_attempts(request.user.person_id).select_related("quiz__activity")  # type: ignore[union-attr]
    found = get_object_or_404(mine, uuid=attempt)
    if request.method != "POST":
        return _page(request, found)
    try:
        ask_appeal(
            attempt=found, question=request.POST.get("cau", ""), reason=request.POST.get("ly-do", "").strip(),
            at=clock.now(),
        )  # fmt: skip
    except DomainError as refusal:
        return _page(request, found, str(refusal))
    messages.success(request, _("Đã gửi đơn phúc khảo."))
    return redirect("quiz_attempt", found.uuid)


def _page(request: HttpRequest, found: Attempt, problem: str = "") -> HttpResponse:
    standing = appeal_standing(found, past_results_of(found))
    choices = [
        {"id": entry["id"], "number": place, "text": kinds.plain(entry["text"])}
        for place, entry in enumerate(found.paper, 1)
    ]
    context = {
        "attempt": found, "activity": found.quiz.activity, "standing": standing, "choices": choices, "problem": problem,
        "may_ask": standing.may_ask(clock.now()), "posted": request.POST, "reason": request.POST.get("ly-do", ""),
    }  # fmt: skip
    return render(request, "assessments/appeal.html", context, status=422 if problem else 200)
