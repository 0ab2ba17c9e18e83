"""Tables on paper: lines, heads that are repeated on each page, cells over several columns and rows."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from content.printing.article import Block
from content.printing.columns import AIR, columns_of
from content.printing.parting import parts_of

SOFT, LINE = HexColor("#E7F1EE"), HexColor("#B9C7C2")
THIN = 0.5


def tables_of(block: Block, text: ParagraphStyle, wide: float) -> list[Flowable]:
    """One, or several below each other for one that is too wide."""
    columns = max(len(row) for row in block.rows)
    rows = [[*row, *[""] * (columns - len(row))] for row in block.rows]
    gap, pieces = Spacer(1, text.fontSize * 0.6), list[Flowable]()
    for part in parts_of(_sound(block, rows), rows, text, wide):
        if pieces:
            small = ParagraphStyle("more", parent=text, fontSize=text.fontSize * 0.8, keepWithNext=1)
            pieces.append(Paragraph(f"<i>{_('Các cột tiếp theo của bảng trên')}</i>", small))
        pieces += [_table(part, text, wide), gap]
    return pieces


def sides(air: float) -> list[Any]:
    """Cells with so much at the left and right."""
    return [("LEFTPADDING", (0, 0), (-1, -1), air), ("RIGHTPADDING", (0, 0), (-1, -1), air)]


def _sound(block: Block, rows: list[list[str]]) -> Block:
    """What a file says of cells over several, within the table, and no cell twice."""
    high, wide, taken, spans = len(rows), len(rows[0]), set[tuple[int, int]](), []
    for row, first, last in block.spans:
        cells = {(row, column) for column in range(first, min(last, wide - 1) + 1)}
        if row < high and len(cells) > 1 and not cells & taken:
            taken |= cells
            spans.append((row, first, min(last, wide - 1)))
    joined = [
        (column, top, min(bottom, high - 1))
        for column, top, bottom in block.joined
        if column < wide and top < high
    ]
    return replace(block, rows=rows, spans=spans, joined=joined, heads=min(block.heads, high))


def _table(block: Block, text: ParagraphStyle, wide: float) -> Table:
    rows = block.rows
    size, widths = columns_of(block, rows, text, wide)
    small = ParagraphStyle("cell", parent=text, fontSize=size, leading=size * 1.36)
    style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP"), *sides(AIR)]
    style += [("SPAN", (first, row), (last, row)) for row, first, last in block.spans]
    if block.ruled:
        style += _lines(block, len(rows), len(rows[0]))
        style += [("BACKGROUND", (0, 0), (-1, block.heads - 1), SOFT)] if block.heads else []
    return Table(
        [[Paragraph(cell, small) for cell in row] for row in rows], colWidths=widths, style=style,
        repeatRows=block.heads if block.ruled and len(rows) > block.heads else 0, splitInRow=1,
    )  # fmt: skip


def _lines(block: Block, rows: int, columns: int) -> list[Any]:
    """All; or none between rows of one cell: spans over rows would hold a table together that no page can hold."""
    if not block.joined:
        return [("GRID", (0, 0), (-1, -1), THIN, LINE)]
    without = {(row, column) for column, first, last in block.joined for row in range(first, last)}
    found: list[Any] = [
        ("LINEBEFORE", (0, 0), (-1, -1), THIN, LINE),
        ("LINEAFTER", (-1, 0), (-1, -1), THIN, LINE),
        ("LINEABOVE", (0, 0), (-1, 0), THIN, LINE),
        ("LINEBELOW", (0, -1), (-1, -1), THIN, LINE),
    ]
    for row in range(rows - 1):
        drawn = [column for column in range(columns) if (row, column) not in without]
        if len(drawn) == columns:
            found.append(("LINEBELOW", (0, row), (-1, row), THIN, LINE))
        else:
            found += [("LINEBELOW", (column, row), (column, row), THIN, LINE) for column in drawn]
    return found
