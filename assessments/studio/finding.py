"""The filters of the list of questions, which the export and deeds on many follow as well."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict

from assessments.bank_scope import kept_questions
from assessments.models import Question, QuestionFigures, Which
from assessments.studio.doors import pk_in
from people.models import Account

NAMES = ("q", "bank", "kind", "category", "tag", "difficulty", "state")
Asked = dict[str, str]


def asked_in(query: QueryDict) -> Asked:
    """What the address asks for."""
    return {name: query.get(name, "") for name in NAMES}


def found(account: Account, asked: Asked) -> QuerySet[Question]:
    """Questions of one's banks, newest first; retired ones behind a choice, doubles side by side."""
    mine = kept_questions(account)
    twins = mine.filter(likeness=OuterRef("likeness")).exclude(pk=OuterRef("pk")).exclude(likeness="")
    flagged = QuestionFigures.objects.filter(
        version__question=OuterRef("pk"),
        version__number=OuterRef("version"),
        which=Which.FIRST,
        flagged__gt=0,
    )
    rows = mine.annotate(has_twin=Exists(twins), is_flagged=Exists(flagged))
    rows = rows.select_related("bank", "category").prefetch_related("tags")
    rows = rows.filter(**_exact(asked)).order_by("-pk")
    for word in asked["q"].split()[:8]:
        rows = rows.filter(text__icontains=word)
    if asked["state"] == "doubles":
        return rows.filter(has_twin=True).order_by("likeness", "pk")
    rows = rows.filter(retired_at__isnull=asked["state"] != "retired")
    return rows.filter(is_flagged=True) if asked["state"] == "flagged" else rows


def _exact(asked: Asked) -> dict[str, Any]:
    keys = {"bank": pk_in(asked["bank"]), "category": pk_in(asked["category"]), "tags": pk_in(asked["tag"])}
    words = {name: asked[name] for name in ("kind", "difficulty") if asked[name]}
    return {name: pk for name, pk in keys.items() if pk} | words


def others(query: QueryDict, *without: str) -> str:
    """The rest of the address, for links that change a part of it."""
    left = query.copy()
    for name in ("p", *without):
        left.pop(name, None)
    return left.urlencode()
