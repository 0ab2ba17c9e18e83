"""Writing a question: one form for each kind, its look on a paper beside it; works without script."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import kinds
from assessments.models import Question, QuestionBank, QuestionFile
from assessments.presenting import presented
from assessments.queries import look_alikes, newest_version
from assessments.services import bank as service
from assessments.services.papers import chance
from assessments.serving import served
from assessments.studio.doors import account_of, writers_only
from assessments.studio.layout import LAYOUTS
from assessments.studio.reading import body_in, form_of, posted_rows
from common import clock
from common.errors import DomainError
from common.vietnamese import clean

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
    first = QuestionBank.objects.filter(pk=_pk(request.GET.get("ngan-hang", ""))).first()
    return _form(
        request, None, kind, {"points": "1", "shuffle": "on", "bank": str(first.pk) if first else ""}
    )


@writers_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest version in the boxes; saving makes the next one."""
    question = get_object_or_404(Question.objects.select_related("bank", "category"), pk=pk)
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
    question = Question.objects.filter(pk=_pk(request.POST.get("question", ""))).first()
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
    """A picture of a question, for those who write questions."""
    return served(get_object_or_404(QuestionFile, digest=digest))


@writers_only
@require_POST
def deed(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop using a question, or use it again."""
    question = get_object_or_404(Question, pk=pk)
    try:
        if request.POST.get("viec") == "dung-lai":
            service.restore_question(question=question)
        else:
            service.retire_question(question=question, at=clock.now())
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
    if alike := look_alikes(kept).first():
        messages.warning(
            request, _("Câu này giống câu đã có trong ngân hàng “%(bank)s”.") % {"bank": alike.bank}
        )
    return redirect("question_edit", kept.pk)


def _keep(request: HttpRequest, question: Question | None, kind: str, at: datetime) -> Question:
    posted, by = request.POST, account_of(request)
    bank = question.bank if question else QuestionBank.objects.filter(pk=_pk(posted.get("bank", ""))).first()
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
        "kinds": Question.Kind.choices, "banks": QuestionBank.objects.all(), "filled": filled,
        "boxes": list(zip(ids, boxes, strict=True)), "problem": problem,
        "fields": [(column, column.name, filled.get(column.name, "")) for column in layout.fields],
        "said": [(f"feedback-{name}", label, filled.get(f"feedback-{name}", "")) for name, label in SAID],
        "difficulties": Question.Difficulty.choices,
        "versions": question.versions.order_by("-number").select_related("made_by")[:10] if question else [],
        "alike": look_alikes(question)[:5] if question else [],
    }  # fmt: skip
    return render(request, "assessments/studio/edit.html", context, status=422 if problem else 200)


def _file_address(version: Any, name: str) -> str:
    digest = version.files.get(name, "") if version else ""
    return reverse("question_bank_file", args=[digest or "0" * 64])


def _pk(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 12 else 0
