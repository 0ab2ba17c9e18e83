"""The HR desk: the number, the curve, the map, the units furthest behind, who to chase."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reports.charts import curve, tiles
from reports.models import Counts, Target
from reports.queries.behind import group_sizes
from reports.queries.curve import remembered_shares
from reports.queries.cycles import waiting_reports
from reports.queries.kept_figures import KeptFigures, kept_shares
from reports.queries.saved_views import default_view
from reports.views.columns import desk_deeds
from reports.views.page import FigurePage, desk_only, figure_page
from reports.views.target import unit_lines

MOST_WAITING = 3  # an officer of many units finds the rest in the cycle


@desk_only
def desk(request: HttpRequest) -> HttpResponse:
    """One calm page; without a target it says how to begin."""
    everything = list(Target.objects.all())
    targets = [target for target in everything if target.counts == Counts.PEOPLE]
    chosen = next((target for target in targets if target.code == request.GET.get("chi-tieu")), None)
    if not targets:  # the curve and the reminders are about people
        return redirect("target_list") if everything else render(request, "reports/desk_empty.html")
    view = default_view(request.user) if not request.GET else None  # type: ignore[arg-type]
    if view and view.query:
        return redirect(f"{view.path}?{view.query}")
    page = figure_page(request, target=chosen or targets[0])
    communes = communes_of(page)
    behind = furthest_behind(communes, 6)
    context = {
        **page.context,
        "targets": targets,
        "whole": page.within is None,
        "curve": curve(series_of(page), page.target, page.as_of),
        "tiles": tiles(communes),
        "behind": behind,
        "behind_missing": sum(line["missing"] for line in behind),
        "lifted": _lifted(page, behind),
        "commune_count": len(communes),
        "chase": None if page.figures.cutoff else group_sizes(page.figures),
        "waiting_reports": waiting_reports(request.user)[:MOST_WAITING],  # type: ignore[arg-type]
        **desk_deeds(request, page),
    }
    return render(request, "reports/desk.html", context)


def communes_of(page: FigurePage) -> list[dict[str, Any]]:
    """The lines of communes in scope in which anybody counts."""
    return [line for line in unit_lines(page) if line["level"] == "xa" and line["denominator"]]


def furthest_behind(communes: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    """The lowest rates; of equal ones whoever misses more people."""
    return sorted(communes, key=lambda line: (line["percent"], -line["missing"]))[:number]


def series_of(page: FigurePage) -> list[tuple[date, float]]:
    """The actual percentage at the start of the year, at each month's end, and on the day itself."""
    start = max(page.target.starts_on, page.as_of.replace(month=1, day=1) - timedelta(days=1))
    days = [start, *_month_ends(start, page.as_of), page.as_of]
    days = list(dict.fromkeys(days))
    if isinstance(page.figures, KeptFigures):
        return kept_shares(page.figures, days, page.within)
    return remembered_shares(page.facts, days, page.within)


def _month_ends(start: date, end: date) -> list[date]:
    days: list[date] = []
    first = start.replace(day=1)
    while True:
        first = (first + timedelta(days=32)).replace(day=1)
        last = first - timedelta(days=1)
        if last >= end:
            return days
        if last > start:
            days.append(last)


def _lifted(page: FigurePage, behind: list[dict[str, object]]) -> float:
    """What the total would be if the units furthest behind caught up."""
    total = page.figures.tally.total
    missing = sum(int(line["missing"]) for line in behind)  # type: ignore[call-overload]
    return 100 * (total.numerator + missing) / total.denominator if total.denominator else 0.0
