"""Small verbs of people who sign in, for the tests of accounts."""

import json
import re
import time
from datetime import UTC, datetime
from pathlib import Path

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.test import Client

from people.models import Account, OrgUnit, Scope
from tests.factories.people import AccountFactory, OrgUnitFactory

START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
LOGIN = "/tai-khoan/login/"
ASK, ENTER, CHOOSE = (
    "/tai-khoan/ma-dien-thoai/",
    "/tai-khoan/ma-dien-thoai/nhap/",
    "/tai-khoan/ma-dien-thoai/chon/",
)
SET_UP, CODES = "/tai-khoan/lop-thu-hai/dat/", "/tai-khoan/lop-thu-hai/ma-du-phong/"
AUTHENTICATE, TRUST = "/tai-khoan/hai-lop/authenticate/", "/tai-khoan/hai-lop/trust/"
PASSWORD = "mat-khau-1"


def text(answer) -> str:
    return answer.content.decode()


def signed_in(client: Client) -> Account | None:
    pk = client.session.get("_auth_user_id")
    return Account.objects.get(pk=pk) if pk else None


def sign_in(client: Client, login: str, password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"login": login, "password": password} | more)


def sent() -> list[dict[str, str]]:
    """The texts that went out, oldest first."""
    file = Path(settings.DATA_DIR) / "sms" / "outbox.jsonl"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def digits_sent() -> str:
    found = re.match(r"\d{6}", sent()[-1]["text"])
    assert found
    return found[0]


def sign_in_by_phone(client: Client, phone: str):
    """Ask, read the text, type the digits."""
    client.post(ASK, {"phone": phone})
    return client.post(ENTER, {"code": digits_sent()})


def secret_on(answer) -> str:
    """The key of the authenticator app as the page shows it."""
    return re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', text(answer))[1].replace(" ", "")


def app_code(secret: str, steps: int = 0) -> str:
    """What the person's app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def set_up_app(client: Client) -> str:
    """From the set-up page to being signed in; the app's key."""
    secret = secret_on(client.get(SET_UP))
    assert client.post(SET_UP, {"code": app_code(secret)}).headers["Location"] == CODES
    client.post(CODES)
    return secret


def officer(unit: OrgUnit | None = None, role: str = Scope.Role.HR, **more: object) -> Account:
    """Somebody who sees others: no account of the demonstration, so a second factor is asked for."""
    account = AccountFactory(**more)
    Scope.objects.create(account=account, unit=unit or OrgUnitFactory(), role=role)
    return account
