"""Sign-in by a code sent to the phone: ask, check the digits, become one of those whose phone it is."""

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.errors import DomainError, Forbidden
from people.models import Account, Person, PhoneCode
from people.queries.phone_codes import (
    ATTEMPTS,
    VALID_FOR,
    digits_of,
    is_used_up,
    people_of_phone,
    wait_seconds,
)
from people.queries.rights import has_more_rights, has_second_factor
from people.services import audit
from people.services.accounts import account_of
from people.sms.tasks import enqueue_login_code

CHOOSE_WITHIN = timedelta(minutes=5)
KEEP = timedelta(days=2)  # longer than the longest limit


def ask_code(*, phone: str, at: datetime) -> PhoneCode:
    """Have a code sent, if the number is known; the answer is the same when it is not.

    Raises DomainError (429) while the phone has to wait, and (503) when the queue is away.
    """
    with transaction.atomic(durable=True):  # the worker must find the row
        _refuse_haste(phone, at)
        code = PhoneCode.objects.create(phone=phone, asked_at=at, expires_at=at + VALID_FOR)
    if not enqueue_login_code(
        code.uuid
    ):  # for unknown numbers too: the worker finds out, so both take as long
        code.delete()
        raise DomainError(_("Chưa gửi được mã vì máy chủ đang bận. Hãy thử lại sau ít phút."), status=503)
    return code


def _refuse_haste(phone: str, at: datetime) -> None:
    if wait := wait_seconds(phone, at):
        raise DomainError(
            ngettext("Hãy chờ %(n)s giây nữa rồi xin mã mới.", "Hãy chờ %(n)s giây nữa rồi xin mã mới.", wait)
            % {"n": wait},
            status=429,
        )
    if is_used_up(phone, at):
        raise DomainError(
            _("Số này đã xin quá nhiều mã. Hãy thử lại sau, hoặc gọi bộ phận nhân sự của đơn vị."), status=429
        )


def spend_code(*, code_uuid: UUID, typed: str, at: datetime) -> bool:
    """Whether the digits are right; each try counts before it is looked at, and a right one works once."""
    open_codes = PhoneCode.objects.filter(
        uuid=code_uuid, spent_at__isnull=True, expires_at__gt=at, attempts__lt=ATTEMPTS
    )
    if not open_codes.update(attempts=F("attempts") + 1):
        return False
    code = PhoneCode.objects.get(uuid=code_uuid)
    digits = "".join(mark for mark in typed if mark.isdigit())
    # An unknown number has right digits as well, but nobody was told them.
    if not hmac.compare_digest(digits, digits_of(code)) or not people_of_phone(code.phone).exists():
        return False
    return bool(PhoneCode.objects.filter(pk=code.pk, spent_at__isnull=True).update(spent_at=at))


def people_behind(*, code_uuid: UUID, at: datetime) -> list[Person]:
    """Whom the holder of the phone may sign in as: nobody before the right digits, nor long after.

    `close_codes` moves the end so far back that choosing is over as well.
    """
    code = PhoneCode.objects.filter(
        uuid=code_uuid, spent_at__gt=at - CHOOSE_WITHIN, expires_at__gt=at - CHOOSE_WITHIN
    ).first()
    return list(people_of_phone(code.phone)) if code else []


@transaction.atomic
def account_behind(*, code_uuid: UUID, person_uuid: UUID, at: datetime) -> Account:
    """The chosen person's account, made where missing; the code is used up by this.

    Raises DomainError when the phone is not (or no longer) theirs, or their rights ask for more than a phone.
    """
    chosen = [person for person in people_behind(code_uuid=code_uuid, at=at) if person.uuid == person_uuid]
    if not chosen:
        raise DomainError(_("Mã đã dùng hoặc đã hết hạn. Hãy xin mã mới."))
    account = account_of(chosen[0])
    refuse_weak_sign_in(account)
    _close(PhoneCode.objects.filter(uuid=code_uuid), at)
    audit.record(
        "signed_in_by_phone",
        kind=audit.Kind.ACCOUNT,
        by=account,
        at=at,
        person=chosen[0],
        detail={"phone_last3": chosen[0].phone[-3:]},
    )
    return account


def refuse_weak_sign_in(account: Account) -> None:
    """More rights need a password or a second factor of their own: a phone or another's word is not enough."""
    if has_more_rights(account) and not has_second_factor(account):
        raise Forbidden(
            _("Tài khoản này có quyền quản lý: hãy đăng nhập bằng mật khẩu và đặt lớp bảo vệ thứ hai trước.")
        )


def close_codes(*, phone: str, at: datetime) -> int:
    """End every open code of a phone, typed or not; how many."""
    return _close(PhoneCode.objects.filter(phone=phone), at)


def _close(codes: QuerySet[PhoneCode], at: datetime) -> int:
    past = at - CHOOSE_WITHIN
    return codes.filter(expires_at__gt=past).update(expires_at=past)


def forget_codes(*, at: datetime) -> int:
    """Delete what no limit needs any more: numbers that were typed are personal data."""
    return PhoneCode.objects.filter(asked_at__lt=at - KEEP).delete()[0]
