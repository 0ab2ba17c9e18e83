"""A badge is its owner's: downloaded by nobody else, shown to the world only while they want it."""

import json
from typing import Any

import pytest
from django.test import Client

from certificates.badges import bitstring
from certificates.badges.baking import unbake
from certificates.models import Badge, Certificate
from certificates.services.badges import badge_for, share
from certificates.services.issuing import revoke_certificate
from common.errors import Conflict
from people.models import AuditEntry, Scope
from tests.certificates.conftest import ISSUED
from tests.factories.people import AccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client: Client, certificate: Certificate) -> Client:
    client.force_login(AccountFactory(person=certificate.enrolment.learner))
    return client


@pytest.fixture
def address(certificate: Certificate) -> str:
    return f"/cua-toi/huy-hieu/{certificate.uuid}/"


def test_the_owner_finds_the_badge_beside_the_certificate(owner: Client, address: str) -> None:
    assert address not in owner.get("/cua-toi/giay-chung-nhan/").content.decode()  # the file is not made yet
    Certificate.objects.update(pdf="a.pdf")
    assert address in owner.get("/cua-toi/giay-chung-nhan/").content.decode()
    assert "Huy hiệu số" in owner.get(address).content.decode()


def test_the_files_are_of_their_kinds(owner: Client, address: str) -> None:
    given = {form: owner.get(f"{address}huy-hieu.{form}") for form in ("json", "jwt", "png")}
    assert json.loads(given["json"].content)["credentialSubject"]["result"][0]["value"] == "đạt 9/10"
    assert given["jwt"].content.count(b".") == 2
    assert json.loads(unbake(given["png"].content)) == json.loads(given["json"].content)
    assert owner.get(f"{address}huy-hieu.exe").status_code == 404


def test_neither_a_colleague_nor_hr_gets_somebodys_badge(
    client: Client, certificate: Certificate, commune: Any, address: str
) -> None:
    assert client.get(address).status_code == 302
    hr = AccountFactory()
    Scope.objects.create(account=hr, unit=commune)
    for account in (AccountFactory(), hr):
        client.force_login(account)
        for door in (address, f"{address}huy-hieu.json"):
            assert client.get(door).status_code == 404
        assert client.post(address, {"chia-se": "bat"}).status_code == 404
    assert not Badge.objects.exclude(share_code=None).exists()


def test_sharing_is_off_until_turned_on_and_gone_when_turned_off(owner: Client, address: str) -> None:
    owner.get(address)
    assert Badge.objects.get().share_code is None
    owner.post(address, {"chia-se": "bat"})
    link = f"/huy-hieu/chia-se/{Badge.objects.get().share_code}/"
    stranger = Client()
    page = stranger.get(link).content.decode()
    for said in (
        "Nguyễn Thị Hồng Ánh",
        "An toàn thông tin cho cán bộ xã",
        "og:image",
        f"{link}anh.png",
        "19/10/2026",
    ):
        assert said in page
    for private in ("1988", "Xuân Định", "Công chức", "đạt 9/10"):
        assert private not in page
    assert stranger.get(f"{link}anh.png").headers["Content-Type"] == "image/png"
    owner.post(address, {"chia-se": "tat"})
    assert [stranger.get(door).status_code for door in (link, f"{link}anh.png")] == [404, 404]
    owner.post(address, {"chia-se": "bat"})
    assert stranger.get(link).status_code == 404  # an old address never comes back
    assert list(AuditEntry.objects.filter(action__startswith="badge_").values_list("action", flat=True)) == [
        "badge_shared", "badge_unshared", "badge_shared",
    ]  # fmt: skip


def test_a_shared_badge_that_is_revoked_says_so_and_cannot_be_shared_again(
    client: Client, certificate: Certificate
) -> None:
    account = AccountFactory()
    badge = share(
        badge=badge_for(certificate=certificate, at=ISSUED), standing="valid", by=account, at=ISSUED
    )
    revoke_certificate(certificate=certificate, reason="Cấp nhầm", by=account, at=ISSUED)
    page = client.get(f"/huy-hieu/chia-se/{badge.share_code}/").content.decode()
    assert "Đã thu hồi" in page
    assert "og:image" not in page
    assert "Cấp nhầm" not in page
    assert client.get(f"/huy-hieu/chia-se/{badge.share_code}/anh.png").status_code == 404
    with pytest.raises(Conflict):
        share(badge=badge, standing="revoked", by=account, at=ISSUED)


def test_what_verifiers_need_is_published_for_every_origin(client: Client, certificate: Certificate) -> None:
    course, release = certificate.enrolment.course.uuid, certificate.facts["release"]
    addresses = [
        "/.well-known/did.json", "/huy-hieu/khoa/", "/huy-hieu/co-quan/", "/huy-hieu/trang-thai/1/",
        f"/huy-hieu/thanh-tich/{course}/{release}/", f"/huy-hieu/thanh-tich/{course}/{release}/anh.png",
    ]  # fmt: skip
    for address in addresses:
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, "*"), address
        assert "Hồng Ánh".encode() not in answer.content
    assert client.get("/huy-hieu/trang-thai/2/").status_code == 404
    assert client.get(f"/huy-hieu/thanh-tich/{course}/{release + 1}/").status_code == 404


def test_the_published_list_follows_a_revocation_within_minutes(
    client: Client, certificate: Certificate, django_assert_max_num_queries: Any
) -> None:
    badge = badge_for(certificate=certificate, at=ISSUED)
    revoke_certificate(certificate=certificate, reason="Cấp nhầm", by=AccountFactory(), at=ISSUED)
    with django_assert_max_num_queries(2):
        answer = client.get("/huy-hieu/trang-thai/1/")
    assert bitstring.is_set(answer.json()["credentialSubject"]["encodedList"], badge.status_index)
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    with django_assert_max_num_queries(0):
        client.get("/huy-hieu/trang-thai/1/")


def test_without_a_key_there_are_no_badges_and_nothing_offers_them(
    owner: Client, address: str, settings: Any
) -> None:
    settings.SIGNING_TEST_KEY = False
    Certificate.objects.update(pdf="a.pdf")
    assert "Huy hiệu số" not in owner.get("/cua-toi/giay-chung-nhan/").content.decode()
    assert [owner.get(door).status_code for door in (address, "/.well-known/did.json")] == [404, 404]


def test_a_test_key_says_that_it_is_one(client: Client, certificate: Certificate) -> None:
    assert "thử nghiệm" in client.get("/huy-hieu/co-quan/").json()["name"]


def test_a_broken_key_file_is_a_sentence(settings: Any, tmp_path: Any) -> None:
    from certificates.badge_keys import badge_keys
    from common.errors import DomainError

    file = tmp_path / "khoa.pem"
    file.write_text("xin chào")
    settings.BADGE_KEY_FILE = str(file)
    with pytest.raises(DomainError, match=r"khoa\.pem"):
        badge_keys()
