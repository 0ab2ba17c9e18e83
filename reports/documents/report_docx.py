"""The paper as a Word file, for the clerk who edits it before it is issued."""

from reports.documents.nd30 import MOTTO, STATE, Annex, Block, Paper, ended
from reports.documents.package import packed
from reports.documents.wordml import cell, paragraph, row, ruled, run, section, table

ROOM, ROOM_WIDE = 165.0, 257.0
LEFT, RIGHT = 70.0, 95.0


def report_docx(paper: Paper) -> bytes:
    """The bytes of the file."""
    parts = [_heading(paper), _title(paper), *_body(paper), _ending(paper)]
    wide, first = False, True
    for annex in paper.annexes:
        parts.append(_break(wide=wide, first=first))
        wide, first = annex.is_wide, False
        parts.append(_annex(annex, paper))
    return packed(
        "".join(parts) + paragraph(run("", size=1)) + section(wide=wide, first=first),
        title=f"{paper.kind} {paper.subject}",
    )


def _break(*, wide: bool, first: bool) -> str:
    return f"<w:p><w:pPr>{section(wide=wide, first=first)}</w:pPr></w:p>"


def _middle(text: str, size: float, *, bold: bool = False, italic: bool = False) -> str:
    return paragraph(run(text, size=size, bold=bold, italic=italic), align="center")


def _heading(paper: Paper) -> str:
    left = "".join(_middle(line, 12) for line in paper.superior)
    left += "".join(_middle(line, 13, bold=True) for line in paper.issuer) + ruled(22, LEFT)
    right = _middle(STATE, 12, bold=True) + _middle(MOTTO, 13.5, bold=True) + ruled(57, RIGHT)
    number = _middle(f"Số: {paper.symbol}", 13) + (_middle(paper.mark, 13, bold=True) if paper.mark else "")
    day = _middle(paper.place_and_day, 13.5, italic=True)
    rows = [
        row([cell(left, LEFT), cell(right, RIGHT)]),
        row([cell(number, LEFT), cell(day, RIGHT)]),
    ]
    return table(rows, [LEFT, RIGHT], lines=False)


def _title(paper: Paper) -> str:
    return (
        paragraph(run(paper.kind, bold=True), align="center", before=16, together=True)
        + paragraph(run(paper.subject, bold=True), align="center")
        + ruled(45, ROOM)
    )


def _body(paper: Paper) -> list[str]:
    bases = [
        paragraph(run(f"Căn cứ {line}", italic=True), align="both", before=6, indent=12.7)
        for line in ended(paper.bases)
    ]
    return [*bases, *(_block(block) for block in paper.blocks)]


def _block(block: Block) -> str:
    words = run(block.text, bold=block.level > 0)
    return paragraph(words, align="both", before=6, indent=12.7, line=1.15, together=block.level > 0)


def _ending(paper: Paper) -> str:
    left = paragraph(run("Nơi nhận:", size=12, bold=True, italic=True))
    left += "".join(paragraph(run(f"- {line}", size=11)) for line in ended(paper.recipients))
    right = "".join(_middle(line, 14, bold=True) for line in paper.authority)
    right += "".join(_middle("", 14) for _ in range(5)) + _middle(paper.signer, 14, bold=True)
    rows = [row([cell(left, 80), cell(right, 85)])]
    return paragraph(before=6, together=True) + table(rows, [80, 85], lines=False)


def _annex(annex: Annex, paper: Paper) -> str:
    room = ROOM_WIDE if annex.is_wide else ROOM
    said = (
        _middle(f"Phụ lục {annex.number}", 14, bold=True)
        + _middle(annex.title.upper(), 14, bold=True)
        + _middle(paper.reference, 13, italic=True)
        + ruled(40, room)
    )
    if not annex.rows:
        return said + paragraph(run(annex.empty), before=12, indent=12.7)
    widths = widths_of(annex, room)
    return said + paragraph(before=2) + table(_rows(annex, widths), widths, lines=True)


def widths_of(annex: Annex, room: float) -> list[float]:
    """The columns' widths in what the page offers."""
    shares = sum(column.share for column in annex.columns)
    return [room * column.share / shares for column in annex.columns]


def _rows(annex: Annex, widths: list[float]) -> list[str]:
    heads = [
        cell(_middle(column.title, 12, bold=True), width, shade=True, middle=True)
        for column, width in zip(annex.columns, widths, strict=True)
    ]
    lines = [
        row(
            cell(paragraph(run(text, size=12, bold=place in annex.bold), align=column.align), width)
            for text, column, width in zip(texts, annex.columns, widths, strict=True)
        )
        for place, texts in enumerate(annex.rows)
    ]
    return [row(heads, head=True), *lines]
