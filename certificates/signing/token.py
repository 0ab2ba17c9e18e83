"""A key that never leaves its token (PKCS#11): the agency's USB token or HSM, through its vendor's module."""

from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from pkcs11.exceptions import PKCS11Error, UserAlreadyLoggedIn
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.general import SigningError
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

from common.errors import DomainError

UNUSABLE = (PKCS11Error, SigningError, OSError, RuntimeError, AssertionError)
_ONE_AT_A_TIME = Lock()  # a session signs one thing at a time


@dataclass(frozen=True)
class Token:
    """Where the key is: module, token, key; and what opens it."""

    module: str
    label: str
    key: str
    pin: str


class TokenSigner(PKCS11Signer):  # type: ignore[misc]
    """pyHanko's, safe between threads, with refusals a clerk can read."""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        try:
            with _ONE_AT_A_TIME:
                return bytes(await super().async_sign_raw(data, digest_algorithm, dry_run))
        except PKCS11Error as error:
            raise _refused(error) from error


def configured_token() -> Token:
    """The token that the settings name."""
    return Token(
        settings.SIGNING_PKCS11_MODULE, settings.SIGNING_PKCS11_TOKEN_LABEL, settings.SIGNING_PKCS11_KEY_LABEL,
        settings.SIGNING_PKCS11_PIN,
    )  # fmt: skip


def open_token(token: Token) -> PKCS11Signer:
    """A signer with the certificate read; a sentence when module, token, PIN or key is not right."""
    try:
        session = _session(token)
    except UNUSABLE as error:
        raise _refused(error) from error
    try:
        signer = TokenSigner(session, cert_label=token.key, key_label=token.key, other_certs_to_pull=None)
        assert signer.signing_cert is not None
        list(signer.cert_registry)
        return signer
    except UNUSABLE as error:
        session.close()  # left open, its login would let a wrong PIN pass until the process ends
        raise _refused(error) from error


def _session(token: Token) -> Any:
    """Logging in holds for the whole process: where an earlier session did, another needs no PIN."""
    criteria = TokenCriteria(label=token.label) if token.label else None
    try:
        return open_pkcs11_session(token.module, token_criteria=criteria, user_pin=token.pin or None)
    except UserAlreadyLoggedIn:
        return open_pkcs11_session(token.module, token_criteria=criteria)


def _refused(error: Any) -> DomainError:
    why = str(error) or type(error).__name__
    return DomainError(_("Không dùng được thiết bị ký (PKCS#11): %(reason)s") % {"reason": why[:200]})
