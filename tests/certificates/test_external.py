"""Certificates earned elsewhere: handed in with a scan, recognised under a rule, never twice, taken back by a fact."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from certificates.models import Certificate, Equivalence, ExternalCertificate
from certificates.periodic import issue_due
from certificates.services.external import (
    Paper,
    accept,
    give_back,
    resubmit,
    set_equivalence,
    submit,
    take_back,
    withdraw,
)
from certificates.services.scans import clean_scan
from common.errors import Conflict, DomainError
from courses.models import CourseRelease, Enrolment, EnrolmentProgress, LearningEvent
from courses.models.progress import State
from courses.services.progress import rebuild
from people.models import Account, OrgUnit, Person, Scope
from tests.factories.people import AccountFactory, OrgUnitFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
EARNED = date(2025, 5, 10)


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()


@pytest.fixture
def rule(release: CourseRelease) -> Equivalence:
    return set_equivalence(
        course=release.course, by=AccountFactory(), at=AT, issuers="Trường Chính trị tỉnh\nHọc viện Hành chính",
        least_hours=Decimal(16), issued_from=date(2024, 1, 1), basis="Công văn số 12",
    )  # fmt: skip


@pytest.fixture
def learner(commune: OrgUnit) -> Person:
    person: Person = PersonFactory()
    PostingFactory(person=person, unit=commune)
    return person


def paper(release: CourseRelease, **more: object) -> Paper:
    said = {
        "course": release.course, "title": "Bồi dưỡng chuyển đổi số", "issuer": "trường chính trị tỉnh Đồng Nai",
        "number": "128/2025", "issued_on": EARNED, "hours": Decimal(20),
    }  # fmt: skip
    return Paper(**(said | more))  # type: ignore[arg-type]


@pytest.fixture
def waiting(rule: Equivalence, release: CourseRelease, learner: Person) -> ExternalCertificate:
    return submit(person=learner, paper=paper(release), scan=ContentFile(picture(), "scan.jpg"), at=AT)


def test_what_is_recognised_completes_the_course_on_the_day_of_the_paper(
    waiting: ExternalCertificate, learner: Person
) -> None:
    accept(certificate=waiting, by=AccountFactory(), at=AT)
    progress = EnrolmentProgress.objects.get(enrolment__learner=learner)
    assert progress.state == State.COMPLETED
    assert progress.completed_at.date() == date(2025, 5, 9)  # midnight of the 10th in the province
    event = LearningEvent.objects.get(kind="recognised")
    assert (event.backfilled, event.source, event.recorded_at) == (True, "paper", AT)
    assert event.evidence["number"] == "128/2025"
    issue_due()
    assert not Certificate.objects.exists()  # the paper is the certificate
    assert not rebuild(write=False)


def test_learning_it_online_as_well_is_still_one_completion(
    waiting: ExternalCertificate, learner: Person, release: CourseRelease
) -> None:
    accept(certificate=waiting, by=AccountFactory(), at=AT)
    with pytest.raises(Conflict, match="trạng thái"):
        accept(certificate=waiting, by=AccountFactory(), at=AT)
    assert Enrolment.objects.filter(learner=learner).count() == 1
    assert LearningEvent.objects.filter(kind="recognised").count() == 1


def test_taking_it_back_is_a_fact_and_the_course_is_open_again(
    waiting: ExternalCertificate, learner: Person
) -> None:
    accept(certificate=waiting, by=AccountFactory(), at=AT)
    take_back(certificate=waiting, reason="Giấy giả", by=AccountFactory(), at=AT)
    assert EnrolmentProgress.objects.get(enrolment__learner=learner).state == State.NOT_STARTED
    assert list(LearningEvent.objects.order_by("pk").values_list("kind", flat=True)) == [
        "enrolled", "recognised", "retracted",
    ]  # fmt: skip
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason, waiting.event) == ("returned", "Giấy giả", None)
    assert not rebuild(write=False)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"issuer": "Trung tâm tin học Sao Mai"}, "Nơi cấp"),
        ({"hours": Decimal("15.5")}, "Số tiết"),
        ({"issued_on": date(2023, 12, 31)}, "trước ngày"),
    ],
)
def test_what_the_rule_does_not_accept_is_refused_with_the_reason(
    rule: Equivalence, release: CourseRelease, learner: Person, said: dict[str, object], why: str
) -> None:
    row = submit(person=learner, paper=paper(release, **said), scan=ContentFile(picture(), "s.jpg"), at=AT)
    with pytest.raises(DomainError, match=why):
        accept(certificate=row, by=AccountFactory(), at=AT)
    assert not LearningEvent.objects.exists()


def test_without_a_rule_nothing_counts(waiting: ExternalCertificate) -> None:
    Equivalence.objects.all().delete()
    with pytest.raises(DomainError, match="chưa có quy định"):
        accept(certificate=waiting, by=AccountFactory(), at=AT)


def test_nobody_recognises_their_own(waiting: ExternalCertificate, learner: Person) -> None:
    with pytest.raises(DomainError, match="của mình"):
        accept(certificate=waiting, by=AccountFactory(person=learner), at=AT)


def test_a_returned_paper_is_mended_and_waits_again(
    waiting: ExternalCertificate, release: CourseRelease
) -> None:
    with pytest.raises(DomainError, match="lý do"):
        give_back(certificate=waiting, reason=" ", by=AccountFactory(), at=AT)
    give_back(certificate=waiting, reason="Ảnh mờ", by=AccountFactory(), at=AT)
    again = resubmit(certificate=waiting, paper=paper(release, hours=Decimal(24)), scan=None, at=AT)
    assert (again.state, again.hours, again.reason) == ("submitted", 24, "")
    assert again.scan


def test_the_same_paper_waits_once_and_may_come_again_after_it_was_withdrawn(
    waiting: ExternalCertificate, release: CourseRelease, learner: Person
) -> None:
    again = {"paper": paper(release, number="128/2025 "), "scan": ContentFile(picture(), "s.jpg"), "at": AT}
    with pytest.raises(Conflict, match="đã được nộp"):
        submit(person=learner, **again)  # type: ignore[arg-type]
    withdraw(certificate=waiting, at=AT)
    waiting.refresh_from_db()
    assert not waiting.scan
    assert submit(person=learner, **again).state == "submitted"  # type: ignore[arg-type]


def test_a_paper_of_tomorrow_is_refused(rule: Equivalence, release: CourseRelease, learner: Person) -> None:
    with pytest.raises(DomainError, match="chưa đến"):
        submit(
            person=learner,
            paper=paper(release, issued_on=date(2026, 11, 21)),
            scan=ContentFile(b"", "s"),
            at=AT,
        )


@pytest.mark.parametrize(
    "content",
    [
        b"", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"MZ" + b"\0" * 300, b"%PDF-1.7\nhello",
        b"GIF89a" + b"\0" * 40, picture()[:200],
    ],
    ids=["empty", "svg", "exe", "broken pdf", "gif", "half a picture"],
)  # fmt: skip
def test_what_is_no_scan_is_refused(content: bytes) -> None:
    with pytest.raises(DomainError):
        clean_scan(SimpleUploadedFile("scan.jpg", content))


def test_a_picture_is_drawn_anew_so_nothing_rides_along() -> None:
    """A script behind the picture, and where the camera stood, are gone."""
    kept = clean_scan(SimpleUploadedFile("x.png", picture("PNG") + b"<script>alert(1)</script>")).read()
    assert kept.startswith(b"\xff\xd8")
    assert b"script" not in kept


def test_a_picture_that_unpacks_too_large_is_refused() -> None:
    out = BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    with pytest.raises(DomainError, match="quá lớn"):
        clean_scan(SimpleUploadedFile("x.png", out.getvalue()))


def _sign_in(client: Client, person: Person) -> None:
    client.force_login(AccountFactory(person=person, last_login=AT))


def _desk(client: Client, unit: OrgUnit, role: str = Scope.Role.HR) -> Account:
    account: Account = AccountFactory()
    Scope.objects.create(account=account, unit=unit, role=role)
    client.force_login(account)
    return account


def test_from_the_learners_phone_to_the_record(
    client: Client, rule: Equivalence, release: CourseRelease, learner: Person, commune: OrgUnit
) -> None:
    _sign_in(client, learner)
    data = {
        "course": str(release.course.uuid), "title": "Bồi dưỡng", "issuer": "Trường Chính trị tỉnh", "number": "7",
        "issued_on": "10/05/2025", "hours": "20",
    }  # fmt: skip
    bad = client.post(
        "/cua-toi/giay-noi-khac/nop/", data | {"tep": SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")}
    )
    assert (bad.status_code, "Không mở được tệp PDF" in bad.content.decode()) == (400, True)
    good = client.post("/cua-toi/giay-noi-khac/nop/", data | {"tep": SimpleUploadedFile("a.jpg", picture())})
    assert good.status_code == 302
    row = ExternalCertificate.objects.get()
    assert "Chờ xem xét" in client.get("/cua-toi/giay-noi-khac/").content.decode()
    scan = client.get(f"/giay-noi-khac/{row.uuid}/ban-quet")
    assert (scan["Content-Type"], scan["Cache-Control"]) == ("image/jpeg", "private, no-store")
    _desk(client, commune)
    assert learner.full_name in client.get("/nhan-su/giay-noi-khac/").content.decode()
    page = client.get(f"/nhan-su/giay-noi-khac/{row.uuid}/").content.decode()
    assert "Công văn số 12" in page
    assert client.post(f"/nhan-su/giay-noi-khac/{row.uuid}/", {"viec": "cong-nhan"}).status_code == 302
    assert EnrolmentProgress.objects.get(enrolment__learner=learner).state == State.COMPLETED


def test_other_communes_and_leaders_do_not_decide(
    client: Client, waiting: ExternalCertificate, commune: OrgUnit
) -> None:
    address = f"/nhan-su/giay-noi-khac/{waiting.uuid}/"
    _desk(client, commune, Scope.Role.LEADER)
    assert client.get(address).status_code == 200
    assert client.post(address, {"viec": "cong-nhan"}).status_code == 403
    _desk(client, OrgUnitFactory())
    assert client.get(address).status_code == 404
    assert client.get(f"/giay-noi-khac/{waiting.uuid}/ban-quet").status_code == 404
    _sign_in(client, PersonFactory())
    assert client.get(f"/giay-noi-khac/{waiting.uuid}/ban-quet").status_code == 404
    assert client.post(f"/cua-toi/giay-noi-khac/{waiting.uuid}/rut/").status_code == 404
