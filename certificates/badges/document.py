"""What a credential says: who issued it, from when to when, and of whom; anything may be missing or of the wrong kind."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

SCHEMES = {"https", "http", "did"}


def issuer_of(document: dict[str, Any]) -> Any:
    """The issuer's address."""
    issuer = document.get("issuer")
    return issuer.get("id") if isinstance(issuer, dict) else issuer


def bad_addresses(document: dict[str, Any]) -> list[str]:
    """A key named by something that is no address can be nobody's."""
    given = document.get("proof") or []
    methods = [
        proof["verificationMethod"]
        for proof in (given if isinstance(given, list) else [given])
        if isinstance(proof, dict) and "verificationMethod" in proof
    ]
    wrong = [method for method in methods if _scheme(method) not in SCHEMES]
    return [
        _("Địa chỉ khóa ký “%(method)s” không hợp lệ.") % {"method": str(method)[:60]} for method in wrong
    ]


def _scheme(method: Any) -> str:
    try:
        return urlsplit(method).scheme if isinstance(method, str) else ""
    except ValueError:
        return ""


def in_force(document: dict[str, Any], at: datetime) -> bool:
    begins = _moment(document.get("validFrom") or document.get("issuanceDate"))
    ends = _moment(document.get("validUntil") or document.get("expirationDate"))
    return begins is not None and begins <= at and (ends is None or at < ends)


def _moment(text: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def issuer_name(document: dict[str, Any]) -> str:
    issuer = document.get("issuer")
    told = issuer.get("name") or issuer.get("id") if isinstance(issuer, dict) else issuer
    return str(told or "")[:200]


def claims_of(document: dict[str, Any]) -> dict[str, str]:
    """What the badge says of person, course and result."""
    subject = document.get("credentialSubject")
    subject = subject[0] if isinstance(subject, list) and subject else subject
    subject = subject if isinstance(subject, dict) else {}
    names = [
        entry.get("identityHash")
        for entry in _objects(subject.get("identifier"))
        if entry.get("identityType") == "name"
    ]
    achievement = next(iter(_objects(subject.get("achievement"))), {})
    results = [entry.get("value") for entry in _objects(subject.get("result"))]
    told = {
        "name": next(iter(names), ""),
        "course": achievement.get("name"),
        "result": next(iter(results), ""),
    }
    return {key: str(value or "")[:300] for key, value in told.items()}


def _objects(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in (value if isinstance(value, list) else [value]) if isinstance(entry, dict)]
