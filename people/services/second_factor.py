"""Adding and taking away a second factor, each with a line in the log."""

import logging
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError, Forbidden
from people.models import Account
from people.queries.rights import has_second_factor
from people.services import audit
from people.services.sessions import end_sessions
from people.sms import words
from people.sms.tasks import enqueue_notice

log = logging.getLogger(__name__)


@transaction.atomic
def add_app(*, account: Account, secret: str, at: datetime) -> Authenticator:
    """An authenticator app, with recovery codes."""
    _refuse_second(account)
    return _added(account, TOTP.activate(account, secret).instance, at)


@transaction.atomic
def add_passkey(*, account: Account, name: str, credential: dict[str, Any], at: datetime) -> Authenticator:
    """A passkey, with recovery codes."""
    _refuse_second(account)
    return _added(account, WebAuthn.add(account, name, credential).instance, at)


def _refuse_second(account: Account) -> None:
    """The first factor is set up during a sign-in, so nobody may slip one beside another's."""
    Account.objects.select_for_update().get(pk=account.pk)
    if has_second_factor(account):
        raise Conflict(_("Tài khoản này vừa được đặt lớp bảo vệ thứ hai ở nơi khác. Hãy đăng nhập lại."))


def _added(account: Account, factor: Authenticator, at: datetime) -> Authenticator:
    RecoveryCodes.activate(account)
    note_factor("second_factor_added", account=account, at=at)
    return factor


def note_factor(deed: str, *, account: Account, at: datetime) -> None:
    """A line in the log about what the person did to their own factors, with those they have now."""
    types = Authenticator.objects.filter(user_id=account.pk).order_by("pk").values_list("type", flat=True)
    detail = {"factors": list(types)}
    audit.record(deed, kind=audit.Kind.ACCOUNT, by=account, at=at, person=account.person, detail=detail)


def recovery_codes(account: Account) -> list[str]:
    """Those not used yet."""
    factor = Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.RECOVERY_CODES).first()
    return RecoveryCodes(factor).get_unused_codes() if factor else []


@transaction.atomic
def reset_second_factor(*, account: Account, by: Account | None, reason: str, at: datetime) -> int:
    """Take all factors away and end every session; the next sign-in sets a new one up. The person is told.

    Without `by` it is the operator's command line. Raises Forbidden for others than administrators.
    """
    if by is not None and not by.is_superuser:
        raise Forbidden(_("Chỉ quản trị được đặt lại lớp bảo vệ thứ hai."))
    if not reason.strip():
        raise DomainError(_("Hãy ghi lý do."))
    count: int = Authenticator.objects.filter(user_id=account.pk).delete()[0]
    if not count:
        raise DomainError(_("Tài khoản này chưa có lớp bảo vệ thứ hai nào để đặt lại."))
    end_sessions(account=account, at=at)
    audit.record(
        "second_factor_reset",
        kind=audit.Kind.ACCOUNT,
        by=by,
        at=at,
        person=account.person,
        detail={"account": account.username, "reason": reason.strip()[:200]},
    )
    _tell(account)
    return count


def _tell(account: Account) -> None:
    """By every way that is known; a notice that does not arrive changes nothing."""
    person = account.person
    if person and person.phone:
        enqueue_notice(person.phone, words.second_factor_reset())
    if address := account.email or (person.email if person else ""):
        subject = _("Lớp Số: lớp bảo vệ thứ hai của bạn đã được đặt lại")
        text = _(
            "Quản trị đã đặt lại lớp bảo vệ thứ hai của tài khoản %(name)s. Lần đăng nhập tới, bạn đặt lớp bảo vệ mới. "
            "Nếu bạn không yêu cầu, hãy báo ngay cho quản trị."
        ) % {"name": account.username}
        transaction.on_commit(lambda: _mail(subject, text, address))


def _mail(subject: str, text: str, address: str) -> None:
    try:
        send_mail(subject, text, None, [address])
    except OSError:  # smtplib's errors are of this kind
        log.exception("notice of a reset second factor not sent")
