"""One name along the whole road: the sheet, the register, the transcript, the badge, the check page and the shared page."""

import html
import json
import unicodedata
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from certificates.badges.baking import unbake
from certificates.models import Certificate
from certificates.rendering.sample import NAMES
from certificates.services.badges import badge_for, share
from certificates.services.files import make_pdf
from certificates.services.issuing import issue_certificate
from common.clock import now
from courses.models import CourseRelease
from people.models import Account, OrgUnit
from tests.certificates.conftest import ISSUED, Complete
from tests.factories.courses import ReleaseFactory
from tests.factories.people import AccountFactory

pytestmark = pytest.mark.django_db
TITLE = "Cà phê & <hồ tiêu>: “chuỗi” giá trị"
ROAD = [
    NAMES["dai"], "Thổ", unicodedata.normalize("NFD", "Đặng Thị Ẩn Ằm"), "Y Bhăm Niê Kdăm", "H'Hen Niê",
    "Thạch Sô Phia",
]  # fmt: skip


@pytest.fixture
def release(province: OrgUnit) -> CourseRelease:
    made = ReleaseFactory(items=["quiz"], title=TITLE)
    made.course.title = TITLE
    made.course.save()
    return made


@pytest.mark.parametrize("name", ROAD)
def test_a_name_is_read_back_from_everything_that_bears_it(
    client: Client, complete: Complete, province: OrgUnit, name: str
) -> None:
    enrolment = complete(full_name=name)
    certificate = make_pdf(certificate=issue_certificate(enrolment=enrolment, at=ISSUED), at=now())
    learner = AccountFactory(person=enrolment.learner)
    right = unicodedata.normalize("NFC", name)
    client.force_login(AccountFactory(is_superuser=True))
    person = enrolment.learner.uuid
    sheets = {
        "certificate": certificate.pdf.read(),
        "register": _got(client, f"/nhan-su/so-cap/in/?noi_cap={province.uuid}&nam=2026"),
        "transcript": _got(client, f"/nhan-su/can-bo/{person}/hoc-tap/bang-ke.pdf"),
    }
    for sheet, pdf in sheets.items():
        text = _words(pdf)
        assert right in text, sheet
        assert TITLE in text, sheet
    _badge(client, certificate, learner, right)
    for page in (f"/xac-minh/{certificate.serial}/", _shared(certificate, learner)):
        text = html.unescape(_got(client, page).decode())
        assert right in text
        assert TITLE in text
        assert "<hồ tiêu>" not in _got(client, page).decode()


def _badge(client: Client, certificate: Certificate, learner: Account, right: str) -> None:
    """Baked into the picture as UTF-8, and said in full."""
    client.force_login(learner)
    png = _got(client, f"/cua-toi/huy-hieu/{certificate.uuid}/huy-hieu.png")
    told = json.loads(unbake(png))
    assert told["credentialSubject"]["identifier"][0]["identityHash"] == right
    assert told["credentialSubject"]["achievement"]["name"] == TITLE


def _shared(certificate: Certificate, learner: Account) -> str:
    badge = share(badge=badge_for(certificate=certificate, at=now()), standing="valid", by=learner, at=now())
    return f"/huy-hieu/chia-se/{badge.share_code}/"


def _got(client: Client, address: str) -> bytes:
    answer: Any = client.get(address)
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def _words(pdf: bytes) -> str:
    """In reading order; a name may be broken between lines."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
