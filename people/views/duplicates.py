"""Pairs that may be one person; the pairs that were told apart; the merges that were made."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.duplicate_words import sentence
from people.models import NotTheSame, Person
from people.queries.duplicates import judged, remembered_pairs, still_open
from people.queries.merging import merges_among
from people.queries.people import PersonLine, for_list, lines_of
from people.rules import LIKELY
from people.services.verdicts import take_back, tell_apart
from people.views.desk import Desk, hr_page, page_of
from people.views.people import as_uuid

ROWS = 20


@dataclass(frozen=True)
class Shown:
    """A pair as a card: who they are and why they are shown."""

    first: PersonLine
    second: PersonLine
    why: str
    is_likely: bool


@hr_page
@require_safe
def duplicate_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The likeliest first; only pairs of which the clerk may see both."""
    shown = request.GET.get("xem", "")
    context: dict[str, Any] = {"shown": shown}
    if shown == "khac-nguoi":
        mine = NotTheSame.objects.filter(first__in=desk.people, second__in=desk.people)
        context["page"] = page_of(mine.select_related("first", "second", "decided_by__person"), request, ROWS)
    elif shown == "da-gop":
        context["page"] = page_of(merges_among(desk.people), request, ROWS)
    else:
        context |= _open_pairs(request, desk)
    return render(request, "people/duplicates.html", desk.context(**context))


@hr_page
@require_POST
def duplicate_told_apart(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Two people after all."""
    one, other = (desk.person(as_uuid(request.POST.get(name, ""))) for name in ("nguoi", "nguoi-kia"))
    tell_apart(one=one, other=other, at=desk.now, by=desk.account)
    messages.success(request, _("Đã ghi: hai người khác nhau. Cặp này không hiện lại nữa."))
    return redirect("duplicate_list")


@hr_page
@require_POST
def duplicate_asked_again(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The verdict was wrong."""
    for verdict in NotTheSame.objects.filter(uuid=as_uuid(request.POST.get("cap", ""))):
        take_back(verdict=verdict, at=desk.now, by=desk.account)
        messages.success(request, _("Đã bỏ ghi nhận: cặp này lại được xem xét."))
    return redirect("duplicate_list")


def _open_pairs(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    scope = "all" if desk.units is None else sorted(desk.units)
    keys = still_open(remembered_pairs(desk.people, desk.tree, desk.today, scope=scope))
    page = page_of(keys, request, ROWS)
    pairs = judged(page.object_list, desk.tree, desk.today)
    wanted = {key for pair in pairs for key in (pair.first, pair.second)}
    # Asked again within the scope: what was remembered may have left it since.
    people: list[Person] = list(for_list(desk.people.filter(pk__in=wanted), desk.today))
    lines = {line.person.pk: line for line in lines_of(people, desk.tree, desk.today)}
    cards = [
        Shown(
            lines[pair.first], lines[pair.second], sentence(pair.likeness.reasons),
            pair.likeness.score >= LIKELY,
        )
        for pair in pairs
        if pair.first in lines and pair.second in lines
    ]  # fmt: skip
    return {"page": page, "cards": cards}
