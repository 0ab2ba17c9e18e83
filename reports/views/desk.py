"""The HR desk: the number, the curve, the map, the units furthest behind, who to chase."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reports.charts import curve, tiles
from reports.models import Counts, Target
from reports.queries.chase import chase_groups
from reports.queries.curve import remembered_shares
from reports.views.page import FigurePage, desk_only, figure_page
from reports.views.target import unit_lines


@desk_only
def desk(request: HttpRequest) -> HttpResponse:
    """One calm page; without a target it says how to begin."""
    everything = list(Target.objects.all())
    targets = [target for target in everything if target.counts == Counts.PEOPLE]
    chosen = next((target for target in targets if target.code == request.GET.get("chi-tieu")), None)
    if not targets:  # the curve and the reminders are about people
        return redirect("target_list") if everything else render(request, "reports/desk_empty.html")
    page = figure_page(request, target=chosen or targets[0])
    communes = [line for line in unit_lines(page) if line["level"] == "xa" and line["denominator"]]
    behind = sorted(communes, key=lambda line: (line["percent"], -line["missing"]))[:6]
    context = {
        **page.context,
        "targets": targets,
        "curve": curve(_series(page), page.target, page.as_of),
        "tiles": tiles(communes),
        "behind": behind,
        "behind_missing": sum(line["missing"] for line in behind),
        "lifted": _lifted(page, behind),
        "commune_count": len(communes),
        "chase": chase_groups(page.figures, page.as_of),
    }
    return render(request, "reports/desk.html", context)


def _series(page: FigurePage) -> list[tuple[date, float]]:
    """The actual percentage at the start of the year, at each month's end, and on the day itself."""
    start = max(page.target.starts_on, page.as_of.replace(month=1, day=1) - timedelta(days=1))
    days = [start, *_month_ends(start, page.as_of), page.as_of]
    return remembered_shares(page.facts, list(dict.fromkeys(days)), page.within)


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
