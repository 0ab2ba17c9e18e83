"""The XLSX of a figure: the sum, every unit, and (when asked) every name behind it."""

import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from common.vietnamese import format_day, format_moment
from reports.models import Target
from reports.queries.breakdown import Breakdown
from reports.queries.breakdown import Line as WayLine
from reports.queries.figures import Figures
from reports.queries.people import Line, lines
from reports.queries.pilots import Group, comparison
from reports.queries.rows import unit_rows
from reports.queries.unit_lines import UnitLine, unit_lines_of

# Text is never a formula, whatever a roster's cell began with.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(figures: Figures, *, names: bool) -> bytes:
    """The workbook's bytes; `names` adds the sheet of people (only for those allowed to see them)."""
    buffer = io.BytesIO()
    import xlsxwriter  # as in common.tables: only who writes a workbook needs it

    book = xlsxwriter.Workbook(buffer, OPTIONS)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    _sum_sheet(book, figures, bold)
    _table(book, _("Theo đơn vị"), _unit_head(), map(_unit_line, unit_rows(figures)), bold)
    ways = Breakdown(figures).ways
    if ways:
        parts = [[way.title, *_way_line(line)] for way in ways for line in way.lines]
        _table(book, _("Theo nhóm"), _way_head(), parts, bold)
    groups = comparison(figures)
    if groups.groups:
        _table(book, _("Xã thí điểm"), _group_head(), map(_group_line, groups.groups), bold)
    if figures.target.counts_units:
        _table(
            book,
            _("Kết quả từng đơn vị"),
            _achieved_head(),
            map(_achieved_line, unit_lines_of(figures)),
            bold,
        )
    elif names:
        _table(book, _("Danh sách"), _name_head(), map(_name_line, lines(figures)), bold)
    book.close()
    return buffer.getvalue()


def _sum_sheet(book: Any, figures: Figures, bold: Any) -> None:
    sheet = book.add_worksheet(_("Tổng hợp"))
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 60)
    total, units = figures.tally.total, figures.target.counts_units
    frame = {
        "then": _("theo đơn vị lúc học"),
        "now": _("theo đơn vị hiện nay"),
        "day": _("theo đơn vị của ngày chốt"),
    }[figures.frame.value]
    frame = _("theo đơn vị của ngày chốt") if units else frame
    for row, (label, value) in enumerate(
        [
            (_("Chỉ tiêu"), figures.target.title),
            (_("Căn cứ"), figures.target.legal_basis),
            (_("Số liệu đến hết ngày"), format_day(figures.as_of)),
            (_("Ghi nhận đến"), format_moment(figures.cutoff) if figures.cutoff else ""),
            (_("Cách tính đơn vị"), frame),
            *zip(_words_of(figures.target), (total.numerator, total.denominator, total.missing), strict=True),
            (_("Loại trừ, có lý do"), total.excluded),
            (_("Tỷ lệ (%)"), total.percent),
        ]
    ):
        sheet.write(row, 0, label, bold)
        sheet.write(row, 1, value)


def _words_of(target: Target) -> tuple[str, str, str]:
    """What numerator, denominator and the rest are called; heads of residents are never called people trained."""
    if target.counts_units:
        return _("Đơn vị đã đạt (tử số)"), _("Số đơn vị (mẫu số)"), _("Chưa đạt")
    if target.counts_residents:
        return _("Lượt người được hướng dẫn (ước tính)"), _("Số dân đã khai (mẫu số)"), _("Còn thiếu")
    return _("Đã hoàn thành (tử số)"), _("Phải tập huấn (mẫu số)"), _("Còn thiếu")


def _table(book: Any, title: str, head: list[tuple[str, int]], rows: Iterable[list[Any]], bold: Any) -> None:
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 0)
    for column, (label, width) in enumerate(head):
        sheet.set_column(column, column, width)
        sheet.write(0, column, label, bold)
    count = 0
    for count, row in enumerate(rows, start=1):
        sheet.write_row(count, 0, row)
    sheet.autofilter(0, 0, count, len(head) - 1)


def _unit_head() -> list[tuple[str, int]]:
    return [
        (_("Mã"), 8), (_("Có hiệu lực từ"), 14), (_("Đơn vị"), 34), (_("Cấp"), 10), (_("Mã cấp trên"), 12),
        (_("Hoàn thành"), 12), (_("Mẫu số"), 10), (_("Loại trừ"), 10), (_("Tỷ lệ (%)"), 10),
        (_("Cần đạt (%)"), 12), (_("Đạt mức"), 10),
    ]  # fmt: skip


def _unit_line(row: dict[str, Any]) -> list[Any]:
    keys = [
        "code",
        "valid_from",
        "name",
        "level",
        "parent",
        "numerator",
        "denominator",
        "excluded",
        "percent",
    ]
    met = {True: _("đạt"), False: _("chưa đạt"), None: ""}[row["met"]]
    return [*(row[key] for key in keys), row["goal"], met]


def _way_head() -> list[tuple[str, int]]:
    return [
        (_("Chia theo"), 26), (_("Nhóm"), 40), (_("Hoàn thành"), 12), (_("Mẫu số"), 10), (_("Loại trừ"), 10),
        (_("Tỷ lệ (%)"), 10),
    ]  # fmt: skip


def _way_line(line: WayLine) -> list[Any]:
    cell = line.cell
    return [line.label, cell.numerator, cell.denominator, cell.excluded, cell.percent]


def _group_head() -> list[tuple[str, int]]:
    return [
        (_("Nhóm"), 40), (_("Số xã, phường"), 14), (_("Hoàn thành"), 12), (_("Mẫu số"), 10), (_("Loại trừ"), 10),
        (_("Tỷ lệ (%)"), 10), (_("Cộng vào tổng"), 14),
    ]  # fmt: skip


def _group_line(group: Group) -> list[Any]:
    cell, counted = group.cell, _("có") if group.part_of_sum else _("trong đó")
    return [
        group.name,
        group.communes,
        cell.numerator,
        cell.denominator,
        cell.excluded,
        cell.percent,
        counted,
    ]


def _achieved_head() -> list[tuple[str, int]]:
    return [
        (_("Mã"), 10), (_("Đơn vị"), 34), (_("Thuộc"), 30), (_("Tình trạng"), 14), (_("Đạt từ ngày"), 14),
        (_("Căn cứ"), 60), (_("Nhận từ"), 40),
    ]  # fmt: skip


def _achieved_line(line: UnitLine) -> list[Any]:
    day = format_day(line.member.completed_on) if line.member.completed_on else ""
    return [
        line.unit.code, line.unit.full_name, line.parent.full_name if line.parent else "",
        _("Đạt") if line.done else _("Chưa đạt"), day, line.member.reason,
        ", ".join(unit.full_name for unit in line.through),
    ]  # fmt: skip


def _name_head() -> list[tuple[str, int]]:
    return [
        (_("Mã cán bộ"), 12), (_("Họ và tên"), 30), (_("Chức vụ"), 34), (_("Đơn vị"), 30),
        (_("Tình trạng"), 16), (_("Ngày hoàn thành"), 16), (_("Lý do loại trừ"), 40),
    ]  # fmt: skip


def _name_line(line: Line) -> list[Any]:
    person = line.person
    day = format_day(line.member.completed_on) if line.member.completed_on else ""
    return [
        person.staff_code, person.full_name, line.position, line.unit_name, line.standing_label, day,
        line.member.reason,
    ]  # fmt: skip
