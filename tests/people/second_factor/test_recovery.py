"""Recovery codes open once; a trusted machine is spared the digits for a while."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from people.models import Account
from people.services.second_factor import add_app, recovery_codes
from tests.people.second_factor.cast import PHONE, SECRET
from tests.people.signing import (
    AUTHENTICATE,
    START,
    TRUST,
    officer,
    sign_in,
    sign_in_by_phone,
    signed_in,
)

pytestmark = pytest.mark.django_db


def test_a_recovery_code_opens_once(protected) -> None:
    code = recovery_codes(protected)[0]
    for one, let_in in ((Client(), True), (Client(), False)):
        sign_in(one, "hr1")
        one.post(AUTHENTICATE, {"code": code})
        one.post(TRUST, {"action": "skip"})
        assert (signed_in(one) is not None) is let_in
    assert code not in recovery_codes(protected)


def trusted(account: Account) -> Client:
    """A machine on which the account was signed in with everything and is trusted; signed out again."""
    client = Client()
    sign_in(client, account.username)
    client.post(AUTHENTICATE, {"code": recovery_codes(account)[0]})
    client.post(TRUST, {"action": "trust"})
    assert signed_in(client)
    client.post("/tai-khoan/logout/")
    return client


def test_a_trusted_machine_is_spared_the_digits_for_thirty_days(protected) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = trusted(protected)
        clock.shift(timedelta(days=29))
        assert sign_in(client, "hr1").headers["Location"] == "/vao/"
        client.post("/tai-khoan/logout/")
        clock.shift(timedelta(days=2))
        assert sign_in(client, "hr1").headers["Location"] == AUTHENTICATE


def test_trust_is_for_the_password_not_for_a_code_on_the_phone(protected) -> None:
    client = trusted(protected)
    assert sign_in_by_phone(client, PHONE).headers["Location"] == AUTHENTICATE


def test_trust_is_for_one_account(protected) -> None:
    client = trusted(protected)
    add_app(account=officer(username="hr4"), secret=SECRET, at=START)
    assert sign_in(client, "hr4").headers["Location"] == AUTHENTICATE


def test_whoever_ends_the_sessions_ends_the_trust(protected) -> None:
    with time_machine.travel(START, tick=False) as clock:
        client = trusted(protected)
        clock.shift(timedelta(hours=1))
        reset = Client()
        sign_in(reset, "hr1")
        reset.post(AUTHENTICATE, {"code": recovery_codes(protected)[0]})
        reset.post(TRUST, {"action": "skip"})
        reset.post("/tai-khoan/may-dang-dung/")
        assert sign_in(client, "hr1").headers["Location"] == AUTHENTICATE
