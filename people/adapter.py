"""allauth's hooks: nobody signs up by themselves; people come from rosters."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext as _

from common import clock
from people.backends import attempts_key
from people.models import Account
from people.services.first_login import choose_password


class AccountAdapter(DefaultAccountAdapter):
    """Closed for sign-up; a password must be chosen before a first sign-in is one."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        """Until the stage is passed the person is not signed in, so nothing else can be reached."""
        return [*super().get_login_stages(), "people.first_password.FirstPasswordStage"]

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
