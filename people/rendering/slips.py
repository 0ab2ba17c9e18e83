"""First-login slips on A4, three by four, to be cut along the lines; reportlab by hand, every word placed."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.utils.translation import gettext as _
from reportlab.pdfgen.canvas import Canvas

from common.pdf_fonts import SCREEN, SCREEN_BOLD, broken, fitting_size, register
from common.qr import bars
from common.vietnamese import format_day

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
COLUMNS, ROWS = 3, 4
CELL_WIDTH, CELL_HEIGHT = WIDTH / COLUMNS, HEIGHT / ROWS
INSIDE = 6 * MM  # no printer reaches the edge of the paper
ROOM = CELL_WIDTH - 2 * INSIDE
QR_SIZE = 20 * MM
MASK = 2


@dataclass(frozen=True)
class Paper:
    """What one slip says."""

    name: str
    place: str
    staff_code: str
    code: str
    link: str
    expires_on: date


def draw_slips(papers: list[Paper], *, address: str) -> bytes:
    """The PDF; the codes stand in it and nowhere else in clear."""
    register()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), pageCompression=1, initialFontName=SCREEN, lang="vi")
    canvas.setTitle(_("Phiếu đăng nhập"))
    for first in range(0, len(papers), COLUMNS * ROWS):
        _cut_lines(canvas)
        for place, paper in enumerate(papers[first : first + COLUMNS * ROWS]):
            row, column = divmod(place, COLUMNS)
            _Slip(canvas, column * CELL_WIDTH + INSIDE, HEIGHT - row * CELL_HEIGHT - INSIDE).draw(
                paper, address
            )
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _cut_lines(canvas: Canvas) -> None:
    canvas.setDash(2, 3)
    canvas.setLineWidth(0.5)
    canvas.setStrokeGray(0.45)
    for column in range(1, COLUMNS):
        canvas.line(column * CELL_WIDTH, 0, column * CELL_WIDTH, HEIGHT)
    for row in range(1, ROWS):
        canvas.line(0, row * CELL_HEIGHT, WIDTH, row * CELL_HEIGHT)


class _Slip:
    """One slip, written from the top down; `y` is where the next line's top is."""

    def __init__(self, canvas: Canvas, x: float, top: float) -> None:
        self.canvas, self.x, self.y = canvas, x, top

    def draw(self, paper: Paper, address: str) -> None:
        self._lines([_("Lớp Số · phiếu đăng nhập lần đầu")], SCREEN, 7, grey=0.3)
        self.y -= 2
        size = fitting_size(paper.name, SCREEN_BOLD, 12, 9, ROOM)
        name = broken(paper.name, SCREEN_BOLD, size, ROOM, 3)
        self._lines(name, SCREEN_BOLD, size)
        self._lines(broken(paper.place, SCREEN, 7.5, ROOM, 1 if len(name) > 2 else 2), SCREEN, 7.5, grey=0.3)
        self.y -= 5
        self._qr(paper.link)
        self._fact(_("Mã cán bộ"), paper.staff_code)
        self._fact(_("Mã đăng nhập lần đầu"), paper.code)
        self.y = min(self.y, self.below_qr) - 3
        for sentence in (
            _("1. Quét hình hoặc mở %(address)s") % {"address": address},
            _("2. Gõ mã cán bộ, rồi mã đăng nhập vào ô mật khẩu."),
            _("3. Đặt mật khẩu của riêng mình. Mã dùng đến hết %(day)s. Không đưa mã cho người khác.")
            % {"day": format_day(paper.expires_on)},
        ):
            self._lines(broken(sentence, SCREEN, 7, ROOM, 3), SCREEN, 7)

    def _lines(self, lines: list[str], font: str, size: float, grey: float = 0) -> None:
        self.canvas.setFont(font, size)
        self.canvas.setFillGray(grey)
        for line in lines:
            self.y -= size * 1.32
            self.canvas.drawString(self.x, self.y + size * 0.3, line)

    def _fact(self, label: str, value: str) -> None:
        self._lines([label], SCREEN, 6.5, grey=0.3)
        size = fitting_size(value, SCREEN_BOLD, 12.5, 8, ROOM - QR_SIZE - 3 * MM)
        self._lines([value], SCREEN_BOLD, size)
        self.y -= 4

    def _qr(self, link: str) -> None:
        """At the right edge, its top where the facts begin."""
        found, side = bars(link, mask=MASK)
        path = self.canvas.beginPath()
        for line, start, length in found:
            path.rect(start, -line - 1, length, 1)  # whole numbers: a third of the bytes
        self.canvas.saveState()
        self.canvas.translate(self.x + ROOM - QR_SIZE, self.y)
        self.canvas.scale(QR_SIZE / side, QR_SIZE / side)
        self.canvas.setFillGray(0)
        self.canvas.drawPath(path, stroke=0, fill=1)
        self.canvas.restoreState()
        self.below_qr = self.y - QR_SIZE
