"""Who must have a second factor, and who may."""

import re

import pytest
from django.conf import settings as django_settings
from django.test import Client

from people.models import AuditEntry, Scope
from tests.factories.people import AccountFactory
from tests.people.second_factor.cast import assert_shut_out
from tests.people.signing import (
    CODES,
    LOGIN,
    PASSWORD,
    SET_UP,
    app_code,
    officer,
    secret_on,
    sign_in,
    signed_in,
    text,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rights", [{"is_superuser": True}, {"is_staff": True}])
def test_administrators_are_held_up_until_they_have_one(client: Client, rights) -> None:
    AccountFactory(username="qt", **rights)
    assert sign_in(client, "qt").headers["Location"] == SET_UP
    assert_shut_out(client)


def test_hr_is_held_up_and_then_goes_where_it_wanted(client: Client, hr) -> None:
    answer = client.post(f"{LOGIN}?next=/nhan-su/can-bo/", {"login": "hr1", "password": PASSWORD})
    assert answer.headers["Location"] == SET_UP
    assert_shut_out(client)
    secret = secret_on(client.get(SET_UP))
    assert "Mã chưa đúng" in text(client.post(SET_UP, {"code": "000000"}))
    assert secret_on(client.get(SET_UP)) == secret  # reloading does not spoil what was scanned
    client.post(SET_UP, {"code": app_code(secret)})
    page = text(client.get(CODES))
    assert len(re.findall(r"<code>\d{4} \d{4}</code>", page)) == 10
    assert signed_in(client) is None
    assert client.post(CODES).headers["Location"] == "/nhan-su/can-bo/"
    assert signed_in(client) == hr
    [entry] = AuditEntry.objects.filter(action="second_factor_added")
    assert (entry.actor, entry.detail) == (hr, {"factors": ["totp", "recovery_codes"]})


def test_leaders_and_trainers_are_not_forced(client: Client) -> None:
    officer(username="ld", role=Scope.Role.LEADER)
    sign_in(client, "ld")
    assert signed_in(client)


def test_the_demonstration_needs_only_its_password_and_says_so(client: Client, settings) -> None:
    account = officer(username="nhansu", password=django_settings.DEMO_PASSWORD)
    sign_in(client, "nhansu", django_settings.DEMO_PASSWORD)
    assert signed_in(client) == account
    assert "tài khoản trình diễn" in text(client.get("/tai-khoan/"))
    settings.DEMO = False
    other = Client()
    assert sign_in(other, "nhansu", django_settings.DEMO_PASSWORD).headers["Location"] == SET_UP


def test_an_office_may_leave_it_to_its_people(client: Client, hr, settings) -> None:
    settings.SECOND_FACTOR = "optional"
    sign_in(client, "hr1")
    assert signed_in(client) == hr
