"""allauth's hooks: nobody signs up by themselves; people come from rosters."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.totp.internal.auth import clear_totp_secret
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext as _

from common import clock
from people.backends import attempts_key
from people.models import Account
from people.queries.rights import has_app
from people.services.first_login import choose_password


class AccountAdapter(DefaultAccountAdapter):
    """Closed for sign-up; a password must be chosen before a first sign-in is one."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        """Until the last stage is passed the person is not signed in, so nothing else can be reached."""
        ours = {"allauth.mfa.stages.AuthenticateStage": "people.second_factor.AskStage"}
        stages = [ours.get(stage, stage) for stage in super().get_login_stages()]
        return [
            *stages,
            "people.first_password.FirstPasswordStage",
            "people.second_factor.SetUpStage",
        ]

    def get_reauthentication_methods(self, user: Account | AnonymousUser) -> list[dict[str, Any]]:
        """Who has a second factor shows that one: the password alone must not take it away."""
        methods = super().get_reauthentication_methods(user)
        factors = [method for method in methods if method["id"] != "reauthenticate"]
        # A passkey before recovery codes: these are for the day when all else is lost.
        if user.is_authenticated and not has_app(user):
            factors.reverse()
        words = {
            "reauthenticate": _("Dùng mật khẩu"),
            "mfa_reauthenticate": _("Dùng mã trong ứng dụng hoặc mã dự phòng"),
            "mfa_reauthenticate:webauthn": _("Dùng khóa truy cập"),
        }
        return [
            method | {"description": words.get(method["id"], method["description"])}
            for method in factors or methods
        ]

    def login(self, request: HttpRequest, user: Account) -> None:
        clear_totp_secret(request)  # of somebody who began before on the same computer
        super().login(request, user)

    def set_password(self, user: Account, password: str) -> None:
        """The one way in which every page sets a password."""
        choose_password(account=user, password=password, at=clock.now())

        if self.request is not None:  # whoever has a new password need not wait for the old one's lockout
            ratelimit.clear(
                self.request, app="allauth.account", action="login_failed", key=f"account:{user.pk}"
            )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: str) -> str:
        """Wrong passwords are counted by account, however its name was typed."""
        return attempts_key(credentials.get("username") or credentials.get("email", ""))

    def format_email_subject(self, subject: str) -> str:
        return f"{_('Lớp Số')}: {subject.strip()}"
