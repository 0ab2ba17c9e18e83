"""The import pages: a file is sent, looked at question by question, taken over with one press, undone."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import kinds
from assessments.bank_scope import kept_banks, require_bank, require_import
from assessments.exchange import xlsx_out
from assessments.key_words import key_words
from assessments.models import ImportedQuestion, Question, QuestionCategory, QuestionImport
from assessments.services.import_applying import ask_to_apply
from assessments.services.question_imports import (
    drop_import,
    receive_import,
    refuse_size,
    take_code,
    undo_import,
)
from assessments.studio.doors import account_of, pk_in, writers_only
from common import clock
from common.errors import DomainError
from people.models import Account

PAGE = 50
State, Status = QuestionImport.State, ImportedQuestion.Status
TEMPLATE = "assessments/studio/import.html"


@writers_only
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The form, and what was imported before into one's banks."""
    if request.method != "POST":
        return _page(request)
    try:
        source = _received(request)
    except DomainError as refusal:
        return _page(request, str(refusal), refusal.status)
    return redirect("question_import", source.uuid)


def _received(request: HttpRequest) -> QuestionImport:
    account, sent = account_of(request), request.FILES.get("file")
    bank = require_bank(account, pk_in(request.POST.get("bank", "")))
    if sent is None:
        raise DomainError(_("Hãy chọn tệp câu hỏi."))
    refuse_size(sent.size or 0)
    category = QuestionCategory.objects.filter(bank=bank, pk=pk_in(request.POST.get("category", ""))).first()
    return receive_import(
        bank=bank, category=category.path if category else "", name=sent.name or "", data=sent.read(),
        at=clock.now(), by=account,
    )  # fmt: skip


def _page(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    account = account_of(request)
    asked = request.POST.get("bank") or request.GET.get("bank", "")
    banks = kept_banks(account)
    context = {
        "banks": banks, "bank": banks.filter(pk=pk_in(asked)).first(), "problem": problem,
        "page": Paginator(_past(account, pk_in(asked)), PAGE).get_page(request.GET.get("p")),
        "categories": QuestionCategory.objects.filter(bank__in=banks).select_related("bank").order_by("bank__name", "path"),
        "more": f"bank={pk_in(asked)}" if asked else "",
    }  # fmt: skip
    return render(request, "assessments/studio/imports.html", context, status=status)


def _past(account: Account, bank: int) -> QuerySet[QuestionImport]:
    found = QuestionImport.objects.filter(bank__in=kept_banks(account)).select_related("bank", "uploaded_by")
    counted = found.exclude(state=State.DROPPED).annotate(
        found=Count("rows"), kept=Count("rows", filter=Q(rows__status=Status.KEPT))
    )
    counted = counted.order_by("-uploaded_at", "-pk")
    return counted.filter(bank=bank) if bank else counted


@writers_only
@require_safe
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Every question of the file with what becomes of it; while the worker is at it, how far it is."""
    source = require_import(account_of(request), uuid)
    status = request.GET.get("status", "")
    rows = source.rows.filter(status=status) if status in Status.values else source.rows.all()
    counts = dict(source.rows.order_by().values_list("status").annotate(Count("pk")))
    page = Paginator(rows.select_related("question"), PAGE).get_page(request.GET.get("p"))
    context = {
        "source": source, "page": page, "rows": [_shown(row) for row in page],
        "status": status, "counts": counts, "total": sum(counts.values()),
        "tally": [(code, label, counts[code]) for code, label in Status.choices if counts.get(code)],
        "working": source.state in (State.READING, State.APPLYING),
        "done": counts.get(Status.KEPT, 0), "of": counts.get(Status.KEPT, 0) + counts.get(Status.READY, 0),
        "more": f"status={status}" if status else "",
    }  # fmt: skip
    return render(request, TEMPLATE, context)


def _shown(row: ImportedQuestion) -> tuple[ImportedQuestion, str, str, str]:
    """With its kind, the whole question in words, and the answer that was read: that is what the teacher checks."""
    kind = str(dict(Question.Kind.choices).get(row.kind, row.kind))
    if row.body:
        return row, kind, kinds.plain(row.body["text"]) or row.name, key_words(row.body)
    return row, kind, row.question.text if row.question else row.name, ""


@writers_only
@require_POST
def deed(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take over, drop, undo, or read again with the key of another code."""
    account, at = account_of(request), clock.now()
    source = require_import(account, uuid)
    try:
        if request.POST.get("viec") == "nap":
            ask_to_apply(source=source, doubles_too="ca-cau-trung" in request.POST, at=at, by=account)
        elif request.POST.get("viec") == "ma-de":
            take_code(source=source, code=request.POST.get("ma-de", ""), at=at)
        elif request.POST.get("viec") == "hoan-tac":
            count = undo_import(source=source, at=at, by=account)
            messages.success(request, _("Đã hoàn tác: ngừng dùng %(n)s câu.") % {"n": count})
        else:
            drop_import(source=source)
            messages.success(request, _("Đã bỏ tệp, chưa nạp gì."))
            return redirect("question_imports")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("question_import", source.uuid)


@writers_only
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The empty sheet with lists to choose from, examples and instructions."""
    data, _losses = xlsx_out.write()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = HttpResponse(data, content_type=kind)
    answer.headers["Content-Disposition"] = 'attachment; filename="mau-cau-hoi.xlsx"'
    return answer
