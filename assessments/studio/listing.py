"""The list of questions, and the same deed on many of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from assessments.bank_scope import kept_banks, kept_questions
from assessments.models import Question, QuestionCategory, QuestionTag
from assessments.services import bulk
from assessments.studio.doors import account_of, pk_in, writers_only
from assessments.studio.finding import asked_in, found, others
from common import clock
from common.errors import DomainError
from common.vietnamese import clean
from people.models import Account

PAGE = 50


@writers_only
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Found by words, bank, kind, category, difficulty and topic."""
    account, asked = account_of(request), asked_in(request.GET)
    page = Paginator(found(account, asked), PAGE).get_page(request.GET.get("p"))
    context = {
        "page": page, "asked": asked, "kinds": Question.Kind.choices, "banks": kept_banks(account),
        "categories": QuestionCategory.objects.filter(bank=pk_in(asked["bank"])) if asked["bank"] else [],
        "tags": QuestionTag.objects.all()[:200], "difficulties": Question.Difficulty.choices,
        "more": others(request.GET), "here": request.get_full_path(),
    }  # fmt: skip
    return render(request, "assessments/studio/list.html", context)


@writers_only
@require_POST
def many(request: HttpRequest) -> HttpResponse:
    """Move, tag or grade those that were ticked; others' questions among them are passed over."""
    account = account_of(request)
    ticked = [pk_in(one) for one in request.POST.getlist("cau")][: PAGE * 2]
    questions = kept_questions(account).filter(pk__in=ticked)
    try:
        if not questions:
            raise DomainError(_("Hãy đánh dấu ít nhất một câu hỏi."))
        count = _done(request.POST, questions, account)
        messages.success(
            request, ngettext("Đã sửa %(n)s câu hỏi.", "Đã sửa %(n)s câu hỏi.", count) % {"n": count}
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    query = request.POST.get("loc", "")
    return redirect(f"{reverse('question_list')}?{query}" if query else reverse("question_list"))


def _done(posted: QueryDict, questions: QuerySet[Question], account: Account) -> int:
    at = clock.now()
    if posted.get("viec") == "chuyen":
        path = [clean(name) for name in posted.get("danh-muc", "").split(" / ")]
        return bulk.move_questions(questions=questions, path=path, at=at, by=account)
    if posted.get("viec") == "gan":
        names = posted.get("chu-de", "").split(",")
        return bulk.tag_questions(questions=questions, names=names, at=at, by=account)
    difficulty = posted.get("do-kho", "")
    return bulk.grade_questions(questions=questions, difficulty=difficulty, at=at, by=account)
