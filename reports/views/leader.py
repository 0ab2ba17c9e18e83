"""One page for a leader: the number with its proof, the curve, who is behind, what comes next; it prints on one A4."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.queries.training.viewing import Viewer
from reports.charts import curve
from reports.models import Counts
from reports.queries.explained import explained
from reports.queries.next_dates import ahead
from reports.queries.responsibility import targets_with_responsible
from reports.rules import planned
from reports.views.desk import communes_of, furthest_behind, series_of
from reports.views.page import FigurePage, desk_only, figure_page

BEHIND, DATES = 8, 6


@desk_only
@require_safe
def leader_page(request: HttpRequest) -> HttpResponse:
    """The target asked for or the first that counts people; the others in one line each."""
    targets = list(targets_with_responsible())
    people = [target for target in targets if target.counts == Counts.PEOPLE]
    if not people:
        return render(request, "reports/desk_empty.html")
    chosen = next((one for one in people if one.code == request.GET.get("chi-tieu")), people[0])
    page = figure_page(request, target=chosen)
    others = [figure_page(request, target=one).while_it_lasted() for one in targets if one != chosen]
    viewer = Viewer(request.user, page.facts.today)  # type: ignore[arg-type]
    context = {
        **page.context,
        "targets": people,
        "plan": planned(float(chosen.percent), chosen.starts_on, chosen.due_on, page.as_of),
        "curve": curve(series_of(page), chosen, page.as_of),
        "behind": furthest_behind(communes_of(page), BEHIND),
        "others": [_other(one) for one in others],
        "ahead": ahead(viewer, targets, page.now)[:DATES],
        "explained": explained(chosen),
        "printed_at": page.now,
    }
    return render(request, "reports/leader.html", context)


def _other(page: FigurePage) -> dict[str, object]:
    return {"target": page.target, "total": page.figures.tally.total, "tail": page.form.tail}
