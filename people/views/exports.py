"""The list of people as a workbook: the same filters, scope and frame as on the page."""

from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from common.tables import XLSX_TYPE
from people.queries.people import for_list
from people.rights import Right
from people.services.exports import ListExport, export_people
from people.views.desk import Desk, page_for
from people.views.people import chosen_people, chosen_unit, framed

FILTERS = ("tim", "don-vi", "cho-xep", "vai-tro", "ngay", "khung")


@page_for(Right.EXPORT)
@require_safe
def people_export(request: HttpRequest, desk: Desk) -> StreamingHttpResponse:
    """The list to take along, for those who may; the log remembers who did."""
    desk, _form = framed(desk, request.GET)
    unit = chosen_unit(desk, request.GET)
    export = ListExport(
        people=for_list(chosen_people(desk, request.GET, unit), desk.day),
        tree=desk.tree,
        day=desk.day,
        units_on=desk.units_on,
        unit=unit,
        filters=_filters(request.GET),
    )
    chunks = export_people(export, by=desk.account, at=desk.now)
    answer = StreamingHttpResponse(chunks, content_type=XLSX_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="can-bo-{desk.day:%Y-%m-%d}.xlsx"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _filters(query: Any) -> dict[str, str]:
    return {name: query[name][:200] for name in FILTERS if query.get(name)}
