"""The account's own pages that allauth does not have, or answers otherwise than we want."""

from http import HTTPStatus
from typing import Any

from allauth.account.views import LoginView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common import clock
from people.models import Person
from people.queries.audit import looks_at
from people.queries.tree import UnitTree

TOO_MANY = "too_many_login_attempts"


class SignInView(LoginView):
    """allauth's, with 429 for an account on which too many wrong passwords were tried."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if form.has_error("__all__", TOO_MANY):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return response


@login_required
def my_account(request: HttpRequest) -> HttpResponse:
    """Who I am here, as the roster knows it, and what I may change myself."""
    person: Person | None = getattr(request.user, "person", None)
    looks = looks_at(person, clock.today(), UnitTree.load()) if person else []
    return render(request, "account/my_account.html", {"person": person, "looks": looks})
