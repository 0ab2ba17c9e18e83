"""Who marks a test and how: markers named and let go, the rule set; for those who edit questions."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.marking.rights import quizzes_edited_by
from assessments.models import Marker, MarkingRule, Quiz
from assessments.services.marking import markers
from assessments.views.marking.guard import MarkingDesk, editors_only
from common.errors import DomainError
from common.vietnamese import clean
from people.models import Account


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest, at_desk: MarkingDesk, activity: UUID) -> HttpResponse:
    """One page with both; each form says by `viec` what it is."""
    quizzes = quizzes_edited_by(at_desk.account).select_related("activity")
    quiz = get_object_or_404(quizzes, activity__uuid=activity)
    if request.method != "POST":
        return _page(request, quiz)
    try:
        _do(request, at_desk, quiz)
    except DomainError as refusal:
        return _page(request, quiz, str(refusal))
    messages.success(request, _("Đã lưu."))
    return redirect("marking_setup", activity)


def _do(request: HttpRequest, at_desk: MarkingDesk, quiz: Quiz) -> None:
    posted, by, at = request.POST, at_desk.account, at_desk.at
    if posted.get("viec") == "giao":
        account = Account.objects.filter(username__iexact=clean(posted.get("ten-dang-nhap", ""))).first()
        markers.name_marker(quiz=quiz, account=account, role=posted.get("vai", ""), by=by, at=at)
    elif posted.get("viec") == "thoi":
        named = {str(marker.uuid): marker for marker in quiz.markers.all()}
        if posted.get("nguoi") not in named:
            raise DomainError(_("Người này không được giao chấm bài này."))
        markers.end_marker(marker=named[posted["nguoi"]], by=by, at=at)
    else:
        tolerance = posted.get("chenh-lech", "")
        markers.set_rule(
            quiz=quiz, anonymous="khong-ten" in posted, second_marker="hai-nguoi" in posted,
            tolerance=int(tolerance) if tolerance.isdecimal() and len(tolerance) < 4 else -1, by=by, at=at,
        )  # fmt: skip


def _page(request: HttpRequest, quiz: Quiz, problem: str = "") -> HttpResponse:
    named = quiz.markers.filter(ended_at__isnull=True).select_related("account__person")
    context = {
        "quiz": quiz, "problem": problem, "posted": request.POST,
        "rule": MarkingRule.objects.filter(quiz=quiz).first() or MarkingRule(quiz=quiz),
        "markers": named.order_by("role", "given_at"), "roles": [(part.value, part.label) for part in Marker.ROLES],
    }  # fmt: skip
    return render(request, "assessments/marking/setup.html", context, status=422 if problem else 200)
