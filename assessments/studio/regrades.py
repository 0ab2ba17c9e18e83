"""*Chấm lại* in the studio: asked for from a question or a test, shown with whom it changes, then confirmed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.bank_scope import kept_regrades, require_question
from assessments.kinds.remedies import ACCEPTING
from assessments.models import Question, Quiz, Regrade, RegradeChange
from assessments.regrade_lists import changes_among, open_regrade, quizzes_sat, regrades
from assessments.services.regrading import asking
from assessments.studio.doors import account_of, writers_only
from assessments.studio.regrade_forms import ASKED, asked_in, fits
from common import clock
from common.errors import DomainError
from people.rights import Right
from people.scope import may, visible_people
from people.services import audit

PAGE = 50


@writers_only
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Every regrade; a POST asks for one of a whole test."""
    problem = ""
    if request.method == "POST":
        quiz = (
            quizzes_sat(account_of(request)).filter(activity__uuid=_uuid(request.POST.get("bai", ""))).first()
        )
        try:
            if quiz is None:
                raise DomainError(_("Hãy chọn bài kiểm tra."))
            return redirect("regrade", _of_quiz(request, quiz).uuid)
        except DomainError as refusal:
            problem = str(refusal)
    page = Paginator(regrades(account_of(request)), PAGE).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "quizzes": quizzes_sat(account_of(request)),
        "problem": problem,
        "filled": request.POST,
        "lost": Regrade.Lost.choices,
        "reason_given": request.POST.get("ly-do", ""),
    }
    return render(request, "assessments/studio/regrades.html", context, status=422 if problem else 200)


def _of_quiz(request: HttpRequest, quiz: Quiz) -> Regrade:
    lost = request.POST.get("dat", "")
    return asking.ask_quiz_regrade(
        quiz=quiz, reason=request.POST.get("ly-do", ""), by=account_of(request), at=clock.now(),
        lost=lost if lost in Regrade.Lost.values else Regrade.Lost.KEEP,
    )  # fmt: skip


@writers_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Which versions, under which key, why; nothing changes yet."""
    question = require_question(account_of(request), pk)
    versions = list(question.versions.order_by("-number").select_related("made_by"))
    if not versions:
        return redirect("question_edit", pk)
    going, problem = open_regrade(question), ""
    if request.method == "POST":
        told = asked_in(question, versions, request.POST)
        try:
            asked = asking.ask_regrade(question=question, by=account_of(request), at=clock.now(), **told)
            return redirect("regrade", asked.uuid)
        except DomainError as refusal:
            problem = str(refusal)
    filled = _filled(request, len(versions))
    context = {
        "question": question,
        "fits": fits(versions),
        "policies": _policies(question),
        "lost": Regrade.Lost.choices,
        "options": versions[0].body.get("options", []) if question.kind == "single" else [],
        "going": going,
        "problem": problem,
        "filled": filled,
        "under_chosen": filled.get("theo-ban"),
        "reason_given": request.POST.get("ly-do", ""),
    }
    return render(request, "assessments/studio/regrade_new.html", context, status=422 if problem else 200)


def _policies(question: Question) -> list[tuple[str, Any]]:
    unable = set() if question.kind in ACCEPTING else {Regrade.Policy.ACCEPT}
    unable |= {Regrade.Policy.UNDER} if question.kind in {"essay", "file", "likert"} else set()
    return [(code, label) for code, label in Regrade.Policy.choices if code in ASKED - unable]


def _filled(request: HttpRequest, versions: int) -> dict[str, Any]:
    """As posted, or as most will want it: every version before the newest, under the newest."""
    if request.method == "POST":
        return request.POST.dict() | {"ban": request.POST.getlist("ban")}
    older = [str(number) for number in range(1, versions)] or ["1"]
    return {"ban": older, "cach": Regrade.Policy.UNDER, "theo-ban": str(versions), "dat": Regrade.Lost.KEEP}


@writers_only
@never_cache
@require_safe
def show(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Totals for every trainer; names of those whom the account may see."""
    account, outcome = account_of(request), request.GET.get("muc", "")
    regrade = get_object_or_404(regrades(account), uuid=uuid)
    outcome = outcome if outcome in RegradeChange.Outcome.values else ""
    people = visible_people(account, clock.today())
    page = Paginator(changes_among(regrade, people, outcome), PAGE).get_page(request.GET.get("p"))
    if page.paginator.count:
        audit.looked(
            "regrade_listed",
            by=account,
            at=clock.now(),
            count=page.paginator.count,
            question=regrade.subject[:120],
        )
    changed = regrade.counts.get(outcome or "changed", 0)
    context = {
        "regrade": regrade, "page": page, "outcome": outcome, "totals": _totals(regrade),
        "versions": regrade.versions.order_by("number"), "hidden": max(0, changed - page.paginator.count),
        "may_export": may(account, Right.EXPORT),
    }  # fmt: skip
    return render(request, "assessments/studio/regrade.html", context)


def _totals(regrade: Regrade) -> list[tuple[str, Any, int]]:
    """Code of the list that it opens, words, number."""
    counts, outcomes = regrade.counts, RegradeChange.Outcome
    plain = [("", _("Đổi kết quả"), counts.get("changed", 0))]
    return plain + [
        (code, label, counts.get(code, 0)) for code, label in outcomes.choices if counts.get(code)
    ]


@writers_only
@require_POST
def deed(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Confirm, give up, or go on."""
    regrade = get_object_or_404(kept_regrades(account_of(request)), uuid=uuid)
    wanted = DEEDS.get(request.POST.get("viec", ""))
    try:
        if wanted:
            messages.success(request, wanted(request, regrade))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("regrade", uuid)


def _apply(request: HttpRequest, regrade: Regrade) -> str:
    if "dong-y" not in request.POST:
        raise DomainError(_("Hãy đánh dấu là đã xem ai đổi kết quả."))
    asking.apply_regrade(regrade=regrade, by=account_of(request), at=clock.now())
    return _("Đang chấm lại. Bài nộp từ bây giờ cũng chấm theo cách này.")


def _cancel(request: HttpRequest, regrade: Regrade) -> str:
    asking.cancel_regrade(regrade=regrade, by=account_of(request), at=clock.now())
    return _("Đã bỏ. Không kết quả nào đổi.")


def _resume(request: HttpRequest, regrade: Regrade) -> str:
    asking.resume_regrade(regrade=regrade)
    return _("Đang chạy tiếp từ chỗ dừng.")


DEEDS: dict[str, Callable[[HttpRequest, Regrade], str]] = {"ap-dung": _apply, "bo": _cancel, "tiep": _resume}


def _uuid(text: str) -> UUID:
    """What was posted, or one that nothing has."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
