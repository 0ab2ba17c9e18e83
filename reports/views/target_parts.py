"""Parts of the targets' pages: the shelves of the list, pilots beside others, what became of districts."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from common.vietnamese import format_day
from people.models.org_unit import Level
from reports.queries.beside import beside, result_targets
from reports.queries.facts import Frame
from reports.queries.pilots import Group
from reports.views.page import FigurePage, figure_page

SHELVES: dict[str, Callable[[FigurePage], bool]] = {
    "": lambda page: True,
    "don-vi-minh": lambda page: bool(page.responsible.role),
    "chua-phan-cong": lambda page: bool(page.responsible.lacking),
}
Query = Callable[..., str]


def shelves(pages: list[FigurePage], wanted: str) -> list[dict[str, Any]]:
    """Tabs of the list; whoever stands over the whole province has no unit of their own."""
    names = {"": _("Tất cả"), "don-vi-minh": _("Đơn vị mình"), "chua-phan-cong": _("Chưa phân công")}
    if all(page.within is None for page in pages):
        del names["don-vi-minh"]
    return [
        {
            "label": label,
            "count": sum(SHELVES[key](page) for page in pages),
            "current": key == (wanted if wanted in names else ""),
            "href": f"?muc={key}" if key else "?",
        }
        for key, label in names.items()
    ]


def groups(page: FigurePage) -> list[Group]:
    """The comparison, when there is something to compare."""
    found = page.comparison.groups
    return found if sum(group.communes > 0 for group in found if group.part_of_sum) > 1 else []


def districts(page: FigurePage, query: Query) -> dict[str, str] | None:
    """A sentence for whoever looks for districts on a map that has none, and where they are shown."""
    if Level.DISTRICT not in (page.level, page.only_level):
        return None
    if page.districts_end:
        return _ended(page, query)
    if page.target.counts_units or page.figures.frame is not Frame.NOW:
        return None
    return {
        "text": _("Bản đồ đơn vị hiện nay không có cấp huyện. Số liệu theo huyện nằm ở cách tính “Lúc học”."),
        "label": _("Xem theo đơn vị lúc học"),
        "href": f"?{query(khung=Frame.THEN.value)}",
    }


def _ended(page: FigurePage, query: Query) -> dict[str, str]:
    assert page.districts_end
    day = format_day(page.districts_end)
    sentence = _(
        "Cấp huyện có đến hết ngày %(day)s. Sau ngày đó không còn số liệu theo huyện; số cũ vẫn xem được."
    )
    then = query(den=day, khung=Frame.THEN.value, cap=page.level)
    label = _("Xem số liệu đến hết %(day)s") % {"day": day}
    return {"text": sentence % {"day": day}, "label": label, "href": f"?{then}"}


def side_by_side(request: HttpRequest, page: FigurePage) -> dict[str, Any]:
    """Training beside what units say of their own work; nothing where no result was stated."""
    results = result_targets(page.target)
    if not results or page.target.counts_residents:
        return {}
    training = figure_page(request, target=page.target.training) if page.target.training else page
    lines = beside(training.figures, results, page.as_of, None, page.within)
    return {"beside": lines, "beside_targets": results}
