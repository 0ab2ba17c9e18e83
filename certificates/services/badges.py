"""Giving a certificate its badge, signing it in either form, and showing it to the world or no longer."""

import json
import secrets
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from certificates import badge_documents as documents
from certificates.badge_keys import BadgeKeys, badge_keys
from certificates.badge_queries import newest_status_list, revoked_places
from certificates.badges import bitstring, jws, proofs
from certificates.models import Badge, Certificate
from certificates.queries.standing import Standing
from common.clock import local_day
from common.errors import Conflict, DomainError
from people.models import Account
from people.queries.letterhead import province_on
from people.services import audit

FULLEST = bitstring.SIZE // 4  # badges in a list: a lot drawn finds a free place, and the crowd stays a crowd
DRAWS = 20


def badge_for(*, certificate: Certificate, at: datetime) -> Badge:
    """The certificate's badge, made now if there is none."""
    found = Badge.objects.filter(certificate=certificate).first()
    for _draw in range(DRAWS):
        if found:
            return found
        try:
            with transaction.atomic():
                found = _made(certificate, at)
        except IntegrityError:  # the place is taken, or somebody else made this badge
            found = Badge.objects.filter(certificate=certificate).first()
    raise DomainError(_("Chưa lập được huy hiệu số, hãy thử lại."))


def _made(certificate: Certificate, at: datetime) -> Badge:
    return Badge.objects.create(
        certificate=certificate,
        made_at=at,
        status_list=newest_status_list(FULLEST),
        status_index=secrets.randbelow(bitstring.SIZE),
    )


def signed_credential(badge: Badge, *, with_email: bool = False) -> dict[str, Any]:
    """JSON-LD with a Data Integrity proof."""
    keys = _keys()
    plain = _credential(badge, keys, with_email)
    return proofs.sign(plain, keys.private, method=keys.method, created=plain["validFrom"])


def credential_jwt(badge: Badge, *, with_email: bool = False) -> str:
    """The same as a VC-JWT."""
    keys = _keys()
    return jws.sign(
        _credential(badge, keys, with_email),
        keys.private,
        method=keys.method,
        jwk=documents.jwk(keys.publics[0]),
    )


def as_text(document: dict[str, Any]) -> str:
    """JSON for a file."""
    return json.dumps(document, ensure_ascii=False, indent=2)


def signed_status_list(number: int, *, at: datetime) -> dict[str, Any]:
    """The list with every badge of a revoked or replaced certificate marked."""
    keys = _keys()
    plain = documents.status_list(number, revoked_places(number), at=at)
    return proofs.sign(plain, keys.private, method=keys.method, created=plain["validFrom"])


def issuer_name(keys: BadgeKeys, at: datetime) -> str:
    """The province speaks for its offices; a test key says that it is one."""
    province = province_on(local_day(at))
    name = f"Lớp Số – {province.full_name}" if province else "Lớp Số"
    return f"{name} (thử nghiệm)" if keys.is_test else name


def share(*, badge: Badge, standing: str, by: Account, at: datetime) -> Badge:
    """Give the badge a public page; one that is shared already keeps its address."""
    if standing != Standing.VALID:
        raise Conflict(_("Giấy chứng nhận không còn hiệu lực nên không chia sẻ được."))
    code = secrets.token_urlsafe(16)
    with transaction.atomic():
        if Badge.objects.filter(pk=badge.pk, share_code=None).update(share_code=code, shared_at=at):
            _told("badge_shared", badge, by, at)
    badge.refresh_from_db()
    return badge


def unshare(*, badge: Badge, by: Account, at: datetime) -> Badge:
    """The public page is gone at once, and its address never comes back."""
    with transaction.atomic():
        if Badge.objects.filter(pk=badge.pk).exclude(share_code=None).update(share_code=None, shared_at=None):
            _told("badge_unshared", badge, by, at)
    badge.refresh_from_db()
    return badge


def _told(action: str, badge: Badge, by: Account, at: datetime) -> None:
    certificate = badge.certificate
    audit.record(
        action, kind=audit.Kind.CHANGE, by=by, at=at, person=certificate.enrolment.learner,
        detail={"number": certificate.register_number},
    )  # fmt: skip


def _credential(badge: Badge, keys: BadgeKeys, with_email: bool) -> dict[str, Any]:
    email = badge.certificate.enrolment.learner.email if with_email else ""
    issuer = documents.issuer_profile(issuer_name(keys, badge.certificate.issued_at))
    return documents.credential(badge, issuer=issuer, email=email)


def _keys() -> BadgeKeys:
    keys = badge_keys()
    if keys is None:
        raise DomainError(_("Hệ thống này chưa cấp huy hiệu số."))
    return keys
