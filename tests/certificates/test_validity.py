"""Certificates that end: frozen at issue, listed before they do, renewed by learning again."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from certificates.models import Certificate, Validity
from certificates.queries.afterwards import ending
from certificates.services.issuing import issue_certificate
from certificates.services.validity import assign_renewal, end_validity, set_validity
from common.errors import DomainError
from courses.models import CourseRelease, Enrolment
from people.models import OrgUnit, Scope
from tests.certificates.conftest import ISSUED, Complete
from tests.factories.courses import ReleaseFactory
from tests.factories.people import AccountFactory, OrgUnitFactory

pytestmark = pytest.mark.django_db
ENDS = date(2028, 10, 19)  # 24 months after the 19th, the day of ISSUED in the province
BEFORE = ENDS - timedelta(days=30)


@pytest.fixture
def refresher(province: OrgUnit) -> CourseRelease:
    return ReleaseFactory(items=["quiz"])


@pytest.fixture
def limited(release: CourseRelease, refresher: CourseRelease) -> Validity:
    return set_validity(
        course=release.course, months=24, renewal_months=3, renewed_by=[refresher.course], by=AccountFactory(),
        at=ISSUED,
    )  # fmt: skip


@pytest.fixture
def held(limited: Validity, complete: Complete) -> Certificate:
    return issue_certificate(enrolment=complete(), at=ISSUED)


def test_the_last_day_is_frozen_at_issue(held: Certificate, limited: Validity) -> None:
    assert held.expires_on == ENDS
    set_validity(
        course=limited.course, months=6, renewal_months=1, renewed_by=[], by=AccountFactory(), at=ISSUED
    )
    end_validity(course=limited.course, by=AccountFactory(), at=ISSUED)
    held.refresh_from_db()
    assert held.expires_on == ENDS


def test_a_certificate_without_a_rule_never_ends(certificate: Certificate) -> None:
    assert certificate.expires_on is None
    assert not ending(None, ENDS, within=36_500, course=None)


def test_it_is_listed_before_its_end_and_no_more_once_renewed(
    held: Certificate, refresher: CourseRelease, limited: Validity
) -> None:
    assert not ending(None, BEFORE - timedelta(days=400), within=90, course=None)
    assert list(ending(None, BEFORE, within=90, course=None)) == [held]
    assert list(ending(None, ENDS + timedelta(days=1), within=0, course=None)) == [held]
    assert assign_renewal(
        certificates=[held], course=refresher.course, due_on=ENDS, by=AccountFactory(), at=ISSUED
    ) == 1  # fmt: skip
    again = Enrolment.objects.get(course=refresher.course)
    Certificate.objects.create(
        serial="DN28-0001-ABCDEFGH", enrolment=again, office=held.office, year=2028, number=1, issued_on=BEFORE,
        issued_at=ISSUED, facts=held.facts,
    )  # fmt: skip
    assert not ending(None, BEFORE, within=90, course=None)


def test_only_a_course_that_renews_can_be_given(held: Certificate, release: CourseRelease) -> None:
    with pytest.raises(DomainError, match="không gia hạn được"):
        assign_renewal(
            certificates=[held], course=release.course, due_on=ENDS, by=AccountFactory(), at=ISSUED
        )


def test_a_course_does_not_renew_itself(release: CourseRelease) -> None:
    with pytest.raises(DomainError, match="khóa bồi dưỡng lại"):
        set_validity(
            course=release.course, months=12, renewal_months=3, renewed_by=[release.course], by=AccountFactory(),
            at=ISSUED,
        )  # fmt: skip


def _desk(client: Client, unit: OrgUnit, role: str = Scope.Role.HR) -> None:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=unit, role=role)
    client.force_login(account)


def test_the_check_page_says_until_when_and_that_it_ended(client: Client, held: Certificate) -> None:
    page = client.get(f"/xac-minh/{held.serial}/").content.decode()
    assert "19/10/2028" in page
    Certificate.objects.filter(pk=held.pk).update(expires_on=date(2020, 1, 2))
    page = client.get(f"/xac-minh/{held.serial}/").content.decode()
    assert "Hết hạn" in page
    assert "có giá trị đến hết ngày 02/01/2020" in page


def test_the_desk_gives_the_renewing_course_to_those_ticked(
    client: Client, held: Certificate, refresher: CourseRelease, commune: OrgUnit
) -> None:
    _desk(client, commune)
    Certificate.objects.filter(pk=held.pk).update(expires_on=date(2026, 12, 31))
    assert held.facts["name"] in client.get("/nhan-su/so-cap/het-han/?trong=366").content.decode()
    data = {"giay": str(held.uuid), "khoa_hoc": str(refresher.course.uuid), "han": "31/12/2099"}
    assert client.post("/nhan-su/so-cap/het-han/giao/", data).status_code == 302
    assert Enrolment.objects.filter(course=refresher.course, learner=held.enrolment.learner).exists()
    assert client.post("/nhan-su/so-cap/het-han/giao/", data | {"giay": ""}).status_code == 400


def test_another_commune_does_not_see_or_give(
    client: Client, held: Certificate, refresher: CourseRelease
) -> None:
    _desk(client, OrgUnitFactory())
    assert held.facts["name"] not in client.get("/nhan-su/so-cap/het-han/?trong=366").content.decode()
    data = {"giay": str(held.uuid), "khoa_hoc": str(refresher.course.uuid), "han": "31/12/2099"}
    assert client.post("/nhan-su/so-cap/het-han/giao/", data).status_code == 400
    assert not Enrolment.objects.filter(course=refresher.course).exists()


def test_a_rule_is_set_and_taken_away_by_who_keeps_the_whole_register(
    client: Client, release: CourseRelease, refresher: CourseRelease, province: OrgUnit, commune: OrgUnit
) -> None:
    address = f"/nhan-su/so-cap/thoi-han/{release.course.slug}/"
    _desk(client, commune)
    if client.get(address).status_code != 403:
        pytest.fail("a commune may not set what the province answers for")
    account = AccountFactory(is_superuser=True)
    client.force_login(account)
    wrong = client.post(address, {"months": "3", "renewal_months": "6"})
    assert (wrong.status_code, "Không dài hơn" in wrong.content.decode()) == (400, True)
    data = {"months": "24", "renewal_months": "3", "renewed_by": [str(refresher.course.uuid)]}
    assert client.post(address, data).status_code == 302
    assert Validity.objects.get().months == 24
    assert "24 tháng" in client.get("/nhan-su/so-cap/thoi-han/").content.decode()
    assert client.post(address, {"bo": "1"}).status_code == 302
    assert not Validity.objects.exists()


def test_the_list_asks_a_fixed_number_of_questions(
    client: Client,
    held: Certificate,
    complete: Complete,
    commune: OrgUnit,
    django_assert_max_num_queries: Callable,
) -> None:
    _desk(client, commune)
    for _number in range(4):
        issue_certificate(enrolment=complete(), at=ISSUED)
    client.get("/nhan-su/so-cap/het-han/")  # the account's own places are remembered
    with django_assert_max_num_queries(22):
        client.get("/nhan-su/so-cap/het-han/?trong=366")
