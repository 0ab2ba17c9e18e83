"""A survey's results as rows of a spreadsheet: exactly what the page tells, with the same blanks."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Survey
from assessments.surveys.publishing import Answers, Cell, Statement
from common.tables import Cell as Value
from common.tables import Column
from common.vietnamese import format_day

FEW = gettext_lazy("ít phiếu")
Row = tuple[Value, ...]


def columns() -> list[Column]:
    """Headings in the reader's language."""
    return [
        Column(_("Phần"), 22), Column(_("Nội dung"), 60), Column(_("Số phiếu"), 12), Column(_("Hài lòng (%)"), 14),
        Column(_("Điểm trung bình"), 16), Column(_("Tỷ lệ (%)"), 12),
    ]  # fmt: skip


def notes(survey: Survey, today: date) -> list[str]:
    """Whose, of when, and why there are blanks."""
    words = {"owner": survey.owner.full_name, "day": format_day(today), "k": survey.threshold}
    return [
        _("%(owner)s lấy ý kiến; số liệu đến ngày %(day)s.") % words,
        _("“ít phiếu”: nhóm dưới %(k)s phiếu, hoặc nhóm phải giấu cùng để không trừ ra được.") % words,
    ]


def rows_of(
    total: Cell, units: Iterable[tuple[Any, Cell]], courses: Iterable[tuple[str, Cell]],
    months: Iterable[tuple[date, Cell]], answers: Iterable[Answers],
) -> Iterator[Row]:  # fmt: skip
    """The whole, then each grouping, then each question."""
    yield _row(_("Chung"), "", total)
    for unit, one in units:
        yield _row(_("Xã, phường"), unit.full_name if unit else _("Không nói xã, phường"), one)
    for title, one in courses:
        yield _row(_("Khóa học"), title, one)
    for month, one in months:
        yield _row(_("Tháng"), f"{month:%m/%Y}", one)
    for item in answers:
        for statement in item.statements:
            yield from _statement(item, statement)
        yield from ((_("Ý kiến"), text, None, None, None, None) for text in item.texts)


def _row(part: str, name: str, one: Cell) -> Row:
    return part, name, str(FEW) if one.n is None else one.n, one.percent, one.mean, None


def _statement(item: Answers, one: Statement) -> Iterator[Row]:
    label = f"{item.title}: {one.label}" if one.label else item.title
    yield _("Câu hỏi"), label, str(FEW) if one.n is None else one.n, one.percent, one.mean, None
    for bar in one.bars:
        yield _("Trả lời"), bar.label, None, None, None, bar.percent
