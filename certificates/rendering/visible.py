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

from certificates.rendering.page import MM, SEAL_AT
from common import pdf_fonts as fonts
from common.errors import DomainError

SEAL = 13.5 * MM  # from its middle
ROOM = 56 * MM  # for the words at its right
INK, SIZE, LINE = Color(0.294, 0.337, 0.310), 8.5, 10.5


def signature_box() -> tuple[int, int, int, int]:
    """Where the signature is shown, in points from the lower left: the seal's square and the words beside it."""
    x, y = (part * MM for part in SEAL_AT)
    return round(x - SEAL), round(y - SEAL), round(x + SEAL + ROOM), round(y + SEAL)


class SignatureMark(StaticStampStyle):  # type: ignore[misc]
    """pyHanko's stamp with our drawing; drawn when it is asked for, as it carries the second of signing."""

    def __init__(self, signer: str, at: datetime) -> None:
        close = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MIN, AxisAlignment.ALIGN_MIN, Margins.uniform(0))
        drawn = _Drawn(signer, at)
        super().__init__(border_width=0, background=drawn, background_opacity=1, background_layout=close)


class _Drawn(ImportedPdfPage):  # type: ignore[misc]
    """A page that was never a file."""

    def __init__(self, signer: str, at: datetime) -> None:
        super().__init__("")
        self.signer, self.at = signer, at

    def render(self) -> bytes:
        page = PdfFileReader(BytesIO(_draw(self.signer, self.at)))
        self.resources.xobject["/Mark"] = self._ensure_writer.import_page_as_xobject(page)
        left, bottom, right, top = signature_box()
        self.box = BoxConstraints(width=right - left, height=top - bottom)
        return b"/Mark Do"


def _draw(signer: str, at: datetime) -> bytes:
    out = BytesIO()
    left, bottom, right, top = signature_box()
    with fonts.ONE_AT_A_TIME:
        fonts.register()
        canvas = Canvas(out, pagesize=(right - left, top - bottom), initialFontName=fonts.REGULAR)
        if seal := _seal(settings.SIGNING_SEAL_FILE):
            canvas.drawImage(seal, 0, 0, 2 * SEAL, 2 * SEAL, mask="auto", preserveAspectRatio=True)
        _words(canvas, signer, at)
        canvas.save()
    return out.getvalue()


def _words(canvas: Canvas, signer: str, at: datetime) -> None:
    lines = fonts.broken(f"Ký bởi: {signer}", fonts.REGULAR, SIZE, ROOM, 2)
    lines.append(f"Thời gian ký: {localtime(at).isoformat(timespec='seconds')}")
    canvas.setFillColor(INK)
    canvas.setFont(fonts.REGULAR, SIZE)
    for number, line in enumerate(lines):
        canvas.drawString(
            2 * SEAL + MM, LINE * (len(lines) - number) - SIZE, line
        )  # under the signature's stroke


@lru_cache(maxsize=1)
def _seal(path: str) -> Any:
    """Read once a process; a seal that is gone stops the signing, with the reason."""
    if not path:
        return None
    try:
        return ImageReader(BytesIO(Path(path).read_bytes()))
    except OSError as error:
        raise DomainError(_("Không đọc được hình con dấu %(name)s.") % {"name": Path(path).name}) from error
