"""Invitations by hội: a link each, openings summed by organisation, nobody followed."""

import io
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pypdf import PdfReader

from content.models import Invite, InviteOpening
from people.models import Account, AuditEntry, OrgUnit
from tests.content.test_public_pages import words
from tests.factories import AccountFactory, OrgUnitFactory, ScopeFactory
from tests.factories.pages import publish, tutorial_page

pytestmark = pytest.mark.django_db
PAGE, SLUG = "/nhan-su/loi-moi/", "xem-ho-so-da-xong-chua"
PHONE = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 10)"}


@pytest.fixture
def union() -> OrgUnit:
    return OrgUnitFactory(name="Hội Phụ nữ", full_name="Hội Phụ nữ xã Gia Tân", is_office=True, branch="hoi")


@pytest.fixture
def front(client: Client, union: OrgUnit) -> Account:
    account = AccountFactory()
    ScopeFactory(account=account, unit=union, role="mat_tran")
    client.force_login(account)
    return account


def said(unit: OrgUnit, **more: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), "unit": str(unit.uuid), "tutorial": "", "occasion": "Họp chi hội"} | more


def made(client: Client, unit: OrgUnit, **more: Any) -> Invite:
    client.post(PAGE, said(unit, **more))
    return Invite.objects.get()


def test_a_hoi_makes_its_own_link(client: Client, front: Account, union: OrgUnit) -> None:
    publish(tutorial_page())
    invite = made(client, union, tutorial=SLUG)

    assert (invite.unit, invite.made_by, invite.activity.title) == (union, front, "Xem hồ sơ đã xong chưa")
    assert f"/moi/{invite.code}/" in words(client.get(PAGE))
    assert AuditEntry.objects.filter(action="invite_made", unit=union).count() == 1


def test_the_form_sent_twice_makes_one(client: Client, front: Account, union: OrgUnit) -> None:
    once = said(union)
    client.post(PAGE, once)
    client.post(PAGE, once)

    assert Invite.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"occasion": "  "}, {"unit": str(uuid4())}, {"tutorial": "khong-co"}])
def test_nonsense_is_refused_with_a_sentence(
    client: Client, front: Account, union: OrgUnit, wrong: dict[str, str]
) -> None:
    answer = client.post(PAGE, said(union) | wrong)

    assert answer.status_code == 422
    assert 'class="error"' in words(answer)
    assert not Invite.objects.exists()


def test_openings_are_summed_and_leave_no_cookie(client: Client, front: Account, union: OrgUnit) -> None:
    publish(tutorial_page())
    invite = made(client, union, tutorial=SLUG)
    visitor = Client()
    for _time in range(2):
        answer = visitor.get(f"/moi/{invite.code}/", **PHONE)

    assert answer.url == f"/huong-dan/{SLUG}/"
    assert not answer.cookies
    assert InviteOpening.objects.get().number == 2
    line = client.get(PAGE).context["lines"][0]
    assert (line.name, line.invites, line.openings) == (union.full_name, 1, 2)


def test_a_link_to_what_is_gone_leads_home(client: Client, front: Account, union: OrgUnit) -> None:
    page = publish(tutorial_page())
    invite = made(client, union, tutorial=SLUG)
    page.unpublish()

    assert Client().get(f"/moi/{invite.code}/").url == "/"


def test_a_closed_link_leads_on_and_counts_no_more(client: Client, front: Account, union: OrgUnit) -> None:
    invite = made(client, union)
    client.post(f"{PAGE}{invite.uuid}/dong/")

    assert Client().get(f"/moi/{invite.code.upper()}/", **PHONE).url == "/"
    assert not InviteOpening.objects.exists()
    assert "đã đóng" in words(client.get(PAGE))


def test_an_unknown_code_is_not_found(client: Client) -> None:
    assert client.get("/moi/khong-co/").status_code == 404


def test_the_poster_names_the_hoi_and_the_code(client: Client, front: Account, union: OrgUnit) -> None:
    invite = made(client, union)
    answer = client.get(f"{PAGE}{invite.uuid}.pdf")
    text = " ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())

    assert "Hội Phụ nữ xã Gia Tân mời bà con" in text
    assert f"/moi/{invite.code}" in text


def test_others_see_and_close_nothing_of_it(client: Client, front: Account, union: OrgUnit) -> None:
    invite = made(client, union)
    other = AccountFactory()
    ScopeFactory(account=other, unit=OrgUnitFactory(), role="nhan_su")
    client.force_login(other)

    assert client.get(PAGE).context["lines"] == []
    assert client.post(f"{PAGE}{invite.uuid}/dong/").status_code == 404
    assert client.post(PAGE, said(union)).status_code == 422
