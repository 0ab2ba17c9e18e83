"""No way into a protected account passes by the second factor."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import get_resolver

from people.models import Scope
from people.queries.rights import has_second_factor
from people.services.first_login import issue_codes
from people.services.second_factor import add_app
from tests.factories.people import AccountFactory, PersonFactory
from tests.people.second_factor.cast import PHONE, SECRET, assert_shut_out
from tests.people.signing import (
    AUTHENTICATE,
    CODES,
    LOGIN,
    SET_UP,
    START,
    TRUST,
    app_code,
    officer,
    secret_on,
    set_up_app,
    sign_in,
    sign_in_by_phone,
    signed_in,
    text,
)

pytestmark = pytest.mark.django_db


FIRST = "/tai-khoan/mat-khau-dau-tien/"
GOOD = "ruong-lua-chin-vang"


def test_the_password_alone_does_not_open_a_protected_account(client: Client, protected) -> None:
    assert sign_in(client, "hr1").headers["Location"] == AUTHENTICATE
    assert_shut_out(client)
    for address in (SET_UP, CODES, TRUST):  # neither another factor nor the recovery codes nor trust
        assert client.get(address).headers["Location"] == LOGIN
        assert client.post(address, {"code": "000000", "action": "trust"}).status_code == 302
    assert signed_in(client) is None
    client.post(AUTHENTICATE, {"code": app_code(SECRET)})
    client.post(TRUST, {"action": "skip"})
    assert signed_in(client) == protected


def test_nor_does_a_code_on_the_phone(client: Client, protected) -> None:
    assert sign_in_by_phone(client, PHONE).headers["Location"] == AUTHENTICATE
    assert_shut_out(client)
    client.post(AUTHENTICATE, {"code": app_code(SECRET)})
    client.post(TRUST, {"action": "skip"})
    assert signed_in(client) == protected


def test_nor_a_printed_code(client: Client, protected) -> None:
    ((_person, code),) = issue_codes(people=[protected.person], at=START)
    with time_machine.travel(START):
        assert sign_in(client, "hr1", code).headers["Location"] == AUTHENTICATE
        assert client.get(FIRST).headers["Location"] == LOGIN
        assert_shut_out(client)


def test_a_printed_code_leads_through_password_and_factor(client: Client) -> None:
    hr = officer(username="hr2", person=PersonFactory())
    ((_person, code),) = issue_codes(people=[hr.person], at=START)
    with time_machine.travel(START, tick=False):
        assert sign_in(client, "hr2", code).headers["Location"] == FIRST
        assert client.post(FIRST, {"password1": GOOD, "password2": GOOD}).headers["Location"] == SET_UP
        assert_shut_out(client)
        set_up_app(client)
        assert signed_in(client) == hr


def test_nor_a_new_password_by_e_mail(client: Client, protected) -> None:
    client.post("/tai-khoan/password/reset/", {"email": "hr@dongnai.example"})
    link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": GOOD, "password2": GOOD})
    assert signed_in(client) is None
    assert sign_in(client, "hr1", GOOD).headers["Location"] == AUTHENTICATE
    assert_shut_out(client)


def addresses() -> list[str]:
    """Every address of the site that needs no argument, as the address book has them."""
    found: set[str] = set()

    def walk(patterns, prefix: str) -> None:
        for one in patterns:
            path = prefix + str(one.pattern).lstrip("^").rstrip("$").replace("\\Z", "")
            if hasattr(one, "url_patterns"):
                walk(one.url_patterns, path)
            elif not re.search(r"[<(?*\[]", path):
                found.add(f"/{path}")

    walk(get_resolver().url_patterns, "")
    return sorted(found)


@pytest.mark.parametrize("has_factor", [True, False])
def test_no_address_of_the_site_finishes_a_sign_in_without_the_factor(client: Client, hr, has_factor) -> None:
    if has_factor:
        add_app(account=hr, secret=SECRET, at=START)
    everywhere = addresses()
    assert len(everywhere) > 100
    for address in everywhere:
        for ask in (client.get, client.post):
            if "account_login" not in client.session:  # some pages end a sign-in that has begun
                sign_in(client, "hr1")
            assert "account_login" in client.session
            answer = ask(address)
            assert signed_in(client) is None, address
            if address.startswith("/nhan-su/"):
                assert answer.status_code in (302, 403, 404, 405), address


@pytest.mark.parametrize("rights", ["hr", "leader", "superuser"])
def test_a_phone_alone_cannot_give_a_powerful_account_its_first_factor(client: Client, rights) -> None:
    person = PersonFactory(phone=PHONE)
    if rights == "superuser":
        AccountFactory(person=person, is_superuser=True)
    else:
        officer(person=person, role=Scope.Role.HR if rights == "hr" else Scope.Role.LEADER)
    answer = sign_in_by_phone(client, PHONE)
    assert answer.status_code == 403
    assert "đăng nhập bằng mật khẩu" in text(answer)
    assert client.get(SET_UP).headers["Location"] == LOGIN
    assert signed_in(client) is None


def test_who_began_before_the_factor_was_there_gets_neither_its_codes_nor_in(hr) -> None:
    thief = Client()
    sign_in(thief, "hr1")  # parked where a factor would be set up
    owner = Client()
    sign_in(owner, "hr1")
    set_up_app(owner)
    assert thief.get(CODES).headers["Location"] == SET_UP
    assert thief.post(CODES).headers["Location"] == SET_UP
    assert thief.get(SET_UP).headers["Location"] == LOGIN
    assert thief.post(SET_UP, {"code": "000000"}).headers["Location"] == LOGIN
    assert signed_in(thief) is None
    assert Authenticator.objects.filter(user=hr, type="totp").count() == 1


def test_the_key_that_somebody_saw_before_on_the_same_computer_is_not_used(client: Client, hr) -> None:
    officer(username="hr3")
    sign_in(client, "hr1")
    seen = secret_on(client.get(SET_UP))
    client.post("/tai-khoan/logout/")
    sign_in(client, "hr3")
    assert secret_on(client.get(SET_UP)) != seen


def test_guessing_the_digits_ends_after_five_tries(client: Client, protected) -> None:
    sign_in(client, "hr1")
    for _ in range(5):
        assert client.post(AUTHENTICATE, {"code": "000000"}).status_code == 200
    client.post(AUTHENTICATE, {"code": app_code(SECRET)})
    assert signed_in(client) is None


def test_digits_work_once(protected) -> None:
    with time_machine.travel(START, tick=False) as clock:
        code = app_code(SECRET, steps=1)  # a phone whose clock is half a minute fast
        for let_in in (True, False, False):
            one = Client()
            sign_in(one, "hr1")
            one.post(AUTHENTICATE, {"code": code})
            one.post(TRUST, {"action": "skip"})
            assert (one.get("/tai-khoan/").status_code == 200) is let_in
            clock.shift(timedelta(seconds=29))


@pytest.mark.parametrize(
    "credential",
    ["", "null", "[]", "{}", '{"id": 1}', '{"response": {"clientDataJSON": "x"}}', "khong phai json"],
)
def test_a_made_up_passkey_is_a_sentence_not_a_fault(client: Client, hr, credential: str) -> None:
    sign_in(client, "hr1")
    client.get(SET_UP)
    assert client.post(SET_UP, {"credential": credential}).status_code == 200
    assert not has_second_factor(hr)
    add_app(account=hr, secret=SECRET, at=START)
    client = Client()
    sign_in(client, "hr1")
    client.get(AUTHENTICATE)
    assert client.post(AUTHENTICATE, {"credential": credential}).status_code == 200
    assert signed_in(client) is None
