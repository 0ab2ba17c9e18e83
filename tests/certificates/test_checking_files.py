"""A file handed in at the check page: the edited copy is found out, also when its signature is gone."""

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from certificates.models import Certificate
from certificates.services import foreign_files
from certificates.services.badges import as_text, badge_for, signed_credential
from certificates.services.checking import LARGEST, check_file
from certificates.services.files import make_pdf
from certificates.services.issuing import revoke_certificate
from common import pdf_fonts
from common.clock import now
from tests.certificates.conftest import ISSUED, Complete
from tests.factories.people import AccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(certificate: Certificate) -> Certificate:
    return make_pdf(certificate=certificate, at=now())


@pytest.fixture
def pdf(issued: Certificate) -> bytes:
    return bytes(issued.pdf.read())


def resaved(pdf: bytes) -> bytes:
    """As an editor saves it: the words stay, the signature goes."""
    writer = PdfWriter()
    for page in PdfReader(BytesIO(pdf)).pages:
        page.pop("/Annots", None)
        writer.add_page(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def retyped(certificate: Certificate, **changes: str) -> bytes:
    """The same certificate set anew by somebody else, with other words."""
    facts = certificate.facts | changes
    out = BytesIO()
    canvas = Canvas(out)
    pdf_fonts.register()
    canvas.setFont(pdf_fonts.REGULAR, 14)
    lines = (
        f"Bà {facts['name']}", f"“{facts['course']}”", f"Kết quả: {facts['result']}.",
        "Đồng Nai, ngày 19 tháng 10 năm 2026", f"Số hiệu: {certificate.serial}",
        f"Số vào sổ cấp chứng nhận: {certificate.register_number}",
    )  # fmt: skip
    for place, line in enumerate(lines):
        canvas.drawString(60, 700 - 30 * place, line)
    canvas.save()
    return out.getvalue()


def appended(pdf: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.root["/Them"] = generic.pdf_string("Loại Giỏi")
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_file_as_issued_is_known_by_its_bytes(issued: Certificate, pdf: bytes) -> None:
    found = check_file(pdf, at=now())
    assert (found.verdict, found.exact, found.differing) == ("valid", True, [])


@pytest.mark.parametrize(
    "change",
    [lambda pdf: pdf + b"\n% them", appended, lambda pdf: pdf.replace(b"/Rotate 0", b"/Rotate 9", 1)],
)
def test_whatever_is_changed_after_signing_is_altered(
    issued: Certificate, pdf: bytes, change: Callable[[bytes], bytes]
) -> None:
    changed = change(pdf)
    assert changed != pdf
    found = check_file(changed, at=now())
    assert (found.verdict, found.certificate) == ("altered", issued)


def test_a_copy_without_its_signature_is_not_vouched_for(issued: Certificate, pdf: bytes) -> None:
    found = check_file(resaved(pdf), at=now())
    assert (found.verdict, found.exact, found.differing) == ("unsigned", False, [])


@pytest.mark.parametrize(
    ("changes", "label", "shown"),
    [({"name": "Trần Văn Giả"}, "Họ và tên", "Trần Văn Giả"), ({"result": "đạt 10/10"}, "Kết quả", "đạt 10/10"),
     ({"course": "An toàn thông tin nâng cao"}, "Khóa học", "An toàn thông tin nâng cao")],
)  # fmt: skip
def test_an_edited_copy_without_signature_is_found_out_by_its_words(
    issued: Certificate, changes: dict[str, str], label: str, shown: str
) -> None:
    found = check_file(retyped(issued, **changes), at=now())
    assert found.verdict == "altered"
    assert [(row.label, row.theirs) for row in found.differing] == [(label, shown)]


def test_another_persons_file_is_that_persons(issued: Certificate, complete: Complete) -> None:
    from certificates.services.issuing import issue_certificate

    enrolment = complete(full_name="Lê Văn Khác")
    other = make_pdf(certificate=issue_certificate(enrolment=enrolment, at=ISSUED), at=now())
    found = check_file(bytes(other.pdf.read()), at=now())
    assert (found.verdict, found.certificate) == ("valid", other)


def test_a_revoked_certificate_says_so_in_every_copy(issued: Certificate, pdf: bytes) -> None:
    revoke_certificate(certificate=issued, reason="Cấp nhầm", by=AccountFactory(), at=ISSUED)
    assert check_file(pdf, at=now()).verdict == "revoked"
    assert check_file(resaved(pdf), at=now()).verdict == "revoked"


def test_a_number_that_was_never_given_is_unknown(issued: Certificate) -> None:
    issued.serial = "DN26-9999-22222222A"
    assert check_file(retyped(issued), at=now()).verdict == "unknown"


@pytest.mark.parametrize(("name", "verdict"), [("signed-pades.pdf", "unknown"), ("tampered.pdf", "altered")])
def test_foreign_files_are_judged_like_their_table(
    issued: Certificate, shared: Path, name: str, verdict: str
) -> None:
    assert check_file((shared / "fixtures/pdf" / name).read_bytes(), at=now()).verdict == verdict


@pytest.mark.parametrize(
    "junk",
    [b"", b"xin chao", b"%PDF-1.7\n%%EOF", b"%PDF-1.7 " + b"(" * 50_000, b"{" * 9000, b"\x89PNG\r\n\x1a\nabc",
     b"eyJ.a.b"],
)  # fmt: skip
def test_junk_is_unknown_and_breaks_nothing(junk: bytes) -> None:
    assert check_file(junk, at=now()).verdict == "unknown"


def test_a_file_that_keeps_its_reader_busy_is_given_up(pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_files, "PATIENCE", 0.05)
    begun = time.monotonic()
    assert check_file(pdf + b" ", at=now()).verdict == "unknown"
    assert time.monotonic() - begun < 10


def _handed_in(client: Client, data: bytes, name: str = "a.pdf") -> str:
    return client.post("/xac-minh/", {"tep": SimpleUploadedFile(name, data)}).content.decode()


def test_the_page_shows_both_sides_and_stores_nothing(client: Client, issued: Certificate) -> None:
    page = _handed_in(client, retyped(issued, name="Trần Văn Giả"), "<b>giả</b>.pdf")
    for said in ("Đã bị sửa", "Nguyễn Thị Hồng Ánh", "Trần Văn Giả", "khác sổ cấp", "19/10/2026"):
        assert said in page
    for private in ("1988", "Xuân Định", "<b>giả</b>"):
        assert private not in page


def test_a_badge_is_checked_in_the_same_place(client: Client, issued: Certificate) -> None:
    text = as_text(signed_credential(badge_for(certificate=issued, at=ISSUED)))
    assert "Thật, còn hiệu lực" in _handed_in(client, text.encode(), "huy-hieu.json")
    assert "Đã bị sửa" in _handed_in(client, text.replace("Hồng Ánh", "Hồng Giả").encode(), "huy-hieu.json")


def test_a_file_too_large_is_refused_before_it_is_read(client: Client) -> None:
    answer = client.post("/xac-minh/", {"tep": SimpleUploadedFile("a.pdf", b"0" * (LARGEST + 100_000))})
    assert answer.status_code == 413


@pytest.mark.parametrize("data", [{}, {"tep": ""}])
def test_nothing_handed_in_is_asked_for_again(client: Client, data: dict[str, str]) -> None:
    answer = client.post("/xac-minh/", data)
    assert answer.status_code == 400
    assert "Hãy chọn một tệp." in answer.content.decode()
