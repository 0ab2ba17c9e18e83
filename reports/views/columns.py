"""Which columns a list shows and in which order: kept in its address, like its filters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common.vietnamese import plain_sort_key
from people.models.person import Gender
from people.queries.terms import category_names
from people.rights import Right
from people.scope import may
from reports.bulk_words import ACTS
from reports.models import ExportFile
from reports.queries.selection import Selection
from reports.views.page import FigurePage


@dataclass(frozen=True)
class Column:
    """`shown`: without a choice."""

    key: str
    label: Any
    shown: bool = True


PEOPLE = (
    Column("chuc-vu", _("Chức vụ")),
    Column("don-vi", _("Đơn vị")),
    Column("tinh-trang", _("Tình trạng")),
    Column("ngay", _("Ngày hoàn thành")),
    Column("ma", _("Mã cán bộ"), shown=False),
    Column("dien-thoai", _("Điện thoại"), shown=False),
    Column("nam-sinh", _("Năm sinh"), shown=False),
)
UNITS = (
    Column("xong", _("Hoàn thành")),
    Column("mau-so", _("Phải tập huấn")),
    Column("thieu", _("Còn thiếu")),
    Column("loai-tru", _("Loại trừ"), shown=False),
    Column("ty-le", _("Tỷ lệ")),
)
UNIT_KEYS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "ten": lambda line: plain_sort_key(line["name"]),
    "xong": lambda line: line["numerator"],
    "mau-so": lambda line: line["denominator"],
    "thieu": lambda line: line["missing"],
    "loai-tru": lambda line: line["excluded"],
    "ty-le": lambda line: -1 if line["percent"] is None else line["percent"],
}


def list_context(
    request: HttpRequest, page: FigurePage, asked: Selection | None, columns: Sequence[Column]
) -> dict[str, Any]:
    """What the choosers above a list need; filters by what people are only for lists of people."""
    account: Any = request.user
    chosen = set(request.GET.getlist("cot")) & {column.key for column in columns}
    shown = chosen or {column.key for column in columns if column.shown}
    context = {
        "columns": shown,
        "column_choices": [(column.key, column.label, column.key in shown) for column in columns],
        "sort": request.GET.get("sort", ""),
        "may_act": may_act(account, page),
        "may_export": may(account, Right.EXPORT),
        "formats": ExportFile.Format.lists(),
        "acts": [{**act, "name": "viec"} for act in ACTS],
        "address": request.get_full_path(),
    }
    if asked is not None:
        context |= {
            "categories": sorted(category_names().items(), key=lambda one: plain_sort_key(one[1])),
            "category": asked.category,
            "genders": Gender.choices,
            "gender": asked.gender,
        }
    return context


def may_act(account: Any, page: FigurePage) -> bool:
    """Who was missing by what we knew some time ago is no reason to remind anybody today."""
    return page.figures.cutoff is None and may(account, Right.GIVE_COURSES)


def desk_deeds(request: HttpRequest, page: FigurePage) -> dict[str, Any]:
    """What may be done from the desk with those who are missing."""
    return {"may_act": may_act(request.user, page), "missing_query": f"loai=con-thieu&{page.form.tail}"}


def in_unit_order(lines: list[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    """By a column; without one parents stand before their children."""
    key = UNIT_KEYS.get(sort.removeprefix("-"))
    return sorted(lines, key=key, reverse=sort.startswith("-")) if key else lines
