"""What a certificate is worth today; never writes."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import DatabaseError
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate, Revocation
from certificates.rules import lasting as rules

log = logging.getLogger(__name__)


class Standing:
    """What a certificate is worth today."""

    VALID, EXPIRED, REVOKED, SUPERSEDED = "valid", "expired", "revoked", "superseded"
    WORDS = {
        VALID: _("Còn hiệu lực"),
        EXPIRED: _("Hết hạn"),
        REVOKED: _("Đã thu hồi"),
        SUPERSEDED: _("Đã thay bằng bản cấp lại"),
    }


@dataclass(frozen=True)
class Known:
    """A file found in the register."""

    register_number: str
    standing: str
    expires_on: date | None = None


def with_standing(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Adds `revoked` and `superseded` to each row."""
    later = Certificate.objects.filter(enrolment=OuterRef("enrolment"), issue__gt=OuterRef("issue"))
    return certificates.annotate(
        revoked=Exists(Revocation.objects.filter(certificate=OuterRef("pk"))), superseded=Exists(later)
    )


def standing_of(certificate: Certificate, on: date) -> str:
    """Of a row from `with_standing`; revoked outweighs replaced, replaced outweighs ended."""
    if certificate.revoked:  # type: ignore[attr-defined]
        return Standing.REVOKED
    if certificate.superseded:  # type: ignore[attr-defined]
        return Standing.SUPERSEDED
    ended = rules.age_of(certificate.expires_on, 0, on) == rules.Age.ENDED
    return Standing.EXPIRED if ended else Standing.VALID


def latest_standing(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Neither revoked nor replaced."""
    later = Certificate.objects.filter(enrolment=OuterRef("enrolment"), issue__gt=OuterRef("issue"))
    return rows.filter(~Exists(later), revocation__isnull=True)


def enrolments_certified(enrolments: Collection[int]) -> set[int]:
    """Those of the enrolments for which a certificate stands (settings.ENROLMENTS_CERTIFIED)."""
    rows = latest_standing(Certificate.objects.filter(enrolment__in=enrolments))
    return set(rows.values_list("enrolment_id", flat=True))


def register_knows(sha256: str, on: date) -> Known | None:
    """The certificate whose file has this sum; None also where there is no database to ask (a foreign machine)."""
    try:
        found = with_standing(Certificate.objects.filter(pdf_sha256=sha256)).first()
    except DatabaseError as error:
        log.info("no register here: %s", error)
        return None
    return Known(found.register_number, standing_of(found, on), found.expires_on) if found else None
