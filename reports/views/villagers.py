"""What villagers said of the tutorials and where loudspeakers carried them: presses and estimates, never persons."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.tally_queries import by_commune, by_tutorial
from people.views.desk import Desk, desk_page
from reports.queries.loudspeaker.reach import all_heard, heard_by_commune


@desk_page
@require_safe
def villagers_said(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Of everybody by tutorial, of one's own communes by commune; loudspeakers of this year."""
    heard = heard_by_commune(
        units=desk.units, since=date(desk.today.year, 1, 1), until=date(desk.today.year + 1, 1, 1), as_of=desk.today,
        tree=desk.tree,
    )  # fmt: skip
    context = desk.context(
        tutorials=by_tutorial(),
        communes=by_commune(desk.units),
        heard=heard,
        all_heard=all_heard(heard, _("Cộng")),
    )
    return render(request, "reports/villagers.html", context)
