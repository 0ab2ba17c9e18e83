"""The second factor: allauth's hooks, and the stages of a sign-in that ask for it or have it set up."""

import base64
import hashlib
import hmac
from io import BytesIO

import segno
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.stages import LoginStage
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.internal.flows.trust import create_config_fingerprint, decode_trust_cookie
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy

from people.models import Account
from people.queries.rights import has_second_factor, needs_second_factor

SET_UP = "second_factor_set_up"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Our words, our QR code, and secrets that a stolen copy of the database does not give away."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("Mã chưa đúng. Hãy chờ mã mới hiện ra rồi gõ lại."),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Hãy đặt lớp bảo vệ thứ hai trước khi lấy mã dự phòng."
        ),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: Account) -> str:
        return user.get_username()

    def build_totp_svg(self, url: str) -> str:
        """Light ground and quiet zone of its own: it is also scanned from dark pages."""
        out = BytesIO()
        segno.make(url, error="m", micro=False).save(out, kind="svg", scale=4, border=4, light="#fff")
        return out.getvalue().decode()

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Khóa của tôi") if count == 0 else gettext("Khóa số %(n)s") % {"n": count + 1}

    def _get_site_name(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)


def _box() -> Fernet:
    """Under the key that never changes: whoever could read neither would lose every factor with the other one."""
    key = hmac.new(settings.PERSON_HASH_KEY.encode(), b"second-factor", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def came_with_password(request: HttpRequest, account: Account) -> bool:
    """Whether this sign-in began with a password or a printed code, not with a phone or another's word."""
    records = get_authentication_records(request, account)
    return any(record.get("method") == "password" for record in records)


class AskStage(AuthenticateStage):
    """Asks for the second factor; a trusted machine spares it to those who typed their password."""

    def _should_handle(self, request: HttpRequest) -> bool:
        account = self.login.user
        if account is None or not has_second_factor(account):
            return False
        if did_use_passwordless_login(request, account):
            return False
        return not (came_with_password(request, account) and _is_trusted(request, account))


def _is_trusted(request: HttpRequest, account: Account) -> bool:
    """A trust of before somebody ended this account's sessions is none."""
    since = account.signed_out_at.timestamp() if account.signed_out_at else 0.0
    given = [trust for trust in decode_trust_cookie(request) if trust.at > since]
    fingerprint = create_config_fingerprint(account) if given else ""
    return any(hmac.compare_digest(trust.fingerprint, fingerprint) for trust in given)


class SetUpStage(LoginStage):
    """Holds up HR and administrators without a second factor: they are not signed in before they have one."""

    key = "second_factor_set_up"
    urlname = SET_UP

    def handle(self) -> tuple[HttpResponse | None, bool]:
        account = self.login.user
        must = account is not None and needs_second_factor(account) and not has_second_factor(account)
        clear_totp_secret(self.request)  # on a shared computer it would be the one that another saw
        return (redirect(SET_UP) if must else None), True
