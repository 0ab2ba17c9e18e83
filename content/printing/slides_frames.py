"""Tables, diagrams and charts of a slide."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from django.utils.html import escape

from content.printing.article import Block
from content.printing.office import Link, Package, on, whole
from content.printing.slides_charts import table_of_chart
from content.printing.slides_pictures import Shown, told
from content.printing.slides_words import cell_of
from content.printing.word_pictures import missing
from content.printing.word_tables import fitting, measured

_WIDEST = 60  # columns, rows of one cell


def blocks_of_frame(
    frame: Element, package: Package, links: dict[str, Link], shown: Shown
) -> Iterator[Block]:
    """What is none of the three is a program's own object: it has a picture, or leaves words."""
    table = frame.find("graphic/graphicData/tbl")
    if table is not None:
        yield from fitting(_table(table))
        return
    pictures = list(frame.iter("pic"))
    for diagram in frame.iter("relIds"):
        yield from _diagram(_read(package, links, diagram.get("dm", "")))
    for chart in frame.iter("chart"):
        drawn = table_of_chart(_read(package, links, chart.get("id", "")))
        words = told(frame)
        yield from [Block("text", f"<b>{escape(words)}</b>")] * bool(drawn and words)
        yield drawn or Block("picture", words or missing())
    for picture in pictures[:1]:
        yield from shown.blocks(picture)


def _read(package: Package, links: dict[str, Link], relation: str) -> Element:
    link = links.get(relation)
    return package.xml(link.part) if link and link.part in package.archive else Element("none")


def _diagram(data: Element) -> Iterator[Block]:
    """The words of each point, in the order in which they were typed."""
    for point in data.iterfind("ptLst/pt"):
        words = cell_of(point.find("t")) if point.get("type", "node") in ("node", "asst") else ""
        if words:
            yield Block("item", words, "•")


def _table(table: Element) -> Block:
    head = table.find("tblPr")
    made = Block("table")
    bold = head is not None and on(head.get("firstRow"))
    for number, row in enumerate(table.iterfind("tr")):
        made.rows.append([])
        for place, cell in enumerate(row.iterfind("tc")):
            covered = on(cell.get("hMerge")) or on(cell.get("vMerge"))
            words = "" if covered else cell_of(cell.find("txBody"))
            made.rows[-1].append(f"<b>{words}</b>" if words and bold and not number else words)
            if not covered:
                _merge(made, cell, number, place)
    made.heads = 1 if bold else 0
    made.widths = [measured(column.get("w", "")) for column in table.iterfind("tblGrid/gridCol")]
    made.keys = 1
    return made


def _merge(made: Block, cell: Element, row: int, column: int) -> None:
    wide, high = (max(whole(cell.get(name), _WIDEST), 1) for name in ("gridSpan", "rowSpan"))
    for lower in range(row, row + high) if wide > 1 else ():
        made.spans.append((lower, column, column + wide - 1))
    if high > 1:
        made.joined += [(one, row, row + high - 1) for one in range(column, column + wide)]
