"""Whom a provider's claims name: by the one claim that the settings choose, and only when the provider checked it."""

import logging
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.errors import Forbidden
from people.models import Account, Person
from people.phones import normalise_phone
from people.rosters.row import identity_hash
from people.services import audit
from people.services.accounts import account_of
from people.services.phone_codes import refuse_weak_sign_in

log = logging.getLogger(__name__)
# What OpenID Connect Core 5.1 lets a provider say without having looked at it.
VOUCHED = {"email": "email_verified", "phone": "phone_number_verified"}


@transaction.atomic
def account_for(claims: dict[str, Any], *, at: datetime) -> Account:
    """The account of the one person the claims name, made where missing; Forbidden says why not."""
    person = _person(claims)
    account = account_of(person)
    if not account.is_active:
        raise Forbidden(_("Tài khoản đang bị khóa. Hãy gọi bộ phận nhân sự của đơn vị bạn."))
    refuse_weak_sign_in(account)
    audit.record("signed_in_by_oidc", kind=audit.Kind.ACCOUNT, by=account, at=at, person=person)
    return account


def _person(claims: dict[str, Any]) -> Person:
    claim, how = settings.OIDC_CLAIM
    value = str(claims.get(claim) or "").strip()
    if not value or (how in VOUCHED and claims.get(VOUCHED[how]) is not True):
        log.warning("OpenID Connect: claim %s missing or not verified", claim)
        raise Forbidden(_("Nơi xác thực không cho biết đủ để nhận ra bạn. Hãy đăng nhập bằng mã cán bộ."))
    found = list(_named(how, value)[:2])
    if not found:
        raise Forbidden(
            _(
                "Bạn chưa có trong danh sách cán bộ ở đây. Hãy gọi bộ phận nhân sự của đơn vị để được thêm vào."
            )
        )
    if len(found) > 1:
        raise Forbidden(_("Có nhiều người dùng chung thông tin này. Hãy đăng nhập bằng mã cán bộ."))
    return found[0]


def _named(how: str, value: str) -> QuerySet[Person]:
    if how == "staff_code":
        return Person.objects.filter(staff_code__iexact=value)
    if how == "email":
        return Person.objects.filter(email__iexact=value)
    if how == "phone":
        phone = normalise_phone(value)
        return Person.objects.filter(phone=phone) if phone else Person.objects.none()
    return Person.objects.filter(id_hash=identity_hash(value))
