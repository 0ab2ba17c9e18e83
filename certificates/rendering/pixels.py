"""A page of a PDF as a PNG, for the studio's previews and thumbnails."""

from io import BytesIO
from threading import Lock

import pypdfium2

_ONE_AT_A_TIME = Lock()  # pdfium is not made for threads


def png_of(pdf: bytes, width: int) -> bytes:
    """The first page, so many pixels wide."""
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            page = document[0]
            picture = page.render(scale=width / page.get_width()).to_pil()
            out = BytesIO()
            picture.convert("RGB").save(out, "PNG")
        finally:
            document.close()
    return out.getvalue()
