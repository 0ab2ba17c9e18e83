"""Who may write questions."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from people.models import Account

WRITE = "assessments.change_question"
View = Callable[..., HttpResponseBase]


def writers_only(view: View) -> View:
    """The studio lets no stranger in; this asks for the permission as well."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.has_perm(WRITE):
            return render(request, "403.html", status=403)  # Wagtail would lead PermissionDenied away
        return view(request, *args, **kwargs)

    return guarded


def pk_in(text: str) -> int:
    """A key out of an address or a form; 0, which nothing has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def account_of(request: HttpRequest) -> Account:
    account: Account = request.user  # type: ignore[assignment]
    return account
