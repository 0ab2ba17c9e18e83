"""The register: once for an enrolment, no gap, facts as they were on the day of completion."""

from datetime import date, timedelta

import pytest

from assessments.models import Attempt
from certificates.models import Certificate, RegisterCounter, Signatory
from certificates.queries.due import enrolments_due
from certificates.services import issuing
from certificates.services.issuing import issue_certificate, revoke_certificate
from common.errors import Conflict, DomainError
from courses.models import CourseRelease, EnrolmentProgress
from courses.services.enrolment import enrol, excuse
from people.models import AuditEntry, OrgUnit
from tests.certificates.conftest import COMPLETED, ISSUED, STARTED, Complete
from tests.factories.assessments import QuizFactory
from tests.factories.people import AccountFactory, OrgUnitFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


def test_the_facts_are_those_of_the_day_of_completion(complete: Complete, commune: OrgUnit) -> None:
    enrolment = complete()
    move = date(2026, 10, 19)
    enrolment.learner.postings.update(ends_on=move)
    PostingFactory(person=enrolment.learner, unit=OrgUnitFactory(), position="Chủ tịch", starts_on=move)
    facts = issue_certificate(enrolment=enrolment, at=ISSUED + timedelta(days=30)).facts
    assert facts["honorific"] == "Bà"
    assert facts["birth"] == "Sinh ngày 05/03/1988"
    assert (facts["position"], facts["unit"]) == ("Công chức văn hóa – xã hội", "xã Xuân Định")
    assert (facts["started_on"], facts["completed_on"]) == ("2026-10-18", "2026-10-18")
    assert (facts["hours"], facts["mode"], facts["release"]) == (8.0, "trực tuyến", 1)
    assert len(facts["events"]) == 1


def test_only_a_year_of_birth_is_printed_as_such(complete: Complete) -> None:
    enrolment = complete(birth_on=None, birth_year=1962, gender="")
    facts = issue_certificate(enrolment=enrolment, at=ISSUED).facts
    assert (facts["honorific"], facts["birth"]) == ("Ông/Bà", "Sinh năm 1962")


def test_the_result_is_that_of_the_best_passed_attempt(complete: Complete, release: CourseRelease) -> None:
    enrolment = complete()
    quiz = QuizFactory(activity=release.items.get().activity)
    for number, score in enumerate((7, 9, 8), start=1):
        Attempt.objects.create(
            enrolment=enrolment, quiz=quiz, number=number, paper=[{}] * 10, key={}, pass_percent=60,
            started_at=STARTED, submitted_at=COMPLETED, score=score, passed=True,
        )  # fmt: skip
    assert issue_certificate(enrolment=enrolment, at=ISSUED).facts["result"] == "đạt 9/10"


def test_the_day_of_issue_is_the_day_in_the_province(certificate: Certificate) -> None:
    assert certificate.issued_on == date(2026, 10, 19)
    assert certificate.register_number == "0001/2026"
    assert certificate.serial.startswith("DN26-0001-")


def test_issuing_again_gives_the_same_certificate(certificate: Certificate) -> None:
    again = issue_certificate(enrolment=certificate.enrolment, at=ISSUED + timedelta(days=9))
    assert (again.pk, again.issued_on) == (certificate.pk, certificate.issued_on)


def test_the_register_begins_anew_each_year(complete: Complete) -> None:
    first = issue_certificate(enrolment=complete(), at=ISSUED)
    second = issue_certificate(enrolment=complete(), at=ISSUED + timedelta(days=100))
    assert [first.register_number, second.register_number] == ["0001/2026", "0001/2027"]


def test_a_failure_gives_its_number_back(complete: Complete, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(issuing, "new_serial", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            issue_certificate(enrolment=complete(), at=ISSUED)
    assert issue_certificate(enrolment=complete(), at=ISSUED).number == 1
    assert RegisterCounter.objects.get().last == 1


def test_nobody_gets_one_before_completing(release: CourseRelease) -> None:
    enrolment = enrol(learner=PersonFactory(), course=release.course, at=STARTED)
    with pytest.raises(DomainError, match="Chưa hoàn thành"):
        issue_certificate(enrolment=enrolment, at=ISSUED)


def test_the_excused_get_none(release: CourseRelease) -> None:
    enrolment = enrol(learner=PersonFactory(), course=release.course, at=STARTED)
    excuse(enrolment=enrolment, reason="Nghỉ thai sản", at=COMPLETED, by=AccountFactory())
    assert EnrolmentProgress.objects.get(enrolment=enrolment).state == "excused"
    assert enrolments_due(10) == []
    with pytest.raises(DomainError):
        issue_certificate(enrolment=enrolment, at=ISSUED)


def test_the_signatory_of_the_day_signs(complete: Complete, province: OrgUnit) -> None:
    for name, start, end in (
        ("Người trước", date(2020, 1, 1), date(2026, 10, 1)),
        ("Trần Thị Mẫu", date(2026, 10, 1), None),
    ):
        Signatory.objects.create(
            office=province, name=name, post="Phó Chủ tịch", on_behalf="KT. Chủ tịch",
            opening="Chủ tịch Ủy ban nhân dân thành phố Đồng Nai", starts_on=start, ends_on=end,
        )  # fmt: skip
    signatory = issue_certificate(enrolment=complete(), at=ISSUED).facts["signatory"]
    assert (signatory["name"], signatory["lines"]) == ("Trần Thị Mẫu", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"])


def test_a_department_issues_under_the_peoples_committee(
    complete: Complete, release: CourseRelease, province: OrgUnit
) -> None:
    office = OrgUnitFactory(
        name="Nông nghiệp và Môi trường",
        full_name="Sở Nông nghiệp và Môi trường",
        level="tinh",
        is_office=True,
    )
    release.course.owner_unit = office
    release.course.save()
    facts = issue_certificate(enrolment=complete(), at=ISSUED).facts
    assert facts["office"] == {
        "above": "ỦY BAN NHÂN DÂN THÀNH PHỐ ĐỒNG NAI", "name": "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
    }  # fmt: skip
    assert facts["place"] == "Đồng Nai"


def test_revoking_needs_a_reason_and_happens_once(certificate: Certificate) -> None:
    account = AccountFactory()
    with pytest.raises(DomainError, match="lý do"):
        revoke_certificate(certificate=certificate, reason=" ", by=account, at=ISSUED)
    revoke_certificate(certificate=certificate, reason="Cấp nhầm", by=account, at=ISSUED)
    entry = AuditEntry.objects.get(action="certificate_revoked")
    assert (entry.actor, entry.person, entry.detail["reason"]) == (
        account,
        certificate.enrolment.learner,
        "Cấp nhầm",
    )
    with pytest.raises(Conflict):
        revoke_certificate(certificate=certificate, reason="Cấp nhầm", by=account, at=ISSUED)
