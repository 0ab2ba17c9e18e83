"""allauth's hooks: nobody signs up by themselves; people come from rosters."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closed for sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
