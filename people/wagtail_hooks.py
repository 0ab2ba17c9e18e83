"""Accounts in the studio: what an administrator changes there is in the log too, and no account is deleted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from common import clock
from people.models import Account
from people.remembered import forget_rights
from people.services import audit

BEFORE = "rights_before"


@hooks.register("before_edit_user")
def remember_rights(request: HttpRequest, user: Account) -> None:
    """What the form is about to change."""
    _remember(request, [user])


@hooks.register("after_edit_user")
def tell_changed_rights(request: HttpRequest, user: Account) -> None:
    """Groups, standing and superuser, as they were and became."""
    _tell(request, [user])


@hooks.register("after_create_user")
def tell_new_account(request: HttpRequest, user: Account) -> None:
    """An account beside the rosters is a decision of somebody."""
    detail = {"account": user.username} | rights_of(user)
    audit.record(
        "account_created",
        kind=audit.Kind.ACCOUNT,
        by=_by(request),
        at=clock.now(),
        person=user.person,
        detail=detail,
    )


@hooks.register("before_delete_user")
def keep_accounts(request: HttpRequest, user: Account) -> HttpResponse:
    """The log and the record name accounts: one that is no longer used is switched off."""
    return _refusal(request)


@hooks.register("before_bulk_action")
def before_many(
    request: HttpRequest, action_type: str, accounts: list[Any], action: Any
) -> HttpResponse | None:
    """The same for several accounts at once."""
    if action.model is not Account:
        return None
    if action_type == "delete":
        return _refusal(request)
    _remember(request, accounts)
    return None


@hooks.register("after_bulk_action")
def after_many(request: HttpRequest, action_type: str, accounts: list[Any], action: Any) -> None:
    """One entry an account."""
    if action.model is Account:
        _tell(request, accounts)


def rights_of(account: Account) -> dict[str, Any]:
    """As stored, whatever the object in hand says."""
    stored = Account.objects.get(pk=account.pk)
    groups = stored.groups.order_by("name").values_list("name", flat=True)
    return {"active": stored.is_active, "superuser": stored.is_superuser, "groups": ", ".join(groups)}


def _remember(request: HttpRequest, accounts: list[Account]) -> None:
    if request.method == "POST":
        vars(request)[BEFORE] = {account.pk: rights_of(account) for account in accounts}


def _tell(request: HttpRequest, accounts: list[Account]) -> None:
    before: dict[int, dict[str, Any]] = vars(request).get(BEFORE, {})
    for account in accounts:
        old, new = before.get(account.pk, {}), rights_of(account)
        changed = {name: [old.get(name), value] for name, value in new.items() if old.get(name) != value}
        if changed:
            forget_rights(account)
            audit.record(
                "account_rights_changed", kind=audit.Kind.ACCOUNT, by=_by(request), at=clock.now(),
                person=account.person, detail={"account": account.username} | changed,
            )  # fmt: skip


def _by(request: HttpRequest) -> Account:
    account: Any = request.user
    return account  # type: ignore[no-any-return]


def _refusal(request: HttpRequest) -> HttpResponse:
    messages.error(
        request, _("Không xóa tài khoản: hãy bỏ đánh dấu “Hoạt động”, vì nhật ký còn nhắc đến nó.")
    )
    return redirect("wagtailusers_users:index")
