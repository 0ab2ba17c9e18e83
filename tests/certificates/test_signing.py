"""Signatures B-B, B-T and B-LT, judged by two that know nothing of each other: pdfsig, and pyHanko with the root alone."""

import subprocess
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import DocumentSecurityStore, validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from certificates.models import Certificate
from certificates.services.files import make_pdf
from certificates.services.verification import verify
from certificates.signing import trusted_roots
from common.clock import now
from common.errors import DomainError
from tests.certificates.authority import Authority, as_asn1
from tests.tools_on_machine import needs

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Iterator[Authority]:
    with (made := Authority(now())).served():
        yield made


@pytest.fixture
def keyed(authority: Authority, settings: Any, tmp_path: Path) -> Authority:
    """Signing with an agency's PKCS#12 file."""
    authority.pkcs12(tmp_path / "co-quan.p12")
    settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSWORD = str(tmp_path / "co-quan.p12"), "mat-khau"
    return authority


def _made(certificate: Certificate) -> bytes:
    made = make_pdf(certificate=certificate, at=now())
    with made.pdf.open() as file:
        return bytes(file.read())


def _judged(pdf: bytes, authority: Authority) -> Any:
    signature = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures[0]
    context = ValidationContext(trust_roots=[as_asn1(authority.root)], allow_fetching=False)
    status = validate_pdf_signature(signature, context)
    assert status.bottom_line
    assert status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return status


def _pdfsig(pdf: bytes, folder: Path) -> str:
    (folder / "giay.pdf").write_bytes(pdf)
    return subprocess.run(
        ["pdfsig", "-nocert", str(folder / "giay.pdf")], capture_output=True, text=True, check=True
    ).stdout


@needs("pdfsig")
def test_without_a_service_the_signature_is_basic(
    certificate: Certificate, keyed: Authority, tmp_path: Path
) -> None:
    pdf = _made(certificate)
    certificate.refresh_from_db()
    assert (certificate.signed, certificate.level) == (True, "B-B")
    assert _judged(pdf, keyed).timestamp_validity is None
    said = _pdfsig(pdf, tmp_path)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said


@needs("pdfsig")
def test_with_a_service_and_no_revocation_data_it_has_a_time_stamp(
    certificate: Certificate, keyed: Authority, settings: Any, tmp_path: Path
) -> None:
    settings.TIMESTAMP_URL, settings.SIGNING_REVOCATION = f"{keyed.address}/tsa", False
    pdf = _made(certificate)
    certificate.refresh_from_db()
    assert certificate.level == "B-T"
    stamp = _judged(pdf, keyed).timestamp_validity
    assert stamp.valid
    assert stamp.trusted
    assert "Signature is Valid" in _pdfsig(pdf, tmp_path)


@needs("pdfsig")
def test_with_revocation_data_it_outlives_its_authority(
    certificate: Certificate, keyed: Authority, settings: Any, tmp_path: Path
) -> None:
    settings.TIMESTAMP_URL = f"{keyed.address}/tsa"
    pdf = _made(certificate)
    certificate.refresh_from_db()
    assert certificate.level == "B-LT"
    assert b"/DSS" in pdf
    _judged(pdf, keyed)
    reader = PdfFileReader(BytesIO(pdf))
    offline = DocumentSecurityStore.read_dss(reader).as_validation_context(
        {
            "trust_roots": [as_asn1(keyed.root)], "allow_fetching": False, "revocation_mode": "hard-fail",
        }
    )  # fmt: skip
    assert validate_pdf_signature(reader.embedded_regular_signatures[0], offline).bottom_line
    assert "Total document signed" in _pdfsig(pdf, tmp_path)


def test_our_own_check_says_the_same_years_later(
    certificate: Certificate, keyed: Authority, settings: Any
) -> None:
    basic = _made(certificate)
    in_two_years = now() + timedelta(days=800)
    assert verify(basic, trust=[as_asn1(keyed.root)], at=now()).verdict == "valid"
    assert verify(basic, trust=[as_asn1(keyed.root)], at=in_two_years).verdict == "untrusted"
    settings.TIMESTAMP_URL = f"{keyed.address}/tsa"
    Certificate.objects.update(pdf="", pdf_sha256="")
    timed = _made(Certificate.objects.get())
    assert verify(timed, trust=[as_asn1(keyed.root)], at=in_two_years).verdict == "valid"


def test_where_no_list_can_be_had_it_is_signed_with_a_time_stamp_alone(
    certificate: Certificate, authority: Authority, settings: Any, tmp_path: Path
) -> None:
    address, authority.address = authority.address, ""  # a certificate that names no list
    authority.pkcs12(tmp_path / "k.p12")
    settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSWORD = str(tmp_path / "k.p12"), "mat-khau"
    settings.TIMESTAMP_URL = f"{address}/tsa"
    _made(certificate)
    certificate.refresh_from_db()
    assert certificate.level == "B-T"


def test_a_silent_service_is_waited_for_and_then_done_without(
    certificate: Certificate, keyed: Authority, settings: Any
) -> None:
    settings.TIMESTAMP_URL, settings.TIMESTAMP_WAIT_MINUTES = "http://127.0.0.1:9/tsa", 60
    at = certificate.issued_at
    Certificate.objects.update(issued_at=now())
    with pytest.raises(DomainError, match="dấu thời gian"):
        _made(Certificate.objects.get())
    waiting = Certificate.objects.get()
    assert (waiting.pdf.name, "dấu thời gian" in waiting.pdf_error) == ("", True)
    Certificate.objects.update(issued_at=at)  # more than an hour ago
    _made(Certificate.objects.get())
    certificate.refresh_from_db()
    assert (certificate.level, certificate.pdf_error) == ("B-B", "")


@pytest.mark.parametrize(
    ("term", "said"),
    [({"ends": timedelta(hours=-1)}, "đã hết hạn"), ({"starts": timedelta(days=2)}, "chỉ có hiệu lực từ")],
)
def test_a_certificate_out_of_its_term_signs_nothing(
    certificate: Certificate, authority: Authority, settings: Any, tmp_path: Path, term: Any, said: str
) -> None:
    authority.pkcs12(tmp_path / "k.p12", **{name: now() + delta for name, delta in term.items()})
    settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSWORD = str(tmp_path / "k.p12"), "mat-khau"
    _refused(said)


def test_a_key_that_is_gone_and_a_wrong_password_sign_nothing(
    certificate: Certificate, keyed: Authority, settings: Any, tmp_path: Path
) -> None:
    settings.SIGNING_KEY_PASSWORD = "sai"
    _refused("mật khẩu")
    settings.SIGNING_KEY_PASSWORD = "mat-khau"
    moved = (tmp_path / "co-quan.p12").rename(tmp_path / "mat.p12")
    _refused("không có tệp")
    moved.rename(tmp_path / "co-quan.p12")
    assert _made(Certificate.objects.get())
    assert Certificate.objects.get().pdf_error == ""


def _refused(said: str) -> None:
    with pytest.raises(DomainError, match=said):
        _made(Certificate.objects.get())
    row = Certificate.objects.get()
    assert (row.pdf.name, said in row.pdf_error) == ("", True)


def test_roots_named_in_the_settings_are_believed(keyed: Authority, settings: Any, tmp_path: Path) -> None:
    settings.SIGNING_KEY_FILE, settings.SIGNING_TEST_KEY = "", False
    settings.SIGNING_ROOTS_FILE = str(keyed.pem(tmp_path / "goc.pem"))
    assert [root.subject.native["common_name"] for root in trusted_roots(now())] == ["Gốc kiểm thử"]
