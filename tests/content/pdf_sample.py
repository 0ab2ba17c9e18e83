"""PDFs such as offices put into the library, made for tests."""

import io
from collections.abc import Sequence

import pypdfium2
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.constants import UserAccessPermissions
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    RectangleObject,
    TextStringObject,
)
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from common.pdf_fonts import SCREEN, register

Size = tuple[float, float]


def pages(*sizes: Size, lines: int = 200, full: bool = False) -> bytes:
    """Pages of numbered lines, short or over the `full` width; a black square in the upper left corner of each."""
    register()
    out = io.BytesIO()
    canvas = Canvas(out, initialFontName=SCREEN)
    for number, (wide, high) in enumerate(sizes, 1):
        canvas.setPageSize((wide, high))
        canvas.rect(40, high - 60, 20, 20, stroke=0, fill=1)
        canvas.setFont(SCREEN, 12)
        for line in range(1, min(lines, int((high - 140) / 17)) + 1):
            words = f"Trang {number} dòng {line}: mang theo căn cước. " * (8 if full else 1)
            canvas.drawString(40, high - 63 - 17 * line, words[: int((wide - 80) / 6.6)])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def upright(count: int) -> bytes:
    return pages(*[A4] * count)


def changed(pdf: bytes, *, turn: int = 0, crop: Sequence[float] = ()) -> bytes:
    """Each page turned, or cut to a window."""
    out = PdfWriter(clone_from=io.BytesIO(pdf))
    for page in out.pages:
        page.rotate(turn)
        if crop:
            page.cropbox = RectangleObject(list(crop))
    return _written(out)


def locked(pdf: bytes, *, reader: str, printed: bool = True) -> bytes:
    """With a password to open it, or only with what its readers may do."""
    may = UserAccessPermissions.all()
    if not printed:
        may &= ~(UserAccessPermissions.PRINT | UserAccessPermissions.PRINT_TO_REPRESENTATION)
    out = PdfWriter(clone_from=io.BytesIO(pdf))
    out.encrypt(reader, "chu", permissions_flag=may, algorithm="AES-256")
    return _written(out)


def stamped(pdf: bytes) -> bytes:
    """With a stamp as an annotation in the middle, a script that runs on opening, and an attachment."""
    out = PdfWriter(clone_from=io.BytesIO(pdf))
    look = _stamp(out)
    stamp = DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Stamp"),
        NameObject("/Rect"): ArrayObject(map(FloatObject, (300, 300, 400, 400))), NameObject("/F"): FloatObject(4),
        NameObject("/AP"): DictionaryObject({NameObject("/N"): look}), NameObject("/Contents"): TextStringObject("Đã duyệt"),
    })  # fmt: skip
    out.pages[0][NameObject("/Annots")] = ArrayObject([out._add_object(stamp)])
    script = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("app.alert(1)"),
    }
    out.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    out.add_attachment("bi-mat.txt", b"bi mat")
    return _written(out)


def _stamp(out: PdfWriter) -> DictionaryObject:
    look = DecodedStreamObject()
    look.set_data(b"1 0 0 rg 0 0 100 100 re f")
    look.update({
        NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/BBox"): ArrayObject(map(FloatObject, (0, 0, 100, 100))),
    })  # fmt: skip
    return out._add_object(look)  # type: ignore[return-value]


def layered(pdf: bytes) -> bytes:
    """With a black square in the middle of the first page, on a layer that its author switched off."""
    out = PdfWriter(clone_from=io.BytesIO(pdf))
    names = {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("Nháp")}
    layer = out._add_object(DictionaryObject(names))
    shown = DictionaryObject(
        {NameObject("/OFF"): ArrayObject([layer]), NameObject("/Order"): ArrayObject([layer])}
    )
    told = {NameObject("/OCGs"): ArrayObject([layer]), NameObject("/D"): shown}
    out.root_object[NameObject("/OCProperties")] = DictionaryObject(told)
    page = out.pages[0]
    held = DictionaryObject({NameObject("/Nhap"): layer})
    page["/Resources"][NameObject("/Properties")] = held  # type: ignore[index]
    drawing = DecodedStreamObject()
    before = page.get_contents().get_data()  # type: ignore[union-attr]
    drawing.set_data(before + b"\n/OC /Nhap BDC 0 g 300 300 100 100 re f EMC")
    page[NameObject("/Contents")] = out._add_object(drawing)
    return _written(out)


def _written(out: PdfWriter) -> bytes:
    packed = io.BytesIO()
    out.write(packed)
    return packed.getvalue()


def seen(pdf: bytes, number: int, scale: float = 1) -> Image.Image:
    """A page as a picture, one pixel a point."""
    document = pypdfium2.PdfDocument(pdf)
    picture: Image.Image = document[number].render(scale=scale).to_pil().convert("RGB")
    document.close()
    return picture


def dark(picture: Image.Image, box: tuple[float, float, float, float]) -> float:
    """Which share of a window is black."""
    window = picture.crop(tuple(map(round, box))).convert("L")
    return sum(window.histogram()[:60]) / (window.width * window.height)


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Of each page, in whole millimetres."""
    found = [page.mediabox for page in PdfReader(io.BytesIO(pdf)).pages]
    return [(round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) for box in found]
