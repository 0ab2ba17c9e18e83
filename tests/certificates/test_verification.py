"""An edited copy is found out, and the command says so in one line and an exit code."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from certificates.keys import key_file
from certificates.models import Certificate
from certificates.services.files import make_pdf
from certificates.services.issuing import revoke_certificate
from certificates.services.replacing import replace_certificate
from certificates.services.verification import Verdict, verify
from certificates.signing import own_root
from common.clock import now
from tests.certificates.conftest import ISSUED
from tests.factories.people import AccountFactory

Judge = Callable[[bytes], Verdict]


@pytest.fixture
def issued(certificate: Certificate) -> Certificate:
    return make_pdf(certificate=certificate, at=now())


@pytest.fixture
def pdf(issued: Certificate) -> bytes:
    return bytes(issued.pdf.read())


@pytest.fixture
def judge() -> Judge:
    return lambda pdf: verify(pdf, trust=[root] if (root := own_root(now())) else [], at=now())


def test_a_certificate_as_issued_is_valid(pdf: bytes, judge: Judge) -> None:
    found = judge(pdf)
    assert (found.verdict, found.covers_whole_document) == ("valid", True)
    assert found.signer == "KHÓA THỬ NGHIỆM – Lớp Số"
    assert "số 0001/2026" in found.reason


def test_one_altered_byte_is_found(pdf: bytes, judge: Judge) -> None:
    middle = len(pdf) // 3
    assert judge(pdf[:middle] + bytes([pdf[middle] ^ 1]) + pdf[middle + 1 :]).verdict == "altered"


def test_a_change_appended_as_a_new_revision_is_found(pdf: bytes, judge: Judge) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.root["/Them"] = generic.pdf_string("Loại Giỏi")
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    found = judge(out.getvalue())
    assert (found.verdict, found.covers_whole_document) == ("altered", False)


def test_bytes_after_the_end_are_found(pdf: bytes, judge: Judge) -> None:
    assert judge(pdf + b"\n% them").verdict == "altered"


def test_another_authority_does_not_vouch_for_us(pdf: bytes, shared: Path) -> None:
    from pyhanko.keys import load_cert_from_pemder

    foreign = load_cert_from_pemder(str(shared / "fixtures/pdf/ca.crt"))
    assert verify(pdf, trust=[foreign], at=now()).verdict == "untrusted"


def test_a_revoked_certificate_is_revoked_whatever_its_signature(
    issued: Certificate, pdf: bytes, judge: Judge
) -> None:
    revoke_certificate(certificate=issued, reason="Cấp nhầm", by=AccountFactory(), at=ISSUED)
    assert judge(pdf).verdict == "revoked"


def test_a_replaced_certificate_says_so(issued: Certificate, pdf: bytes, judge: Judge) -> None:
    replace_certificate(
        certificate=issued, kind="dinh_chinh", reason="Sai tên", by=AccountFactory(), at=ISSUED
    )
    assert judge(pdf).verdict == "superseded"


def test_without_a_key_it_is_unsigned_and_the_page_says_so(
    certificate: Certificate, judge: Judge, settings: object
) -> None:
    from pypdf import PdfReader

    settings.SIGNING_TEST_KEY = False  # type: ignore[attr-defined]
    made = make_pdf(certificate=certificate, at=now())
    pdf = made.pdf.read()
    text = " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())
    assert not made.signed
    assert "Bản không có chữ ký số" in text
    assert "MẪU" not in text
    assert judge(pdf).verdict == "unsigned"


@pytest.mark.django_db
@pytest.mark.parametrize("junk", [b"", b"hello", b"%PDF-1.7\n%%EOF", b"%PDF-1.7 " + b"\x00" * 500])
def test_a_file_that_is_no_certificate_is_unknown(junk: bytes, judge: Judge) -> None:
    found = judge(junk)
    assert found.verdict == "unknown"
    assert found.reason


def test_half_a_file_is_not_valid(pdf: bytes, judge: Judge) -> None:
    assert judge(pdf[: len(pdf) // 2]).verdict == "unknown"


def _run(*arguments: object) -> tuple[int, dict[str, object]]:
    out = StringIO()
    try:
        call_command("verify_certificate", *map(str, arguments), "--json", stdout=out)
    except SystemExit as end:
        return int(end.code or 0), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "code", "verdict"), [("signed-pades.pdf", 0, "valid"), ("tampered.pdf", 1, "altered")]
)
def test_the_command_judges_foreign_files(shared: Path, name: str, code: int, verdict: str) -> None:
    folder = shared / "fixtures" / "pdf"
    exit_code, said = _run(folder / name, "--trust", folder / "ca.crt")
    assert (exit_code, said["verdict"]) == (code, verdict)
    assert set(said) == {"verdict", "covers_whole_document", "signer", "reason"}


def test_the_command_trusts_its_own_root_and_the_file_of_it(pdf: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf)
    assert _run(file)[0] == 0
    assert _run(file, "--trust", key_file(now()).root_path)[0] == 0  # type: ignore[union-attr]


@pytest.mark.parametrize("arguments", [["khong-co.pdf"], [__file__, "--trust", "khong-co.crt"]])
def test_the_command_answers_bad_arguments_with_a_sentence(arguments: list[str]) -> None:
    with pytest.raises(CommandError, match="Không đọc được"):
        call_command("verify_certificate", *arguments)


def test_the_key_of_an_office_signs_without_calling_itself_a_test(
    certificate: Certificate, settings: object, tmp_path: Path
) -> None:
    from pypdf import PdfReader

    test_key = key_file(now())
    settings.SIGNING_KEY_FILE = str(test_key.path)  # type: ignore[attr-defined,union-attr]
    settings.SIGNING_KEY_PASSWORD = test_key.passphrase.decode()  # type: ignore[attr-defined,union-attr]
    made = make_pdf(certificate=certificate, at=now() + timedelta(minutes=1))
    text = " ".join(PdfReader(BytesIO(made.pdf.read())).pages[0].extract_text().split())
    assert made.signed
    assert "Bản điện tử có chữ ký số" in text
    assert "MẪU" not in text
