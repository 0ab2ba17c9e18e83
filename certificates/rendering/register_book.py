"""The printed register (sổ cấp giấy chứng nhận): A4 landscape, heads repeated, every row in the order of its number."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import IO

from reportlab.pdfgen.canvas import Canvas

from common.pdf_fonts import BOLD, ITALIC, REGULAR, broken, register, width

MM = 72 / 25.4
WIDTH, HEIGHT = 297 * MM, 210 * MM
LEFT, RIGHT, TOP, BOTTOM = 15 * MM, WIDTH - 12 * MM, HEIGHT - 14 * MM, 14 * MM
SIZE, LEADING, AIR = 9.5, 11.6, 3.0
COLUMNS = (
    ("Số vào sổ, số hiệu", 38), ("Họ và tên", 43), ("Ngày sinh", 21), ("Chức vụ, đơn vị", 48), ("Khóa học", 50),
    ("Hình thức, kết quả", 24), ("Ngày cấp", 20), ("Ghi chú", 26),
)  # fmt: skip
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TOTAL_PAGES = "tong-so-trang"


@dataclass(frozen=True)
class Book:
    """One register: of which office and year, and what its last page states."""

    above: str
    office: str
    title: str
    place: str
    printed_on: date
    sums: list[str] = field(default_factory=list)
    signatory: list[str] = field(default_factory=list)


def draw_book(target: IO[bytes], book: Book, rows: Iterable[tuple[str, ...]]) -> None:
    """Write the PDF; `rows` hold one text a column, with line breaks where a cell has several facts."""
    register()
    canvas = Canvas(
        target,
        pagesize=(WIDTH, HEIGHT),
        pageCompression=1,
        initialFontName=REGULAR,
        initialFontSize=SIZE,
        lang="vi",
    )
    canvas.setTitle(f"{book.title} – {book.office}")
    sheet = _Sheet(canvas)
    sheet.heading(book)
    sheet.column_heads()
    for row in rows:
        sheet.row(row)
    sheet.ending(book)
    sheet.finish()


class _Sheet:
    """Pages written from the top down; `y` is where the next thing's top is."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.y, self.page = canvas, TOP, 1

    def heading(self, book: Book) -> None:
        """The issuing body at the left, the state's name at the right (Decree 30/2020, appendix I)."""
        left, right = LEFT + 65 * MM, RIGHT - 55 * MM
        self._middle(left, book.above, REGULAR, 12, 0)
        self._middle(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD, 12, 0)
        lines = broken(book.office, BOLD, 12, 120 * MM, 2)
        for depth, line in enumerate(lines):
            self._middle(left, line, BOLD, 12, 15 + 14 * depth)
        self._middle(right, MOTTO, BOLD, 13, 15)
        self._rule(left, 20 + 14 * (len(lines) - 1), 50)
        self._rule(right, 20, width(MOTTO, BOLD, 13))
        self.y -= 52
        self._middle((LEFT + RIGHT) / 2, book.title, BOLD, 14, 0)
        self.y -= 18

    def column_heads(self) -> None:
        self._cells(tuple(title for title, _room in COLUMNS), BOLD, shade=True)

    def row(self, cells: tuple[str, ...]) -> None:
        if self.y - self._height(cells, REGULAR) < BOTTOM:
            self._next_page()
            self.column_heads()
        self._cells(cells, REGULAR)

    def ending(self, book: Book) -> None:
        """What the register sums up to, and who answers for it; together on one page."""
        if self.y - (len(book.sums) * 14 + 110) < BOTTOM:
            self._next_page()
        self.y -= 18
        for line in book.sums:
            self._left(line)
        place = f"{book.place}, ngày {book.printed_on:%d} tháng {_month(book.printed_on)} năm {book.printed_on.year}"
        right = RIGHT - 55 * MM
        self.y -= 8
        self._middle(right, place, ITALIC, 12, 0)
        self._middle(LEFT + 65 * MM, "NGƯỜI LẬP SỔ", BOLD, 12, 16)
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
        self.y = TOP

    def _foot(self) -> None:
        """Page n of N; N is known at the end, so it is a form that every page refers to."""
        text = f"Trang {self.page}/"
        start = RIGHT - width(text, REGULAR, SIZE) - 18
        self.canvas.setFont(REGULAR, SIZE)
        self.canvas.drawString(start, 8 * MM, text)
        self.canvas.saveState()
        self.canvas.translate(start + width(text, REGULAR, SIZE), 8 * MM)
        self.canvas.doForm(TOTAL_PAGES)
        self.canvas.restoreState()

    def _cells(self, cells: tuple[str, ...], font: str, *, shade: bool = False) -> None:
        height, x = self._height(cells, font), LEFT
        self.canvas.setLineWidth(0.4)
        self.canvas.setFillGray(0.92 if shade else 1)
        for _title, room in COLUMNS:
            self.canvas.rect(x, self.y - height, room * MM, height, stroke=1, fill=1 if shade else 0)
            x += room * MM
        self.canvas.setFillGray(0)
        self.canvas.setFont(font, SIZE)
        x = LEFT
        for text, (_title, room) in zip(cells, COLUMNS, strict=True):
            for depth, line in enumerate(_lines(text, font, room)):
                self.canvas.drawString(x + AIR, self.y - AIR - SIZE * 0.85 - depth * LEADING, line)
            x += room * MM
        self.y -= height

    def _height(self, cells: tuple[str, ...], font: str) -> float:
        deepest = max(
            len(_lines(text, font, room)) for text, (_title, room) in zip(cells, COLUMNS, strict=True)
        )
        return max(1, deepest) * LEADING + 2 * AIR

    def _middle(self, x: float, text: str, font: str, size: float, below: float) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawCentredString(x, self.y - below, text)

    def _left(self, text: str) -> None:
        self.canvas.setFont(REGULAR, 12)
        self.canvas.drawString(LEFT, self.y, text)
        self.y -= 14

    def _rule(self, x: float, below: float, length: float) -> None:
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x - length / 2, self.y - below, x + length / 2, self.y - below)


def _lines(text: str, font: str, room: float) -> list[str]:
    parts = [part for part in text.split("\n") if part]
    return [line for part in parts for line in broken(part, font, SIZE, room * MM - 2 * AIR, 6)]


def _month(day: date) -> str:
    """January and February with a leading zero, as Decree 30/2020 asks."""
    return f"{day:%m}" if day.month < 3 else str(day.month)
