"""Writing a question: one form for each kind, its look on a paper beside it; works without script."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import kinds
from assessments.bank_scope import kept_banks, kept_questions, require_question
from assessments.models import Question, QuestionFile, QuestionVersion
from assessments.presenting import presented
from assessments.queries.questions import likeness_of, look_alikes, newest_version
from assessments.services import bank as service
from assessments.services.papers import chance
from assessments.serving import served
from assessments.studio.doors import account_of, pk_in, writers_only
from assessments.studio.layout import LAYOUTS
from assessments.studio.reading import body_in, form_of, markup, posted_rows
from common import clock
from common.errors import DomainError
from common.vietnamese import clean

KEPT_FOR_NEXT = ("category", "tags", "difficulty", "level")  # the next question mostly lies beside the last
SAID = (
    ("general", gettext_lazy("Với mọi người")),
    ("right", gettext_lazy("Khi đúng")),
    ("partly", gettext_lazy("Khi đúng một phần")),
    ("wrong", gettext_lazy("Khi chưa đúng")),
)


@writers_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new question of the kind chosen in the address."""
    kind = request.GET.get("loai", "single")
    kind = kind if kind in LAYOUTS else "single"
    if request.method == "POST":
        return _posted(request, None, kind)
    first = kept_banks(account_of(request)).filter(pk=pk_in(request.GET.get("ngan-hang", ""))).first()
    before = {name: request.GET.get(name, "") for name in KEPT_FOR_NEXT}
    return _form(
        request, None, kind, before | {"points": "1", "shuffle": "on", "bank": str(first.pk) if first else ""}
    )


@writers_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest version in the boxes; saving makes the next one."""
    question = require_question(account_of(request), pk)
    if request.method == "POST":
        return _posted(request, question, question.kind)
    version = newest_version(question)
    filled = form_of(version.body) if version else {"text": question.text}
    return _form(request, question, question.kind, filled | _labels_of(question))


@writers_only
@require_POST
def preview(request: HttpRequest, kind: str) -> HttpResponse:
    """What is in the boxes now, as a learner would meet it."""
    body = kinds.settled(body_in(kind, request.POST.dict())) if kind in LAYOUTS else {}
    question = kept_questions(account_of(request)).filter(pk=pk_in(request.POST.get("question", ""))).first()
    version = newest_version(question) if question else None
    body |= {"picture": (version.body.get("picture") if version else "")} if kind == "hotspot" else {}
    problems = kinds.problems(body)
    shown = {} if problems else presented(
        {"id": "xem", **kinds.shown(body, chance)}, None, lambda name: _file_address(version, name)
    )  # fmt: skip
    return render(request, "assessments/studio/preview.html", {"question": shown, "problems": problems})


@writers_only
@require_safe
def file(request: HttpRequest, digest: str) -> FileResponse:
    """A picture of a question, for those who keep the bank of one that shows it."""
    mine = QuestionVersion.objects.filter(question__in=kept_questions(account_of(request)))
    if not mine.filter(files__icontains=digest).exists():
        raise Http404
    return served(get_object_or_404(QuestionFile, digest=digest))


@writers_only
@require_safe
def alike(request: HttpRequest) -> HttpResponse:
    """Questions of one's banks that read like what is being typed."""
    text = kinds.plain(markup(request.GET.get("text", "")[:2000]))
    rows = kept_questions(account_of(request)).exclude(pk=pk_in(request.GET.get("question", "")))
    found = rows.filter(likeness=likeness_of(text)).select_related("bank")[:5] if text else []
    return render(request, "assessments/studio/alike.html", {"alike": found})


@writers_only
@require_POST
def deed(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop using a question, or use it again."""
    account, at = account_of(request), clock.now()
    question = require_question(account, pk)
    try:
        if request.POST.get("viec") == "dung-lai":
            service.restore_question(question=question, at=at, by=account)
        else:
            service.retire_question(question=question, at=at, by=account)
        messages.success(request, _("Đã lưu."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("question_edit", pk)


def _posted(request: HttpRequest, question: Question | None, kind: str) -> HttpResponse:
    posted = request.POST
    if "them-dong" in posted:
        return _form(
            request, question, kind, posted.dict() | {"rows": str(len(posted_rows(kind, posted.dict())) + 3)}
        )
    try:
        kept = _keep(request, question, kind, clock.now())
    except DomainError as refusal:
        return _form(request, question, kind, posted.dict(), str(refusal))
    messages.success(request, _("Đã lưu câu hỏi, bản %(n)s.") % {"n": kept.version})
    if alike := _alike(request, kept).first():
        messages.warning(
            request, _("Câu này giống câu đã có trong ngân hàng “%(bank)s”.") % {"bank": alike.bank}
        )
    return redirect(
        _next(kept, kind, posted) if "luu-them" in posted else reverse("question_edit", args=[kept.pk])
    )


def _next(kept: Question, kind: str, posted: QueryDict) -> str:
    """An empty form of the same kind, in the same place."""
    place = {name: posted[name] for name in KEPT_FOR_NEXT if posted.get(name)}
    return f"{reverse('question_new')}?{urlencode({'loai': kind, 'ngan-hang': kept.bank_id} | place)}"


def _alike(request: HttpRequest, question: Question) -> QuerySet[Question]:
    """Among the questions that the writer may see."""
    return look_alikes(question).filter(bank__in=kept_banks(account_of(request)))


def _keep(request: HttpRequest, question: Question | None, kind: str, at: datetime) -> Question:
    posted, by = request.POST, account_of(request)
    bank = question.bank if question else kept_banks(by).filter(pk=pk_in(posted.get("bank", ""))).first()
    if bank is None:
        raise DomainError(_("Hãy chọn ngân hàng câu hỏi."))
    version = newest_version(question) if question else None
    body, files = _with_files(request, body_in(kind, posted.dict(), version.body if version else None))
    labels = _labels_in(posted)
    if question is None:
        category = service.category_at(bank=bank, path=labels.pop("category"))
        return service.add_question(
            bank=bank, body=body, at=at, by=by, category=category, files=files, **labels
        )
    service.revise_question(question=question, body=body, at=at, by=by, files=files)
    service.label_question(question=question, **labels)
    question.refresh_from_db()
    return question


def _labels_in(posted: QueryDict) -> dict[str, Any]:
    difficulty = posted.get("difficulty", "")
    return {
        "category": [clean(name) for name in posted.get("category", "").split(" / ")],
        "tags": posted.get("tags", "").split(","),
        "difficulty": difficulty if difficulty in Question.Difficulty.values else "",
        "level": clean(posted.get("level", ""))[:40],
    }


def _with_files(request: HttpRequest, body: dict[str, Any]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Files sent now; a picture that the text does not show yet is put at its end, or is the picture to point at."""
    sent = {
        clean(one.name).replace("/", "-"): one.read() for one in request.FILES.getlist("files") if one.name
    }
    for name in sent:
        if body["kind"] == "hotspot":
            body["picture"] = f"file:{name}"
        elif name not in kinds.files_of(body):
            body["text"] += f'<br><img src="file:{name}" alt="{clean(request.POST.get("files-alt", ""))}">'
    return body, sent


def _labels_of(question: Question) -> dict[str, str]:
    return {
        "bank": str(question.bank_id),
        "category": question.category.path if question.category else "",
        "tags": ", ".join(question.tags.values_list("name", flat=True)),
        "difficulty": question.difficulty,
        "level": question.level,
    }


def _form(
    request: HttpRequest, question: Question | None, kind: str, filled: dict[str, str], problem: str = ""
) -> HttpResponse:
    layout = LAYOUTS[kind]
    count = max(int(filled["rows"]) if filled.get("rows", "").isdecimal() else 0, layout.least)
    boxes = [
        [(column, f"{layout.rows}-{place}-{column.name}", filled.get(f"{layout.rows}-{place}-{column.name}", ""))
         for column in layout.columns]
        for place in range(min(count, 60))
    ]  # fmt: skip
    ids = [filled.get(f"{layout.rows}-{place}-id", "") for place in range(len(boxes))]
    context = {
        "question": question, "kind": kind, "kind_label": Question.Kind(kind).label, "layout": layout,
        "kinds": Question.Kind.choices, "banks": kept_banks(account_of(request)), "filled": filled,
        "boxes": list(zip(ids, boxes, strict=True)), "problem": problem,
        "fields": [(column, column.name, filled.get(column.name, "")) for column in layout.fields],
        "said": [(f"feedback-{name}", label, filled.get(f"feedback-{name}", "")) for name, label in SAID],
        "difficulties": Question.Difficulty.choices,
        "versions": question.versions.order_by("-number").select_related("made_by")[:10] if question else [],
        "alike": _alike(request, question)[:5] if question else [],
    }  # fmt: skip
    return render(request, "assessments/studio/edit.html", context, status=422 if problem else 200)


def _file_address(version: Any, name: str) -> str:
    digest = version.files.get(name, "") if version else ""
    return reverse("question_bank_file", args=[digest or "0" * 64])
