"""Tables on A4 under an office's heading: registers and transcripts; heads repeated, pages counted, a place to sign."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import IO
from unicodedata import normalize

from reportlab.pdfgen.canvas import Canvas

from common.pdf_fonts import BOLD, ITALIC, REGULAR, broken, register, width

MM = 72 / 25.4
LONG, SHORT = 297 * MM, 210 * MM
SIZE, LEADING, AIR = 9.5, 11.6, 3.0
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TOTAL_PAGES = "tong-so-trang"
Columns = Sequence[tuple[str, float]]  # titles and widths in millimetres; 270 across, or 183 upright


@dataclass(frozen=True)
class Book:
    """What stands around the table: of whom, called what, `facts` above it and `sums` below, and who signs."""

    above: str
    office: str
    title: str
    place: str
    printed_on: date
    columns: Columns
    facts: list[str] = field(default_factory=list)
    sums: list[str] = field(default_factory=list)
    maker: str = "NGƯỜI LẬP SỔ"
    signatory: list[str] = field(default_factory=list)
    upright: bool = False


def draw_book(target: IO[bytes], book: Book, rows: Iterable[tuple[str, ...]]) -> None:
    """Write the PDF; a row holds one text a column, with line breaks where a cell has several facts.

    A row of a single text is a heading across the table.
    """
    register()
    size = (SHORT, LONG) if book.upright else (LONG, SHORT)
    canvas = Canvas(
        target, pagesize=size, pageCompression=1, initialFontName=REGULAR, initialFontSize=SIZE, lang="vi"
    )
    canvas.setTitle(f"{book.title} – {book.office}")
    sheet = _Sheet(canvas, book.columns, *size)
    sheet.heading(book)
    sheet.column_heads()
    for row in rows:
        sheet.row(row)
    sheet.ending(book)
    sheet.finish()


class _Sheet:
    """Pages written from the top down; `y` is where the next thing's top is."""

    def __init__(self, canvas: Canvas, columns: Columns, wide: float, high: float) -> None:
        self.canvas, self.columns = canvas, columns
        self.left, self.right, self.top, self.bottom = 15 * MM, wide - 12 * MM, high - 14 * MM, 14 * MM
        self.office_at = self.left + (self.right - self.left) * 0.24
        self.state_at = self.right - (self.right - self.left) * (0.22 if wide > high else 0.25)
        self.small = wide < high  # two headings beside each other leave less room
        self.y, self.page = self.top, 1
        self.across = ""

    def heading(self, book: Book) -> None:
        """The issuing body at the left, the state's name at the right (Decree 30/2020, appendix I)."""
        left, right, size = self.office_at, self.state_at, 10.5 if self.small else 12
        self._middle(left, book.above, REGULAR, size, 0)
        self._middle(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD, size, 0)
        lines = broken(book.office, BOLD, size, (self.right - self.left) * 0.46, 3)
        for depth, line in enumerate(lines):
            self._middle(left, line, BOLD, size, 15 + 14 * depth)
        self._middle(right, MOTTO, BOLD, size + 1, 15)
        self._rule(left, 20 + 14 * (len(lines) - 1), 50)
        self._rule(right, 20, width(MOTTO, BOLD, size + 1))
        self.y -= 52
        self._middle((self.left + self.right) / 2, book.title, BOLD, 14, 0)
        self.y -= 20
        for line in book.facts:
            self._left(line)
        self.y -= 4 if book.facts else 0

    def column_heads(self) -> None:
        self._cells(tuple(title for title, _room in self.columns), BOLD, shade=True)

    def row(self, cells: tuple[str, ...]) -> None:
        cells = tuple(_composed(text) for text in cells)
        heading = len(cells) < len(self.columns)
        height = 60 if heading else self._height(cells, REGULAR)  # a heading keeps a line below it
        if self.y - height < self.bottom:
            self._next_page()
            self.column_heads()
            if self.across and not heading:
                self._across(f"{self.across} (tiếp theo)")
        if heading:
            self.across = cells[0]
            self._across(self.across)
        else:
            self._cells(cells, REGULAR)

    def ending(self, book: Book) -> None:
        """What the register sums up to, and who answers for it; together on one page."""
        if self.y - (len(book.sums) * 14 + 110) < self.bottom:
            self._next_page()
        self.y -= 18
        for line in book.sums:
            self._left(line)
        place = f"{book.place}, ngày {book.printed_on:%d} tháng {_month(book.printed_on)} năm {book.printed_on.year}"
        right = self.state_at
        self.y -= 8
        self._middle(right, place, ITALIC, 12, 0)
        self._middle(self.office_at, book.maker, BOLD, 12, 16)
        *posts, name = book.signatory or ["THỦ TRƯỞNG ĐƠN VỊ", ""]
        for depth, line in enumerate(posts):
            self._middle(right, line, BOLD, 12, 16 + 14 * depth)
        self._middle(right, name, BOLD, 12, 84)

    def finish(self) -> None:
        self._foot()
        self.canvas.showPage()
        self.canvas.beginForm(TOTAL_PAGES)
        self.canvas.setFont(REGULAR, SIZE)
        self.canvas.drawString(0, 0, str(self.page))
        self.canvas.endForm()
        self.canvas.save()

    def _next_page(self) -> None:
        self._foot()
        self.canvas.showPage()
        self.page += 1
        self.y = self.top

    def _foot(self) -> None:
        """Page n of N; N is known at the end, so it is a form that every page refers to."""
        text = f"Trang {self.page}/"
        start = self.right - width(text, REGULAR, SIZE) - 18
        self.canvas.setFont(REGULAR, SIZE)
        self.canvas.drawString(start, 8 * MM, text)
        self.canvas.saveState()
        self.canvas.translate(start + width(text, REGULAR, SIZE), 8 * MM)
        self.canvas.doForm(TOTAL_PAGES)
        self.canvas.restoreState()

    def _across(self, text: str) -> None:
        height = LEADING + 2 * AIR
        self.canvas.setLineWidth(0.4)
        self.canvas.rect(self.left, self.y - height, sum(room for _title, room in self.columns) * MM, height)
        self.canvas.setFont(BOLD, SIZE)
        self.canvas.drawString(self.left + AIR, self.y - AIR - SIZE * 0.85, text)
        self.y -= height

    def _cells(self, cells: tuple[str, ...], font: str, *, shade: bool = False) -> None:
        height, x = self._height(cells, font), self.left
        self.canvas.setLineWidth(0.4)
        self.canvas.setFillGray(0.92 if shade else 1)
        for _title, room in self.columns:
            self.canvas.rect(x, self.y - height, room * MM, height, stroke=1, fill=1 if shade else 0)
            x += room * MM
        self.canvas.setFillGray(0)
        self.canvas.setFont(font, SIZE)
        x = self.left
        for text, (_title, room) in zip(cells, self.columns, strict=True):
            for depth, line in enumerate(_lines(text, font, room)):
                self.canvas.drawString(x + AIR, self.y - AIR - SIZE * 0.85 - depth * LEADING, line)
            x += room * MM
        self.y -= height

    def _height(self, cells: tuple[str, ...], font: str) -> float:
        deepest = max(
            len(_lines(text, font, room)) for text, (_title, room) in zip(cells, self.columns, strict=True)
        )
        return max(1, deepest) * LEADING + 2 * AIR

    def _middle(self, x: float, text: str, font: str, size: float, below: float) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawCentredString(x, self.y - below, text)

    def _left(self, text: str) -> None:
        self.canvas.setFont(REGULAR, 12)
        for line in broken(_composed(text), REGULAR, 12, self.right - self.left, 3):
            self.canvas.drawString(self.left, self.y, line)
            self.y -= 14

    def _rule(self, x: float, below: float, length: float) -> None:
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x - length / 2, self.y - below, x + length / 2, self.y - below)


def _composed(text: str) -> str:
    """In NFC: decomposed marks would be printed beside their letters."""
    return normalize("NFC", text)


def _lines(text: str, font: str, room: float) -> list[str]:
    parts = [part for part in text.split("\n") if part]
    return [line for part in parts for line in broken(part, font, SIZE, room * MM - 2 * AIR, 6)]


def _month(day: date) -> str:
    """January and February with a leading zero, as Decree 30/2020 asks."""
    return f"{day:%m}" if day.month < 3 else str(day.month)
