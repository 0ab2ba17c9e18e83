"""What a reader sees of the signature: the agency's seal and, beside it, who signed and when (Decree 30/2020)."""

from datetime import datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp.static import StaticStampStyle
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from certificates.rendering.signature import Box
from common import pdf_fonts as fonts
from common.errors import DomainError

MM = 72 / 25.4
Corners = tuple[int, int, int, int]
ROOM = 56 * MM  # for the words at its right
INK, SIZE, LINE = Color(0.294, 0.337, 0.310), 8.5, 10.5


def mark_corners(field: Box) -> Corners:
    """Where the signature is shown, in points from the lower left: the seal's square and the words beside it.

    `field` is the template's place for it (x, y, width, height); the words may run out of it, at the right.
    """
    x, y, _width, side = field
    return round(x), round(y), round(x + side + ROOM), round(y + side)


class SignatureMark(StaticStampStyle):  # type: ignore[misc]
    """pyHanko's stamp with our drawing; drawn when it is asked for, as it carries the second of signing."""

    def __init__(self, signer: str, at: datetime, corners: Corners) -> None:
        close = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MIN, Margins.uniform(0))
        drawn = _Drawn(signer, at, corners)
        super().__init__(border_width=0, background=drawn, background_opacity=1, background_layout=close)


class _Drawn(ImportedPdfPage):  # type: ignore[misc]
    """A page that was never a file."""

    def __init__(self, signer: str, at: datetime, corners: Corners) -> None:
        super().__init__("")
        self.signer, self.at = signer, at
        left, bottom, right, top = corners
        self.wide, self.high = right - left, top - bottom

    def render(self) -> bytes:
        page = PdfFileReader(BytesIO(_draw(self.signer, self.at, self.wide, self.high)))
        self.resources.xobject["/Mark"] = self._ensure_writer.import_page_as_xobject(page)
        self.box = BoxConstraints(width=self.wide, height=self.high)
        return b"/Mark Do"


def _draw(signer: str, at: datetime, wide: float, high: float) -> bytes:
    """The seal as high as the place; the words right of it."""
    out = BytesIO()
    with fonts.ONE_AT_A_TIME:
        fonts.register()
        canvas = Canvas(out, pagesize=(wide, high), initialFontName=fonts.REGULAR)
        if seal := _seal(settings.SIGNING_SEAL_FILE):
            canvas.drawImage(seal, 0, 0, high, high, mask="auto", preserveAspectRatio=True)
        _words(canvas, signer, at, high + MM)
        canvas.save()
    return out.getvalue()


def _words(canvas: Canvas, signer: str, at: datetime, x: float) -> None:
    lines = fonts.broken(f"Ký bởi: {signer}", fonts.REGULAR, SIZE, ROOM, 2)
    lines.append(f"Thời gian ký: {localtime(at).isoformat(timespec='seconds')}")
    canvas.setFillColor(INK)
    canvas.setFont(fonts.REGULAR, SIZE)
    for number, line in enumerate(lines):
        canvas.drawString(x, LINE * (len(lines) - number) - SIZE, line)  # under the signature's stroke


@lru_cache(maxsize=1)
def _seal(path: str) -> Any:
    """Read once a process; a seal that is gone stops the signing, with the reason."""
    if not path:
        return None
    try:
        return ImageReader(BytesIO(Path(path).read_bytes()))
    except OSError as error:
        raise DomainError(_("Không đọc được hình con dấu %(name)s.") % {"name": Path(path).name}) from error
