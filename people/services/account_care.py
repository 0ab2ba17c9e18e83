"""What a unit's officer does for somebody who lost a phone: another number, a lock, an end to all sessions."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import DomainError, Forbidden
from common.vietnamese import fold
from people.models import Account, Person
from people.queries.rights import powerful
from people.scope import require_hr
from people.services import audit
from people.services.accounts import account_of
from people.services.phone_codes import close_codes
from people.services.sessions import end_sessions


def refuse_powerful(person: Person, *, by: Account) -> None:
    """Changing somebody's ways in is taking their rights: more rights than a learner's are the administrator's."""
    require_hr(by)
    if not by.is_superuser and powerful([person]):
        raise Forbidden(_("Người này có quyền quản lý: việc này do quản trị làm."))


@transaction.atomic
def change_phone(
    *, person: Person, phone: str, name_typed: str, reason: str, by: Account, at: datetime
) -> None:
    """Give the person another number (or none); the old one opens nothing from this moment.

    `name_typed` must be the person's name, marks left out or not: the right page of two open ones.
    """
    refuse_powerful(person, by=by)
    if fold(name_typed) != person.name_folded:
        raise DomainError(_("Họ tên gõ vào không phải của người này. Hãy xem lại có đúng người không."))
    old = person.phone
    if phone == old:
        raise DomainError(_("Số mới giống số đang có."))
    person.phone = phone
    person.save(update_fields=["phone"])
    _shut_out(person, old, at)
    _note("phone_changed", person, by, at, reason, old_last3=old[-3:], new_last3=phone[-3:])


@transaction.atomic
def lock_account(*, person: Person, reason: str, by: Account, at: datetime) -> None:
    """Nothing opens the account until it is unlocked; made where missing, or the lost phone could make it."""
    refuse_powerful(person, by=by)
    if person.pk == by.person_id:
        raise DomainError(_("Bạn không tự khóa tài khoản của mình được."))
    account = account_of(person)
    account.is_active = False
    account.save(update_fields=["is_active"])
    _shut_out(person, person.phone, at)
    _note("account_locked", person, by, at, reason)


@transaction.atomic
def unlock_account(*, person: Person, reason: str, by: Account, at: datetime) -> None:
    """Open it again; sessions of before stay ended."""
    refuse_powerful(person, by=by)
    Account.objects.filter(person=person).update(is_active=True)
    _note("account_unlocked", person, by, at, reason)


@transaction.atomic
def sign_out_everywhere(*, person: Person, reason: str, by: Account, at: datetime) -> None:
    """End every session and open code of the person."""
    refuse_powerful(person, by=by)
    _shut_out(person, person.phone, at)
    _note("sessions_ended", person, by, at, reason)


def _shut_out(person: Person, phone: str, at: datetime) -> None:
    if phone:
        close_codes(phone=phone, at=at)
    account = Account.objects.filter(person=person).first()
    if account:
        end_sessions(account=account, at=at)


def _note(deed: str, person: Person, by: Account, at: datetime, reason: str, **more: str) -> None:
    detail = {"reason": reason[:200], **more}
    audit.record(deed, kind=audit.Kind.ACCOUNT, by=by, at=at, person=person, detail=detail)
