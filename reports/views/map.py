"""The map: for the desk with everything behind it, for everybody else whole percentages of groups of five and more."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from common import clock
from common.vietnamese import format_day
from content.public_cache import cached_public
from people.models import Account
from people.queries.designations import designated_units
from people.queries.tree import UnitTree
from people.scope import may_use_desk, scope_title, visible_unit_ids
from reports.map import communes_on, draw, full_lines, in_order, public_lines
from reports.map_days import days
from reports.map_forms import FRAMES, KINDS, MapForm
from reports.models import Counts, Target
from reports.queries.figures import Frame
from reports.queries.map_figure import map_figure, public_figure
from reports.rules import SMALLEST_GROUP, public_rate
from reports.sheets import FIRST_DAY, OUTLINES, sheet_of


def commune_map(request: HttpRequest) -> HttpResponse:
    """One address; what it shows depends on who asks."""
    if request.user.is_authenticated and may_use_desk(request.user):
        return desk_map(request, request.user)
    return public_map(request)


def desk_map(request: HttpRequest, account: Account) -> HttpResponse:
    """Within the scope: numbers, and the people behind each commune."""
    form = MapForm(request.GET)
    targets = sorted(
        Target.objects.all(), key=lambda one: not one.counts_people
    )  # people first, as on the desk
    target, now, today, tree = form.target(targets), clock.now(), clock.today(), UnitTree.load()
    scope = {"scope_label": scope_title(account, today, tree)}
    if target is None:
        return render(request, "reports/map_desk.html", scope)
    span = days(tree, FIRST_DAY, form.as_of(today), today)
    frame = Frame.DAY if not target.counts_people else form.frame()
    within = visible_unit_ids(account, today, tree)
    cutoff = form.cutoff(now)
    figure = map_figure(target, tree, as_of=span.shown, frame=frame, within=within, now=now, cutoff=cutoff)
    map_day = today if frame is Frame.NOW else span.shown
    pilots = designated_units(on=span.shown, tree=tree, map_day=map_day)
    sheet = sheet_of(map_day, form.kind())
    lines = full_lines(figure, communes_on(tree, map_day, sheet, within), tree, pilots)
    sort = request.GET.get("sort", "ten")
    context = {
        **scope,
        **_shown(request, form, targets, target),
        "day_notes": form.day_notes(now),
        "days": span,
        "figure": figure,
        "form": form,
        "cutoff": cutoff,
        "frame": frame.value,
        "frames": FRAMES if target.counts_people else [],
        "drawing": draw(sheet, lines, tree, map_day),
        "lines": in_order(lines, sort),
        "map_day": map_day,
        "sort": sort,
        "behind": reverse("target_people", args=[target.code]),
        "tail": urlencode({"den": format_day(span.shown), "khung": frame.value} | _known(form, cutoff)),
    }
    return render(request, "reports/map_desk.html", context)


def _known(form: MapForm, cutoff: datetime | None) -> dict[str, str]:
    """What a link behind the map says of the cutoff: as it was typed, for a bare day means its last second."""
    return {"ghi_den": str(form["ghi_den"].value())} if cutoff else {}


@cached_public
def public_map(request: HttpRequest) -> HttpResponse:
    """For everybody: the communes of the day at the stops of the slider, without one number of people."""
    form, targets = MapForm(request.GET), list(Target.objects.filter(counts=Counts.PEOPLE))
    target, now, today = form.target(targets), clock.now(), clock.today()
    if target is None:
        return render(request, "reports/map_public.html")
    tree = UnitTree.load()
    span = days(tree, FIRST_DAY, form.as_of(today), today, only_stops=True)
    kept = settings.PUBLIC_PAGES_SECONDS
    figure = public_figure(target, tree, as_of=span.shown, now=now, seconds=kept)
    pilots = designated_units(on=span.shown, tree=tree)
    sheet = sheet_of(span.shown, form.kind())
    lines = public_lines(figure, communes_on(tree, span.shown, sheet), tree, pilots)
    sort = request.GET.get("sort", "ten")
    context = {
        **_shown(request, form, targets, target),
        "day_notes": form.day_notes(now),
        "days": span,
        "rate": public_rate(figure.total),
        "smallest": SMALLEST_GROUP,
        "drawing": draw(sheet, lines, tree, span.shown),
        "lines": in_order(lines, sort),
        "map_day": span.shown,
        "sort": sort,
    }
    return render(request, "reports/map_public.html", context)


def _shown(request: HttpRequest, form: MapForm, targets: list[Target], target: Target) -> dict[str, Any]:
    """What both templates draw the choices from."""
    return {
        "targets": targets,
        "target": target,
        "kind": form.kind(),
        "kinds": KINDS,
        "outlines": form.kind() == OUTLINES,
        "query": request.GET,
    }
