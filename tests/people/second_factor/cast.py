"""Accounts with and without a second factor, and how they try to come in."""

from django.test import Client

from tests.people.signing import (
    AUTHENTICATE,
    LOGIN,
    SET_UP,
    signed_in,
)

PHONE = "0912345678"


SECRET = "JBSWY3DPEHPK3PXP"


MANAGE = "/tai-khoan/hai-lop/"


def _every_page() -> list[str]:
    """Addresses of every kind, those of the account and of the second factor first."""
    return [
        "/tai-khoan/", "/tai-khoan/password/change/", "/tai-khoan/password/set/", MANAGE,
        f"{MANAGE}totp/activate/", f"{MANAGE}totp/deactivate/", f"{MANAGE}webauthn/", f"{MANAGE}webauthn/add/",
        f"{MANAGE}recovery-codes/", f"{MANAGE}recovery-codes/generate/", f"{MANAGE}recovery-codes/download/",
        f"{MANAGE}reauthenticate/", "/tai-khoan/reauthenticate/", "/nhan-su/", "/nhan-su/can-bo/",
        "/nhan-su/hai-lop/", "/cua-toi/", "/quan-tri/", "/vao/",
    ]  # fmt: skip


def assert_shut_out(client: Client) -> None:
    assert signed_in(client) is None
    for address in _every_page():
        answer = client.get(address)
        assert answer.status_code in (302, 403, 404), address
        assert answer.headers.get("Location", LOGIN).split("?")[0] in (
            LOGIN, SET_UP, AUTHENTICATE, "/tai-khoan/login/", f"{MANAGE}reauthenticate/", "/tai-khoan/reauthenticate/",
        ), address  # fmt: skip
    assert signed_in(client) is None
