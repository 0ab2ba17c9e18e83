"""The annexes as a workbook: one sheet each, numbers as numbers, ready to print."""

import io
import re
from itertools import product
from typing import Any

from reports.documents.nd30 import MOTTO, STATE, Annex, Paper, composed

NUMBER = re.compile(r"-?\d{1,3}(\.\d{3})*(,\d+)?%?")
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def report_xlsx(paper: Paper) -> bytes:
    """The bytes of the workbook."""
    import xlsxwriter  # as in common.tables: only who writes a workbook needs it

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    book.set_properties({"title": composed(f"{paper.kind} {paper.subject}")})
    for annex in paper.annexes:
        _Sheet(book, paper, annex).write()
    book.close()
    return buffer.getvalue()


class _Sheet:
    """One annex on one sheet."""

    def __init__(self, book: Any, paper: Paper, annex: Annex) -> None:
        self.paper, self.annex = paper, annex
        self.page = book.add_worksheet(f"Phụ lục {annex.number}")
        font = {"font_name": "Times New Roman", "font_size": 12}
        centre = font | {"align": "center"}
        self.bold = book.add_format(centre | {"bold": True})
        self.italic = book.add_format(centre | {"italic": True})
        shaded = {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "bg_color": "#EDEDED"}
        self.head = book.add_format(centre | shaded)
        box = font | {"border": 1, "text_wrap": True, "valign": "top"}
        self.looks: dict[tuple[str, bool, str], Any] = {}
        for align, strong, form in product(("left", "center", "right"), (False, True), ("", "#,##0", "0.0%")):
            look = box | {"align": align, "bold": strong} | ({"num_format": form} if form else {})
            self.looks[align, strong, form] = book.add_format(look)

    def write(self) -> None:
        page, annex, last = self.page, self.annex, max(len(self.annex.columns) - 1, 1)
        page.set_landscape() if annex.is_wide else page.set_portrait()
        page.set_paper(9)
        page.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
        page.fit_to_pages(1, 0)
        for place, column in enumerate(annex.columns):
            page.set_column(place, place, max(6, column.share * 1.4))
        lines = [
            (self.paper.issuer[0], self.bold), (" ".join(self.paper.issuer[1:]), self.bold), (STATE, self.bold),
            (MOTTO, self.bold), ("", self.bold), (f"Phụ lục {annex.number}", self.bold),
            (annex.title.upper(), self.bold), (self.paper.reference, self.italic),
        ]  # fmt: skip
        for top, (text, look) in enumerate(lines):
            page.merge_range(top, 0, top, last, composed(text), look)
        self._table(len(lines) + 1)

    def _table(self, top: int) -> None:
        if not self.annex.rows:
            self.page.write_string(top, 0, composed(self.annex.empty))
            return
        for place, column in enumerate(self.annex.columns):
            self.page.write_string(top, place, composed(column.title), self.head)
        self.page.repeat_rows(top)
        self.page.freeze_panes(top + 1, 0)
        for below, texts in enumerate(self.annex.rows):
            for place, (text, column) in enumerate(zip(texts, self.annex.columns, strict=True)):
                self._cell(top + 1 + below, place, text, column.align, below in self.annex.bold)

    def _cell(self, row: int, place: int, text: str, align: str, strong: bool) -> None:
        if align == "left" or not NUMBER.fullmatch(text):
            self.page.write_string(row, place, composed(text), self.looks[align, strong, ""])
            return
        value = float(text.rstrip("%").replace(".", "").replace(",", "."))
        if text.endswith("%"):
            self.page.write_number(row, place, value / 100, self.looks[align, strong, "0.0%"])
        else:
            self.page.write_number(row, place, value, self.looks[align, strong, "#,##0"])
