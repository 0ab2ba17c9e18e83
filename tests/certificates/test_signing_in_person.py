"""Drafts go out, are signed with the agency's own tool, and come back: each matched, checked, and only then the file."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter

from certificates import periodic
from certificates.models import Certificate, CertificateBatch, Draft
from certificates.queries.due import without_file
from certificates.services.batches import work
from certificates.services.batches.starting import take_in
from certificates.services.issuing import issue_certificate
from certificates.services.to_sign import take_out
from certificates.services.verification import verify
from certificates.signing import trusted_roots
from common.clock import now
from people.models import Account, AuditEntry, OrgUnit, Scope
from tests.certificates.authority import Authority
from tests.certificates.conftest import ISSUED, Complete
from tests.factories.people import AccountFactory, OrgUnitFactory

pytestmark = pytest.mark.django_db
Tool = Callable[[bytes], bytes]


@pytest.fixture
def authority() -> Authority:
    return Authority(now())


@pytest.fixture(autouse=True)
def _in_person(settings: Any, authority: Authority, tmp_path: Path) -> None:
    settings.SIGNING_IN_PERSON = True
    settings.SIGNING_ROOTS_FILE = str(authority.pem(tmp_path / "goc.pem"))


def _tool(authority: Authority, folder: Path) -> Tool:
    """An agency's signing tool: a visible field of its own, no certification."""
    authority.pkcs12(folder / "token.p12")
    signer = signers.SimpleSigner.load_pkcs12(str(folder / "token.p12"), passphrase=b"mat-khau")

    def sign(pdf: bytes) -> bytes:
        meta = signers.PdfSignatureMetadata(field_name="VGCA", subfilter=SigSeedSubFilter.PADES)
        out = BytesIO()
        field = SigFieldSpec("VGCA", box=(500, 80, 700, 150))
        signers.PdfSigner(meta, signer, new_field_spec=field).sign_pdf(
            IncrementalPdfFileWriter(BytesIO(pdf)), output=out
        )
        return out.getvalue()

    return sign


@pytest.fixture
def tool(authority: Authority, tmp_path: Path) -> Tool:
    return _tool(authority, tmp_path)


@pytest.fixture
def officer(province: OrgUnit) -> Account:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=province, role=Scope.Role.HR)
    return account


@pytest.fixture
def draft(complete: Complete) -> Draft:
    certificate = issue_certificate(enrolment=complete(), at=ISSUED)
    periodic.issue_due()
    return Draft.objects.get(certificate=certificate)


def _came_back(officer: Account, **files: bytes) -> CertificateBatch:
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        for name, content in files.items():
            packed.writestr(f"{name}.pdf", content)
    batch = take_in(upload=ContentFile(out.getvalue()), unit=None, by=officer, at=now())
    work.run(batch.pk, now)
    batch.refresh_from_db()
    return batch


def test_nothing_is_signed_here_and_the_draft_waits(draft: Draft) -> None:
    certificate = draft.certificate
    assert (certificate.pdf.name, certificate.signed) == ("", False)
    assert not without_file().exists()
    periodic.issue_due()
    assert Draft.objects.get().sha256 == draft.sha256


def test_the_bundle_has_each_draft_and_a_list(draft: Draft, officer: Account) -> None:
    certificates = Certificate.objects.select_related("draft")
    with ZipFile(take_out(certificates=certificates, by=officer, at=now())) as packed:
        assert packed.read(f"{draft.certificate.serial}.pdf") == draft.file.read()
        listed = packed.read("danh-sach.csv").decode("utf-8-sig")
    assert draft.sha256 in listed
    assert "Nguyễn Thị Hồng Ánh" in listed
    assert Draft.objects.get().taken_at
    assert AuditEntry.objects.get(action="certificates_taken_to_sign").count == 1


def test_a_signed_file_becomes_the_certificates(draft: Draft, officer: Account, tool: Tool) -> None:
    signed = tool(draft.file.read())
    batch = _came_back(officer, ban_da_ky=signed)
    certificate = Certificate.objects.get()
    assert (batch.state, batch.lines.get().certificate, batch.lines.get().reason) == ("done", certificate, "")
    assert certificate.pdf.read() == signed
    assert (certificate.signed, certificate.level) == (True, "B-B")
    assert not Draft.objects.exists()
    assert not batch.upload
    assert verify(signed, trust=trusted_roots(now()), at=now()).verdict == "valid"


def test_it_is_taken_once(draft: Draft, officer: Account, tool: Tool) -> None:
    signed = tool(draft.file.read())
    batch = _came_back(officer, mot=signed, hai=tool(draft.file.open().read()))
    first, second = batch.lines.all()
    assert (first.reason, "đã có tệp" in second.reason) == ("", True)
    assert Certificate.objects.get().pdf.read() == signed


def _refused(officer: Account, pdf: bytes, said: str, name: str = "tep") -> None:
    batch = _came_back(officer, **{name: pdf})
    assert said in batch.lines.get().reason
    assert not Certificate.objects.get().pdf
    assert Draft.objects.exists()


def test_an_unsigned_file_is_refused(draft: Draft, officer: Account) -> None:
    _refused(officer, draft.file.read(), "chưa được ký")


def test_another_signer_is_refused(draft: Draft, officer: Account, tmp_path: Path) -> None:
    (tmp_path / "khac").mkdir()
    stranger = _tool(Authority(now()), tmp_path / "khac")
    _refused(officer, stranger(draft.file.read()), "không thuộc nguồn tin cậy")


def test_a_page_changed_before_signing_is_refused(draft: Draft, officer: Account, tool: Tool) -> None:
    """The signature is right and covers all, and the file begins with the draft: only the page has become another."""
    writer = IncrementalPdfFileWriter(BytesIO(draft.file.read()))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(_words(b"BT ET"))
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    _refused(officer, tool(out.getvalue()), "đã bị sửa trước khi ký")


def _words(content: bytes) -> Any:
    from pyhanko.pdf_utils.generic import StreamObject

    assert pdf_name("/Contents")
    return StreamObject(stream_data=content)


def test_a_file_added_to_after_signing_is_refused(draft: Draft, officer: Account, tool: Tool) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(tool(draft.file.read())))
    writer.add_object(_words(b"BT ET"))
    writer.root["/Lang"] = pdf_name("/en")
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    _refused(officer, out.getvalue(), "sau khi ký")
    _refused(officer, tool(draft.file.open().read()) + b"\nthem", "sau khi ký")


def test_somebody_elses_file_and_rubbish_are_refused(draft: Draft, officer: Account, tool: Tool) -> None:
    other = tool(draft.file.read()).replace(draft.certificate.serial.encode(), b"X" * 21)
    _refused(officer, other, "không giữ nguyên", draft.certificate.serial)
    _refused(officer, b"%PDF-1.4 hong", "khớp")
    _refused(officer, b"", "khớp")


def test_a_time_of_signing_before_the_draft_is_refused(draft: Draft, officer: Account, tool: Tool) -> None:
    Draft.objects.update(made_at=now() + timedelta(hours=3))
    _refused(officer, tool(draft.file.read()), "Thời điểm ký")


def test_an_officer_takes_in_their_own_unit_only(draft: Draft, tool: Tool) -> None:
    stranger = AccountFactory()
    Scope.objects.create(account=stranger, unit=OrgUnitFactory(), role=Scope.Role.HR)
    _refused(stranger, tool(draft.file.read()), "khớp")


def test_what_is_no_zip_says_so(draft: Draft, officer: Account) -> None:
    batch = take_in(upload=ContentFile(b"khong phai zip"), unit=None, by=officer, at=now())
    work.run(batch.pk, now)
    batch.refresh_from_db()
    assert (batch.state, "zip" in batch.reason) == ("failed", True)


def test_without_named_roots_nobody_is_believed(
    draft: Draft, officer: Account, tool: Tool, settings: Any
) -> None:
    settings.SIGNING_ROOTS_FILE = ""
    _refused(officer, tool(draft.file.read()), "không thuộc nguồn tin cậy")
