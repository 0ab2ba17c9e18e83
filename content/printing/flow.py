"""Pieces of a handout that flow down the page: a lesson's body, and the helper's guide."""

import io
from collections.abc import Sequence
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    HRFlowable,
    Image,
    KeepTogether,
    Paragraph,
    Spacer,
    Table,
)

from content.printing.article import Block
from content.printing.guide import Guide, Part
from content.printing.tables import LINE, SOFT, tables_of

GREY = HexColor("#4A5A55")
DEEPEST = 4  # levels that are set further in
NAMING = ("part", "head")  # what stands above something
SHORT, ROOM, NEAR = (
    4,
    11,
    6,
)  # rows of a table never torn; lines for its name and first rows; blocks below our title
Styles = tuple[ParagraphStyle, ParagraphStyle, ParagraphStyle]


def article(
    blocks: Sequence[Block], text: ParagraphStyle, head: ParagraphStyle, picture: float, wide: float
) -> list[Flowable]:
    """A lesson's body; `picture` is the longest side of a picture in points."""
    pieces: list[Flowable] = []
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        set_now = _block(block, text, head, min(picture, wide), wide)
        if following and (block.kind, following.kind) == ("picture", "caption") and block.picture:
            set_now[-1] = Spacer(1, text.fontSize * 0.2)
            _keep(set_now, 1)
        elif block.kind in NAMING and _names_first_table(blocks, at):
            pieces.append(CondPageBreak(text.fontSize * ROOM))
            _keep(set_now, 0)
        pieces += set_now
    return pieces


def _keep(pieces: Sequence[Flowable], with_next: int) -> None:
    for piece in pieces:
        piece.keepWithNext = with_next


def _names_first_table(blocks: Sequence[Block], at: int) -> bool:
    """Kept with the whole of a table, its name would take it to the next page and leave the first with our title only."""
    named = next((one for one in blocks[at:] if one.kind not in NAMING), None)
    is_first = at < NEAR and not any(len(one.rows) > SHORT for one in blocks[:at])
    return is_first and named is not None and len(named.rows) > SHORT


def _block(
    block: Block, text: ParagraphStyle, head: ParagraphStyle, picture: float, wide: float
) -> list[Flowable]:
    gap = Spacer(1, text.fontSize * 0.6)
    if block.kind == "head":
        return [Paragraph(block.text, head)]
    if block.kind == "item":
        item = _item(block.mark, block.text, text, wide, min(block.level, DEEPEST))
        return [item, Spacer(1, text.fontSize * 0.25)]
    if block.kind == "caption":
        small = ParagraphStyle("caption", parent=text, fontSize=text.fontSize * 0.85, textColor=GREY)
        return [Paragraph(block.text, small), gap]
    if block.kind == "part":
        return _part_of_file(block.text, text)
    if block.kind == "note":
        return [boxed(Paragraph(block.text, text), wide)]
    if block.kind == "table":
        return tables_of(block, text, wide) if block.rows else []
    if block.kind == "picture" and block.picture:
        image = Image(io.BytesIO(block.picture))
        image._restrictSize(picture, picture)
        image.hAlign = "LEFT"
        return [gap, image, gap]
    words = f"[{escape(block.text)}]" if block.kind == "picture" else block.text
    return [Paragraph(words, text), gap] if block.text else []


def guide_pieces(said: Any, styles: Styles, wide: float) -> list[Flowable]:
    """Goal, four parts with their minutes, and what usually goes wrong."""
    text, title, head = styles
    guide: Guide = said.guide
    pieces: list[Flowable] = [
        Paragraph(_("Tờ cho người hướng dẫn"), text),
        Paragraph(escape(said.title), title),
        Spacer(1, text.fontSize / 2),
        boxed(Paragraph(f"<b>{_('Xong buổi, bà con')}:</b> {escape(guide.goal)}", text), wide),
    ]
    if guide.prepare:
        pieces += [boxed(Paragraph(f"<b>{_('Chuẩn bị')}:</b> {escape(guide.prepare)}", text), wide)]
    for part in guide.parts:
        pieces.append(_part(part, text, head, wide))
    pieces.append(Paragraph(_("Hay gặp khó ở đâu"), head))
    pieces += [_item("•", escape(line), text, wide) for line in guide.difficulties]
    return pieces


def boxed(paragraph: Paragraph, wide: float) -> Table:
    """On a soft ground, apart from what follows."""
    style = [("BACKGROUND", (0, 0), (-1, -1), SOFT), ("BOTTOMPADDING", (0, 0), (-1, -1), 6)]
    return Table([[paragraph]], colWidths=[wide], style=style, spaceAfter=6, splitInRow=1)


def tight() -> list[Any]:
    """Cells without air at the left and above."""
    return [
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
    ]


def _part(part: Part, text: ParagraphStyle, head: ParagraphStyle, wide: float) -> Flowable:
    minutes = _("%(n)s phút") % {"n": part.minutes}
    lines: list[Flowable] = [Paragraph(f"{escape(part.title)} · {minutes}", head)]
    return KeepTogether([*lines, *(_item("•", line, text, wide) for line in part.lines)])


def _part_of_file(words: str, text: ParagraphStyle) -> list[Flowable]:
    """A slide or a sheet begins; near the foot of a page it begins on the next one."""
    small = ParagraphStyle("part", parent=text, fontSize=text.fontSize * 0.8, textColor=GREY, keepWithNext=1)
    rule = HRFlowable(width="100%", thickness=1, color=LINE, spaceBefore=text.fontSize * 0.9, spaceAfter=2)
    rule.keepWithNext = 1
    return [CondPageBreak(text.fontSize * 8), rule, *([Paragraph(words, small)] if words else [])]


def _item(mark: str, words: str, text: ParagraphStyle, wide: float, level: int = 0) -> Table:
    room = max(1.6, len(mark) * 0.75) * text.fontSize
    first = room + level * text.fontSize * 1.4
    cells = [[Paragraph(mark, text), Paragraph(words, text)]]
    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("BOTTOMPADDING", (0, 0), (-1, -1), 2), *tight()]
    style += [("LEFTPADDING", (0, 0), (0, 0), first - room)]
    return Table(cells, colWidths=[first, wide - first], style=style, splitInRow=1)
