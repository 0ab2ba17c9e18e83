"""Which columns the list of people shows and by which it is sorted: kept in its address, like its filters."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from people.queries.ordering import SORTS

# In the order of the table and of its files: label, and whether it is shown without a choice.
COLUMNS: dict[str, tuple[Any, bool]] = {
    "chuc-vu": (_("Chức vụ"), True),
    "don-vi": (_("Đơn vị"), True),
    "nam-sinh": (_("Năm sinh"), False),
    "ngay-sinh": (_("Ngày sinh"), False),
    "gioi": (_("Giới tính"), False),
    "ma": (_("Mã cán bộ"), True),
    "dien-thoai": (_("Điện thoại"), True),
    "thu": (_("Thư điện tử"), False),
    "cccd": (_("CCCD (ba số cuối)"), False),
    "dang-nhap": (_("Đăng nhập"), True),
}


def query_of(text: str) -> QueryDict:
    """An address that was kept as text."""
    return QueryDict(text)


def columns_of(query: QueryDict) -> set[str]:
    """Those chosen, else the usual ones; what is no column is passed over."""
    chosen = set(query.getlist("cot")) & set(COLUMNS)
    return chosen or {key for key, (_label, usual) in COLUMNS.items() if usual}


def sort_of(query: QueryDict) -> str:
    """A column, backwards with a minus; empty for the usual order."""
    sort = str(query.get("sort", ""))
    return sort if sort.removeprefix("-") in SORTS else ""


def choices_context(query: QueryDict) -> dict[str, Any]:
    """What the chooser and the heads of the table need."""
    shown, sort = columns_of(query), sort_of(query)
    return {
        "columns": shown,
        "chosen_columns": [key for key in COLUMNS if key in query.getlist("cot")],
        "column_choices": [(key, label, key in shown) for key, (label, _usual) in COLUMNS.items()],
        "sort": sort,
        "sorted_by": sort or ("" if query.get("tim", "").strip() else "ten"),
    }
