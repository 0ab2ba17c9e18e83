"""What is published as JSON: issuer, keys, achievements, credentials and status lists, unsigned; no question asked."""

from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from certificates.badge_keys import BadgeKeys, issuer_id, method_of
from certificates.badges import bitstring
from certificates.badges.jsonld import OB3, VC2
from certificates.badges.multibase import multikey
from certificates.models import Badge, Certificate
from common.clock import end_of_day
from common.vietnamese import format_number

RESULT = "ket-qua"  # fragment of the result's description


def absolute(name: str, *args: Any) -> str:
    """The public address of a view."""
    return settings.SITE_ADDRESS.rstrip("/") + reverse(name, args=args)


def moment(at: datetime) -> str:
    """2026-10-18T17:30:00Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def did_document(keys: BadgeKeys) -> dict[str, Any]:
    """The issuer's keys for whoever resolves did:web."""
    me = issuer_id()
    methods = [
        {"id": method, "type": "Multikey", "controller": me, "publicKeyMultibase": multikey(public)}
        for method, public in keys.by_method().items()
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": me,
        "alsoKnownAs": [absolute("badge_issuer")],
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def key_set(keys: BadgeKeys) -> dict[str, Any]:
    """The same keys as JWKS, for VC-JWT."""
    return {"keys": [jwk(public) for public in keys.publics]}


def jwk(public: bytes) -> dict[str, str]:
    """One public key for jose libraries."""
    x = urlsafe_b64encode(public).decode().rstrip("=")
    return {"kty": "OKP", "crv": "Ed25519", "x": x, "kid": method_of(public), "alg": "EdDSA", "use": "sig"}


def issuer_profile(name: str) -> dict[str, Any]:
    """Who issues: the whole installation, so that one status list hides one badge among all."""
    return {"id": issuer_id(), "type": ["Profile"], "name": name, "url": absolute("badge_issuer")}


def achievement(certificate: Certificate) -> dict[str, Any]:
    """The course as an achievement; from the certificate's frozen words alone."""
    facts = certificate.facts
    address = absolute("badge_achievement", certificate.enrolment.course.uuid, facts["release"])
    hours = f" ({format_number(facts['hours'], 0 if facts['hours'] == int(facts['hours']) else 1)} tiết)"
    return {
        "id": address,
        "type": ["Achievement"],
        "achievementType": "Achievement" if certificate.is_acknowledgement else "CertificateOfCompletion",
        "name": facts["course"],
        "description": f"Hoàn thành khóa học “{facts['course']}”{hours if facts['hours'] else ''}.",
        "criteria": {"narrative": "Học hết các bài bắt buộc của khóa học và đạt bài kiểm tra, do hệ thống xác nhận."},
        "inLanguage": "vi-VN",
        "image": {"id": address + "anh.png", "type": "Image"},
        "creator": {
            "id": f"urn:uuid:{certificate.office.uuid}", "type": ["Profile"], "name": certificate.office.full_name,
        },
        "resultDescription": [
            {"id": f"{address}#{RESULT}", "type": ["ResultDescription"], "name": "Kết quả", "resultType": "Result"}
        ],
    }  # fmt: skip


def credential(badge: Badge, *, issuer: dict[str, Any], email: str = "") -> dict[str, Any]:
    """An OpenBadgeCredential; the name is there because the certificate shows it, an address only as asked for."""
    certificate = badge.certificate
    facts, what = certificate.facts, achievement(certificate)
    identifiers = [_identity("name", facts["name"])]
    if email:
        identifiers.append(_hashed_email(email, badge))
    return {
        "@context": [VC2, OB3],
        "id": f"urn:uuid:{badge.uuid}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": facts["course"],
        "issuer": issuer,
        "validFrom": moment(certificate.issued_at),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": identifiers,
            "achievement": what,
            "result": [
                {"type": ["Result"], "resultDescription": what["resultDescription"][0]["id"], "value": facts["result"]}
            ],
        },
        "credentialStatus": _status(badge),
        **_until(certificate),
    }  # fmt: skip


def _until(certificate: Certificate) -> dict[str, str]:
    """The last moment of the last day, where there is one."""
    if certificate.expires_on is None:
        return {}
    return {"validUntil": moment(end_of_day(certificate.expires_on) - timedelta(seconds=1))}


def status_list(number: int, revoked: list[int], *, at: datetime) -> dict[str, Any]:
    """A BitstringStatusListCredential as it stands at a moment."""
    address = absolute("badge_status", number)
    return {
        "@context": [VC2],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_id(),
        "validFrom": moment(at),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": bitstring.packed(revoked),
        },
    }


def _status(badge: Badge) -> dict[str, str]:
    address = absolute("badge_status", badge.status_list)
    return {
        "id": f"{address}#{badge.status_index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(badge.status_index),
        "statusListCredential": address,
    }


def _identity(kind: str, value: str) -> dict[str, Any]:
    return {"type": "IdentityObject", "hashed": False, "identityHash": value, "identityType": kind}


def _hashed_email(email: str, badge: Badge) -> dict[str, Any]:
    """Open Badges 3.0, IdentityHash: sha256 of the address and the salt, in hexadecimal."""
    salt = salted_hmac("badge-identity", str(badge.uuid)).hexdigest()[:24]
    digest = sha256((email.strip().lower() + salt).encode()).hexdigest()
    return _identity("emailAddress", f"sha256${digest}") | {"hashed": True, "salt": salt}
