"""A commune's week on the loudspeakers, on screen and on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from people.rights import Right
from people.views.desk import Desk, page_for
from reports.queries.loudspeaker.reach import Ears
from reports.queries.loudspeaker.week import communes_in, log_of, week_of
from reports.slot_sheet import week_sheet
from reports.views.loudspeaker.shared import at_week, require_station, station_of


@page_for(Right.SEE_BROADCASTS)
@require_safe
def loudspeaker(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Programme and log of `?xa=` in the week of `?tuan=`."""
    station = station_of(request, desk)
    if station is None:
        return render(request, "reports/loudspeaker/nowhere.html", desk.context())
    communes = communes_in(desk.units, desk.tree, desk.today)
    days = week_of(station.unit, station.monday, desk.today)
    ears = Ears.load(desk.tree, desk.today)
    context = station.context(
        days=days, planned=sum(len(day.lines) for day in days), communes=communes,
        log=log_of(station.unit, station.monday, desk.tree), estimate=ears.of(station.commune.id),
        share=ears.share(station.commune.id), before=at_week(station, -1), after=at_week(station, 1),
    )  # fmt: skip
    return render(request, "reports/loudspeaker/week.html", context)


@page_for(Right.SEE_BROADCASTS)
@require_safe
def loudspeaker_sheet(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The sheet of the week for the station's wall; in Vietnamese whoever prints it."""
    station = require_station(request, desk)
    with translation.override("vi"):
        days = week_of(station.unit, station.monday, desk.today)
        paper = week_sheet(station.unit, station.monday, days, desk.today)
    name = f"phat-loa-{station.commune.code}-{station.monday:%Y-%m-%d}.pdf"
    return HttpResponse(
        paper, "application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
