"""What a reader sees of the signature, read back from the page."""

import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader

from certificates.models import Certificate
from certificates.rendering import signature_box
from certificates.rendering.visible import mark_corners
from certificates.services.files import make_pdf
from common.clock import now
from common.errors import DomainError
from tests.tools_on_machine import needs

pytestmark = pytest.mark.django_db


def _pdf(certificate: Certificate) -> bytes:
    return bytes(make_pdf(certificate=certificate, at=now()).pdf.read())


def test_the_field_lies_where_the_template_says(certificate: Certificate) -> None:
    field = PdfFileReader(BytesIO(_pdf(certificate))).embedded_regular_signatures[0].sig_field
    assert tuple(int(edge) for edge in field["/Rect"]) == mark_corners(signature_box())


@needs("pdftotext")
def test_who_signed_and_when_stands_beside_the_seal(certificate: Certificate, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(_pdf(certificate))
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True
    )
    assert "Ký bởi: KHÓA THỬ NGHIỆM – Lớp Số" in text.stdout
    assert "Thời gian ký: 20" in text.stdout
    assert "+07:00" in text.stdout  # ISO 8601 with the zone, as Decree 30/2020 asks


@needs("pdftoppm")
def test_the_agencys_red_seal_is_in_the_signature(
    certificate: Certificate, settings: Any, tmp_path: Path
) -> None:
    Image.new("RGBA", (200, 200), (220, 0, 0, 255)).save(tmp_path / "dau.png")
    settings.SIGNING_SEAL_FILE = str(tmp_path / "dau.png")
    (tmp_path / "a.pdf").write_bytes(_pdf(certificate))
    subprocess.run(["pdftoppm", "-r", "36", "-png", tmp_path / "a.pdf", tmp_path / "a"], check=True)
    picture = Image.open(next(tmp_path.glob("a-*.png"))).convert("RGB")
    left, bottom, _right, _top = mark_corners(signature_box())
    red, green, blue = picture.getpixel((left // 2 + 4, picture.height - bottom // 2 - 4))  # type: ignore[misc]
    assert red > 180
    assert max(green, blue) < 60


def test_a_seal_that_is_gone_stops_the_signing(certificate: Certificate, settings: Any) -> None:
    settings.SIGNING_SEAL_FILE = "/khong/co.png"
    with pytest.raises(DomainError, match="con dấu"):
        make_pdf(certificate=certificate, at=now())
    assert not Certificate.objects.get().pdf
