"""The list of questions: found by words, bank, kind, category and topic, doubles marked."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.models import Question, QuestionBank, QuestionCategory, QuestionFigures, QuestionTag, Which
from assessments.studio.doors import writers_only

PAGE = 50


@writers_only
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Newest first; retired ones behind a choice."""
    asked = {name: request.GET.get(name, "") for name in ("q", "bank", "kind", "category", "tag", "state")}
    page = Paginator(_found(asked), PAGE).get_page(request.GET.get("p"))
    context = {
        "page": page, "asked": asked, "kinds": Question.Kind.choices, "banks": QuestionBank.objects.all(),
        "categories": QuestionCategory.objects.filter(bank=_pk(asked["bank"])) if asked["bank"] else [],
        "tags": QuestionTag.objects.all()[:200], "more": _others(request),
    }  # fmt: skip
    return render(request, "assessments/studio/list.html", context)


def _found(asked: dict[str, str]) -> QuerySet[Question]:
    twins = (
        Question.objects.filter(likeness=OuterRef("likeness")).exclude(pk=OuterRef("pk")).exclude(likeness="")
    )
    flagged = QuestionFigures.objects.filter(
        version__question=OuterRef("pk"),
        version__number=OuterRef("version"),
        which=Which.FIRST,
        flagged__gt=0,
    )
    rows = Question.objects.annotate(has_twin=Exists(twins), is_flagged=Exists(flagged))
    rows = rows.select_related("bank", "category")
    rows = rows.prefetch_related("tags").filter(**_exact(asked)).order_by("-pk")
    for word in asked["q"].split()[:8]:
        rows = rows.filter(text__icontains=word)
    if asked["state"] == "doubles":
        return rows.filter(has_twin=True).order_by("likeness", "pk")
    rows = rows.filter(retired_at__isnull=asked["state"] != "retired")
    return rows.filter(is_flagged=True) if asked["state"] == "flagged" else rows


def _exact(asked: dict[str, str]) -> dict[str, Any]:
    keys = {"bank": _pk(asked["bank"]), "category": _pk(asked["category"]), "tags": _pk(asked["tag"])}
    return {name: pk for name, pk in keys.items() if pk} | ({"kind": asked["kind"]} if asked["kind"] else {})


def _pk(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 12 else 0


def _others(request: HttpRequest) -> str:
    """The rest of the address, for the links to other pages."""
    left = request.GET.copy()
    left.pop("p", None)
    return left.urlencode()
