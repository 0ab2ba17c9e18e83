"""The certificate's page drawn by hand: reportlab's own calls, every line placed by the programmer."""

from io import BytesIO
from math import cos, radians, sin
from typing import Any

import segno
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from certificates.rendering import ornament
from certificates.rendering.sheet import Sheet
from common import pdf_fonts as fonts

MM = 72 / 25.4
GREEN, GOLD, PAPER, RED = (
    Color(*colour) for colour in (ornament.GREEN, ornament.GOLD, ornament.PAPER, ornament.RED)
)
INK, GREY = Color(0.086, 0.125, 0.106), Color(0.294, 0.337, 0.310)
START = ornament.EDGE + ornament.CORNER + 0.4


def draw(sheet: Sheet) -> bytes:
    """The same words, fonts, furrows, corners, seal and QR code as certificates.rendering."""
    fonts.register()
    out = BytesIO()
    words = _words(sheet)
    canvas = Canvas(out, pagesize=(ornament.WIDTH * MM, ornament.HEIGHT * MM), initialFontName=fonts.REGULAR)
    canvas.setTitle(words["title"])
    _background(canvas)
    _qr(canvas, sheet.check_url)
    _headings(canvas, words)
    _middle(canvas, words)
    _foot(canvas, words)
    if sheet.sample:
        _seal(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _words(sheet: Sheet) -> dict[str, Any]:
    values = sheet.values()
    name, course = f"{values['kinh_xung']} {values['ho_ten']}", values["khoa_hoc"]
    told = "Thời gian: {thoi_gian}. Hình thức: {hinh_thuc}. Kết quả: {ket_qua}."
    return {
        "title": sheet.title(),
        "office": sheet.facts["office"],
        "signatory": sheet.facts["signatory"],
        "name": name,
        "name_size": fonts.fitting_size(name, fonts.BOLD, 28, 18, 229 * MM),
        "about": values["ban_than"],
        "course": course,
        "course_size": fonts.fitting_size(course, fonts.BOLD, 20, 13, 229 * MM),
        "details": told.format(**values),
        "serial": sheet.serial,
        "register_number": sheet.register_number,
        "address": values["dia_chi"],
        "note": sheet.note,
        "dated": values["noi_ngay_cap"],
    }


def _background(canvas: Canvas) -> None:
    width, height = ornament.WIDTH, ornament.HEIGHT
    canvas.setFillColor(PAPER)
    canvas.rect(0, 0, width * MM, height * MM, stroke=0, fill=1)
    for across, other, turned in ((width, height, False), (height, width, True)):
        for near, far in (
            (ornament.EDGE, ornament.BAND_END),
            (other - ornament.EDGE, other - ornament.BAND_END),
        ):
            canvas.setStrokeColor(GREEN)
            canvas.setLineWidth(0.36 * MM)
            furrows = [
                (near * MM, o * MM, far * MM, i * MM) if turned else (o * MM, near * MM, i * MM, far * MM)
                for o, i in ornament._furrows(across, START)
            ]
            canvas.lines(furrows)
            for at, thick in ((near + (0.3 if near < far else -0.3), 0.6), (far, 0.18)):
                canvas.setLineWidth(thick * MM)
                ends = (at, START, at, across - START) if turned else (START, at, across - START, at)
                canvas.line(*(end * MM for end in ends))
    canvas.setStrokeColor(GOLD)
    canvas.setLineWidth(0.3 * MM)
    edge = ornament.HAIRLINE
    canvas.lines([
        tuple(end * MM for end in line)
        for line in (
            (START, edge, width - START, edge), (START, height - edge, width - START, height - edge),
            (edge, START, edge, height - START), (width - edge, START, width - edge, height - START),
        )
    ])  # fmt: skip
    for flip_x, flip_y in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
        _corner(canvas, flip_x, flip_y)


def _corner(canvas: Canvas, flip_x: int, flip_y: int) -> None:
    size = ornament.CORNER
    canvas.saveState()
    canvas.translate(
        (ornament.EDGE if flip_x > 0 else ornament.WIDTH - ornament.EDGE) * MM,
        (ornament.EDGE if flip_y > 0 else ornament.HEIGHT - ornament.EDGE) * MM,
    )
    canvas.scale(flip_x * MM, flip_y * MM)
    canvas.setFillColor(GREEN)
    canvas.rect(0, 0, size, size, stroke=0, fill=1)
    canvas.setStrokeColor(PAPER)
    canvas.setLineWidth(0.34)
    for number in range(11):
        angle = radians(4.5 + 8.1 * number)
        reach = (size - 0.8) / max(cos(angle), sin(angle))
        canvas.line(6.6 * cos(angle), 6.6 * sin(angle), reach * cos(angle), reach * sin(angle))
    canvas.setFillColor(GOLD)
    canvas.wedge(-5.9, -5.9, 5.9, 5.9, 0, 90, stroke=0, fill=1)
    canvas.restoreState()


def _qr(canvas: Canvas, address: str) -> None:
    rows = list(segno.make(address, error="m", micro=False).matrix)
    module = 25.0 / len(rows) * MM
    canvas.setFillColor(INK)
    for line, modules in enumerate(rows):
        for place, dark in enumerate(modules):
            if dark:
                x, y = 24 * MM + place * module, (210 - 152) * MM - (line + 1) * module
                canvas.rect(x, y, module, module, stroke=0, fill=1)


def _headings(canvas: Canvas, words: dict[str, Any]) -> None:
    canvas.setFillColor(INK)
    _centred(canvas, 86, 29.5, fonts.REGULAR, 12.5, words["office"]["above"])
    _centred(canvas, 86, 35.6, fonts.BOLD, 12.5, words["office"]["name"])
    _centred(canvas, 209, 29.5, fonts.BOLD, 13, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    _centred(canvas, 209, 35.6, fonts.BOLD, 14, "Độc lập - Tự do - Hạnh phúc")
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.9)
    for middle, length in ((209, 175), (86, 80)):
        canvas.line(middle * MM - length / 2, 172.4 * MM, middle * MM + length / 2, 172.4 * MM)


def _middle(canvas: Canvas, words: dict[str, Any]) -> None:
    canvas.setFillColor(GREEN)
    title = canvas.beginText()
    title.setFont(fonts.BOLD, 36, 44)
    title.setCharSpace(3)
    title.setTextOrigin(80 * MM, 148 * MM)
    title.textLine("GIẤY CHỨNG NHẬN")
    title.setCharSpace(0)
    canvas.drawText(title)
    canvas.setFillColor(INK)
    _centred(canvas, 148.5, 72, fonts.REGULAR, 14, f"{words['signatory']['opening']} chứng nhận")
    _centred(canvas, 148.5, 86, fonts.BOLD, float(words["name_size"]), words["name"])
    _centred(canvas, 148.5, 95, fonts.REGULAR, 14, words["about"])
    _centred(canvas, 148.5, 106, fonts.REGULAR, 14, "đã hoàn thành khóa tập huấn")
    _centred(canvas, 148.5, 117, fonts.BOLD, float(words["course_size"]), f"“{words['course']}”")
    _centred(canvas, 148.5, 127, fonts.REGULAR, 14, words["details"])


def _foot(canvas: Canvas, words: dict[str, Any]) -> None:
    pairs = (
        ("Số hiệu: ", words["serial"]),
        ("Số vào sổ cấp chứng nhận: ", words["register_number"]),
        ("Kiểm tra tại: ", words["address"]),
    )
    for line, (label, value) in enumerate(pairs):
        text = canvas.beginText(54 * MM, (210 - 158.5 - 6.4 * line) * MM)
        text.setFont(fonts.REGULAR, 12.5)
        text.textOut(label)
        text.setFont(fonts.BOLD, 12.5)
        text.textOut(value)
        canvas.drawText(text)
    canvas.setFillColor(GREY)
    canvas.setFont(fonts.REGULAR, 11)
    canvas.drawString(54 * MM, (210 - 177.7) * MM, words["note"])
    canvas.setFillColor(INK)
    _centred(canvas, 214, 143, fonts.ITALIC, 14, words["dated"])
    for number, text_line in enumerate(words["signatory"]["lines"]):
        _centred(canvas, 214, 149.5 + 6.1 * number, fonts.BOLD, 13, text_line)
    _centred(canvas, 214, 190, fonts.BOLD, 14, words["signatory"]["name"])


def _seal(canvas: Canvas) -> None:
    x, y = 194.0, 40.0
    canvas.setStrokeColor(RED)
    for radius, thick in ((13.3, 0.8), (9.6, 0.3)):
        canvas.setLineWidth(thick * MM)
        canvas.circle(x * MM, y * MM, radius * MM)
    canvas.setStrokeColor(Color(*ornament.BLUE))
    canvas.setLineWidth(0.75 * MM)
    path = canvas.beginPath()
    path.moveTo((x + 8) * MM, (y - 1) * MM)
    for curve in ornament.SCRIBBLE:
        path.curveTo(*((offset + (y if place % 2 else x)) * MM for place, offset in enumerate(curve)))
    canvas.drawPath(path)
    canvas.setFillColor(RED)
    _centred(canvas, x, 210 - y + 1.8, fonts.BOLD, 16, "MẪU")


def _centred(canvas: Canvas, x: float, from_top: float, font: str, size: float, text: str) -> None:
    canvas.setFont(font, size)
    canvas.drawCentredString(x * MM, (ornament.HEIGHT - from_top) * MM, text)
