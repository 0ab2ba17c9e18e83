"""Which template a certificate is drawn with, and that it stays so."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from PIL import Image
from pypdf import PdfReader

from certificates.choosing import Chooser
from certificates.models import Certificate, CertificatePicture, CertificateTemplate, TemplateVersion
from certificates.rendering import RenderingFailed, render
from certificates.rules.built_in import BUILT_IN, LANDSCAPE
from certificates.rules.design import PICTURE, TEXT, UPLOADED, Field
from certificates.services.files import make_pdf
from certificates.services.issuing import issue_certificate
from certificates.services.pictures import add_picture
from certificates.services.pinning import pin_templates
from certificates.services.templates import (
    archive_template,
    create_template,
    set_default,
    undo_save,
    use_version,
)
from common.clock import now
from common.errors import Conflict, DomainError
from courses.models.course import Audience
from people.models import Account, OrgUnit
from tests.certificates.conftest import ISSUED, Complete
from tests.certificates.test_rendering import SHEET
from tests.factories.people import AccountFactory

pytestmark = pytest.mark.django_db
OTHER = replace(LANDSCAPE, background="plain")


@pytest.fixture
def by() -> Account:
    return AccountFactory()


@pytest.fixture
def used(by: Account) -> CertificateTemplate:
    template = create_template(name="Mẫu của Sở", design=OTHER, by=by, at=ISSUED)
    use_version(template=template, version=template.versions.get(), by=by, at=ISSUED)
    template.refresh_from_db()
    return template


def test_without_any_choice_it_is_the_built_in_one(certificate: Certificate) -> None:
    made = make_pdf(certificate=certificate, at=now())
    assert made.template_version is not None
    assert made.template_version.template.code == "ngang"


def test_the_database_holds_the_built_in_designs_of_the_code() -> None:
    """When this fails, add a migration that appends the changed version and makes it the active one."""
    stored = dict(CertificateTemplate.objects.exclude(code=None).values_list("code", "active__digest"))
    assert stored == {code: design.digest for code, (_name, design) in BUILT_IN.items()}


def test_the_course_goes_before_the_office_and_the_office_before_ours(
    certificate: Certificate, used: CertificateTemplate, by: Account, province: OrgUnit
) -> None:
    course = certificate.enrolment.course
    above = create_template(name="Mẫu của tỉnh", design=replace(OTHER, bilingual=True), by=by, at=ISSUED)
    use_version(template=above, version=above.versions.get(), by=by, at=ISSUED)
    above.refresh_from_db()
    set_default(template=above, office=province, by=by, at=ISSUED)
    assert Chooser(certificate.issued_on).version_for(course, certificate.office_id) == above.active
    set_default(template=used, course=course, by=by, at=ISSUED)
    assert Chooser(certificate.issued_on).version_for(course, certificate.office_id) == used.active


def test_an_office_below_uses_its_provinces(
    used: CertificateTemplate, by: Account, province: OrgUnit, commune: OrgUnit, certificate: Certificate
) -> None:
    from people.models import UnitParent

    UnitParent.objects.create(unit=commune, parent=province, valid_from=province.valid_from)
    set_default(template=used, office=province, by=by, at=ISSUED)
    assert Chooser(certificate.issued_on).version_for(certificate.enrolment.course, commune.pk) == used.active


def test_a_residents_course_gives_an_acknowledgement(
    complete: Complete, release: Any, used: CertificateTemplate, by: Account
) -> None:
    release.course.audience = Audience.RESIDENT
    release.course.save()
    made = make_pdf(certificate=issue_certificate(enrolment=complete(), at=ISSUED), at=now())
    assert made.template_version is not None
    assert made.template_version.template.code == "ghi-nhan"
    with made.pdf.open("rb") as file:
        assert "GHI NHẬN HOÀN THÀNH" in PdfReader(BytesIO(file.read())).pages[0].extract_text()
    with pytest.raises(DomainError, match="loại giấy khác"):
        set_default(template=used, course=release.course, by=by, at=ISSUED)


def test_what_was_issued_keeps_its_version(
    certificate: Certificate, used: CertificateTemplate, by: Account
) -> None:
    set_default(template=used, course=certificate.enrolment.course, by=by, at=ISSUED)
    made = make_pdf(certificate=certificate, at=now())
    before = made.template_version
    from certificates.services.templates import save_version

    version = save_version(template=used, name=used.name, design=LANDSCAPE, by=by, at=ISSUED)
    use_version(template=used, version=version, by=by, at=ISSUED)
    pin_templates([made])
    made.refresh_from_db()
    assert made.template_version == before
    for change in (
        lambda: TemplateVersion.objects.update(number=9),
        lambda: TemplateVersion.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_certificate_that_could_not_be_drawn_takes_the_mended_template(
    certificate: Certificate, used: CertificateTemplate, by: Account
) -> None:
    tight = replace(
        OTHER,
        fields=tuple(
            replace(one, w=3.0, smallest=one.size) if "{ho_ten}" in one.text else one for one in OTHER.fields
        ),
    )
    broken = create_template(name="Chật", design=tight, by=by, at=ISSUED)
    use_version(template=broken, version=broken.versions.get(), by=by, at=ISSUED)
    broken.refresh_from_db()
    set_default(template=broken, course=certificate.enrolment.course, by=by, at=ISSUED)
    with pytest.raises(RenderingFailed):
        make_pdf(certificate=certificate, at=now())
    set_default(template=used, course=certificate.enrolment.course, by=by, at=ISSUED)
    certificate.refresh_from_db()
    assert "Không đủ chỗ" in certificate.pdf_error
    assert make_pdf(certificate=certificate, at=now()).template_version == used.active


def test_a_thousand_cost_no_more_questions_than_one(
    complete: Complete, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    issued = [issue_certificate(enrolment=complete(), at=ISSUED).pk for _number in range(4)]
    rows = list(Certificate.objects.filter(pk__in=issued).select_related("enrolment__course"))
    with django_assert_max_num_queries(4):
        pin_templates(rows)
    assert all(row.template_version for row in rows)


def test_a_template_with_problems_is_not_used(by: Account) -> None:
    wrong = LANDSCAPE.with_fields(Field(TEXT, 60, 200, 60, 8, "Chứng chỉ"))
    template = create_template(name="Sai", design=wrong, by=by, at=ISSUED)
    with pytest.raises(DomainError, match="Nghị định 101/2017"):
        use_version(template=template, version=template.versions.get(), by=by, at=ISSUED)
    with pytest.raises(Conflict, match="Chưa có bản nào trước"):
        undo_save(template=template, by=by, at=ISSUED)


def test_a_template_in_use_somewhere_is_not_put_away(
    used: CertificateTemplate, by: Account, province: OrgUnit
) -> None:
    set_default(template=used, office=province, by=by, at=ISSUED)
    with pytest.raises(Conflict):
        archive_template(template=used, by=by, at=ISSUED)


def test_a_file_with_uploaded_background_and_seals_stays_small(by: Account) -> None:
    noise = {use: picture(use, by) for use in CertificatePicture.Use}
    design = replace(LANDSCAPE, background=UPLOADED, picture=noise[CertificatePicture.Use.BACKGROUND].sha256)
    for number, use in enumerate((CertificatePicture.Use.SEAL, CertificatePicture.Use.SIGNATURE)):
        design = design.with_fields(Field(PICTURE, 180 + 20 * number, 156, 30, 28, picture=noise[use].sha256))
    pdf = render(replace(SHEET, sample=False, sealed=True), design)
    assert len(pdf) < 105_000  # a signature with its chain takes 11 KB
    assert len(PdfReader(BytesIO(pdf)).pages[0].images) == 3
    unsigned = render(replace(SHEET, sample=False), design)
    assert len(PdfReader(BytesIO(unsigned)).pages[0].images) == 1


def test_a_changed_picture_refuses_the_sheet(by: Account) -> None:
    seal = picture(CertificatePicture.Use.BACKGROUND, by)
    seal.file.storage.delete(seal.file.name)
    with pytest.raises(RenderingFailed, match="Không đọc được hình"):
        render(SHEET, replace(LANDSCAPE, background=UPLOADED, picture=seal.sha256))


def test_what_is_no_picture_is_refused(by: Account) -> None:
    upload = SimpleUploadedFile("a.png", b"<svg onload=alert(1)>")
    with pytest.raises(DomainError, match="JPG, PNG"):
        add_picture(use="nen", title="x", upload=upload, by=by, at=ISSUED)


def picture(use: str, by: Account) -> CertificatePicture:
    """Noise, which packs worst."""
    out = BytesIO()
    Image.effect_noise((900, 640), 90).convert("RGBA").save(out, "PNG")
    upload = SimpleUploadedFile(f"{use}.png", out.getvalue())
    return add_picture(use=use, title=f"Hình {use}", upload=upload, by=by, at=ISSUED)
