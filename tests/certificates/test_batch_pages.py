"""The desk's pages for a class, for signing in person and for what waits."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from certificates import periodic
from certificates.models import Certificate, CertificateBatch, Draft, LegalBasis
from certificates.services.issuing import issue_certificate
from common.clock import now
from courses.models import CourseRelease
from courses.services.enrolment import enrol, excuse
from courses.services.record import append_event
from people.models import AuditEntry, OrgUnit, Scope
from tests.certificates.conftest import COMPLETED, ISSUED, STARTED, Complete
from tests.factories.people import AccountFactory, OrgUnitFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
CLASS = "/nhan-su/so-cap/cap-theo-lop/"


@pytest.fixture
def hr(client: Client, commune: OrgUnit) -> Client:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=commune, role=Scope.Role.HR)
    client.force_login(account)
    return client


@pytest.fixture(autouse=True)
def _no_nudge(settings: Any) -> None:
    """Completions are not issued by themselves here."""
    settings.NUDGES = settings.NUDGES | {"course_completed": []}


def _seen(hr: Client, release: CourseRelease, commune: OrgUnit, **more: str) -> str:
    answer = hr.get(CLASS, {"lop": release.pk, "unit": commune.uuid, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_who_is_due_and_who_is_not_and_why(
    hr: Client, complete: Complete, release: CourseRelease, commune: OrgUnit
) -> None:
    issue_certificate(enrolment=complete(full_name="Có Rồi"), at=ISSUED)
    complete(full_name="Được Cấp")
    excused, idle = (PersonFactory(full_name=name) for name in ("Được Miễn", "Chưa Học"))
    for learner in (excused, idle):
        PostingFactory(person=learner, unit=commune)
        enrolment = enrol(learner=learner, course=release.course, at=STARTED)
        if learner is excused:
            excuse(enrolment=enrolment, reason="Thai sản", at=COMPLETED, by=AccountFactory())
    page = _seen(hr, release, commune)
    for words in (
        "Đã có giấy: <b",
        "Được cấp: <b",
        "Được miễn, không cấp: <b",
        "Chưa bắt đầu: <b",
        "Cấp cho 1 người",
    ):
        assert words in page
    assert "Chưa Học" not in _seen(hr, release, commune, muc="due")


def test_a_period_leaves_out_who_completed_outside_it(
    hr: Client, complete: Complete, release: CourseRelease, commune: OrgUnit
) -> None:
    complete()
    assert "Cấp cho 1 người" in _seen(hr, release, commune, since="18/10/2026", until="18/10/2026")
    assert "Cấp cho 1 người" not in _seen(hr, release, commune, since="19/10/2026")
    answer = hr.get(
        CLASS, {"lop": release.pk, "unit": commune.uuid, "since": "2/1/2026", "until": "1/1/2026"}
    )
    assert "không sớm hơn" in answer.content.decode()


def test_one_press_issues_the_class_and_the_files_come_down(
    hr: Client, complete: Complete, release: CourseRelease, commune: OrgUnit,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    complete()
    with django_capture_on_commit_callbacks(execute=True):
        answer = hr.post(f"{CLASS}bat-dau/", {"lop": release.pk, "unit": commune.uuid})
    page = hr.get(answer["Location"]).content.decode()
    assert "1 trong 1 người đã có giấy chứng nhận" in page
    printed = hr.get(f"{answer['Location']}in.pdf")
    assert b"".join(printed.streaming_content).startswith(b"%PDF")
    packed = b"".join(hr.get(f"{answer['Location']}tep.zip").streaming_content)
    assert "muc-luc.xlsx" in ZipFile(BytesIO(packed)).namelist()
    said = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"certificates_batch", "certificates_printed", "certificates_packed"} <= said


def test_paper_alone_is_issued_only_when_somebody_decides_so(
    hr: Client, release: CourseRelease, commune: OrgUnit, django_capture_on_commit_callbacks: Any
) -> None:
    learner = PersonFactory()
    PostingFactory(person=learner, unit=commune)
    enrolment = enrol(learner=learner, course=release.course, at=STARTED)
    append_event(
        enrolment=enrolment, kind="assessment_passed", activity=release.items.get().activity, version=1,
        occurred_at=COMPLETED, recorded_at=COMPLETED, source="paper", backfilled=True,
        evidence={"attempt": str(uuid4()), "score": 9, "of": 10, "pass_percent": 60},
    )  # fmt: skip
    periodic.issue_due()
    assert not Certificate.objects.exists()
    assert "Chỉ có hồ sơ giấy: <b" in _seen(hr, release, commune)
    form = {"lop": release.pk, "unit": commune.uuid}
    assert hr.post(f"{CLASS}bat-dau/", form).status_code == 400  # nobody without it
    with django_capture_on_commit_callbacks(execute=True):
        hr.post(f"{CLASS}bat-dau/", form | {"giay": "1"})
    assert Certificate.objects.get(enrolment=enrolment).pdf


def test_a_running_batch_shows_how_far_it_is_and_can_be_stopped(
    hr: Client, complete: Complete, release: CourseRelease, commune: OrgUnit
) -> None:
    complete()
    address = hr.post(f"{CLASS}bat-dau/", {"lop": release.pk, "unit": commune.uuid})["Location"]
    CertificateBatch.objects.update(
        state="running", stage="draw", done=3, total=9, leased_until=now() + timedelta(minutes=1)
    )
    page = hr.get(address).content.decode()
    assert "3 trong 9" in page
    assert "Lập và ký từng giấy" in page
    assert 'hx-trigger="every 2s"' in page
    hr.post(f"{address}dung/")
    assert CertificateBatch.objects.get().state == "cancelled"
    hr.post(f"{address}lam-lai/")
    assert CertificateBatch.objects.get().state == "waiting"


def test_the_class_page_costs_few_queries(
    hr: Client,
    complete: Complete,
    release: CourseRelease,
    commune: OrgUnit,
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(4):
        complete()
    _seen(hr, release, commune)
    with django_assert_max_num_queries(24):
        _seen(hr, release, commune)


def test_leaders_look_but_issue_nothing(client: Client, commune: OrgUnit, release: CourseRelease) -> None:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=commune, role=Scope.Role.LEADER)
    client.force_login(account)
    assert client.get(CLASS).status_code == 403
    assert client.post(f"{CLASS}bat-dau/", {"lop": release.pk, "unit": commune.uuid}).status_code == 403


def test_drafts_go_out_and_come_back_over_the_page(
    hr: Client, complete: Complete, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.SIGNING_IN_PERSON = True
    issue_certificate(enrolment=complete(), at=ISSUED)
    periodic.issue_due()
    assert "1 giấy chứng nhận đã vào sổ" in hr.get("/nhan-su/so-cap/cho-ky/").content.decode()
    bundle = b"".join(hr.post("/nhan-su/so-cap/cho-ky/tai-ve/").streaming_content)
    with ZipFile(BytesIO(bundle)) as packed:
        draft = packed.read(f"{Certificate.objects.get().serial}.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        answer = hr.post(
            "/nhan-su/so-cap/cho-ky/nhan/",
            {"signed_files": [SimpleUploadedFile("a.pdf", draft), SimpleUploadedFile("b.pdf", b"rac")]},
        )
    page = hr.get(answer["Location"]).content.decode()
    assert "0 trong 2 tệp đã được nhận" in page
    assert "Tệp chưa được ký" in page
    assert Draft.objects.exists()
    assert "Chờ ký" in hr.get("/nhan-su/so-cap/").content.decode()


def test_nothing_to_sign_and_nothing_sent_say_so(hr: Client) -> None:
    assert hr.post("/nhan-su/so-cap/cho-ky/tai-ve/").status_code == 400
    assert "Hãy chọn tệp đã ký" in hr.post("/nhan-su/so-cap/cho-ky/nhan/").content.decode()


def test_the_waiting_page_groups_by_reason_within_the_scope(
    hr: Client, complete: Complete, settings: Any, client: Client
) -> None:
    for _ in range(2):
        issue_certificate(enrolment=complete(), at=ISSUED)
    settings.SIGNING_KEY_FILE = "/khong/co.p12"
    periodic.issue_due()
    page = hr.get("/nhan-su/so-cap/dang-cho/").content.decode()
    assert page.count("không có tệp co.p12") == 2  # above, and the one line of both
    assert '<td data-label="Số giấy" class="num">2</td>' in page
    settings.SIGNING_KEY_FILE = ""
    periodic.draw_waiting()
    assert "Không có giấy nào đang chờ" in hr.get("/nhan-su/so-cap/dang-cho/").content.decode()
    other = AccountFactory()
    Scope.objects.create(account=other, unit=OrgUnitFactory(), role=Scope.Role.HR)
    client.force_login(other)
    Certificate.objects.update(pdf="")
    assert "Không có giấy nào đang chờ" in client.get("/nhan-su/so-cap/dang-cho/").content.decode()


def test_trying_again_draws_what_waits(
    hr: Client, complete: Complete, django_capture_on_commit_callbacks: Any
) -> None:
    issue_certificate(enrolment=complete(), at=ISSUED)
    with django_capture_on_commit_callbacks(execute=True):
        hr.post("/nhan-su/so-cap/dang-cho/thu-lai/")
    assert Certificate.objects.get().pdf


def test_the_legal_basis_of_the_course_goes_before_the_offices(complete: Complete, province: OrgUnit) -> None:
    enrolment = complete()
    day = ISSUED.date()
    LegalBasis.objects.create(office=province, text="Kế hoạch chung", starts_on=day)
    assert issue_certificate(enrolment=complete(), at=ISSUED).facts["legal_basis"] == "Kế hoạch chung"
    LegalBasis.objects.create(
        office=province, course=enrolment.course, text="Quyết định riêng", starts_on=day
    )
    LegalBasis.objects.create(
        office=province, course=enrolment.course, text="Năm sau", starts_on=day + timedelta(days=90)
    )
    assert issue_certificate(enrolment=enrolment, at=ISSUED).facts["legal_basis"] == "Quyết định riêng"
