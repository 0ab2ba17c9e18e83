"""Whether a badge file is what it claims to be: its shape, its proof, its dates, and then the register."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from django.utils.translation import gettext as _

from certificates.badge_keys import badge_keys, issuer_id
from certificates.badge_queries import badge_by_uuid
from certificates.badges import jws, proofs, reading
from certificates.badges.document import bad_addresses, claims_of, in_force, issuer_name, issuer_of
from certificates.badges.errors import BadProof, Uncheckable, Unreadable
from certificates.badges.multibase import from_multikey
from certificates.badges.structure import problems_of
from certificates.models import Certificate
from certificates.queries.register import certificate_by_serial
from certificates.queries.standing import Standing, standing_of
from common.clock import local_day

log = logging.getLogger(__name__)
Keys = Mapping[str, bytes]


@dataclass(frozen=True)
class BadgeVerdict:
    """As of a PDF, and beside it what of the badge was checked: `structure` valid|invalid, `proof` verified|failed|…"""

    verdict: str
    signer: str
    reason: str
    structure: str = "invalid"
    proof: str = "unverified"
    claims: dict[str, str] = field(default_factory=dict)
    certificate: Certificate | None = None

    def as_dict(self) -> dict[str, Any]:
        """What the command prints; the first four keys are a PDF's."""
        return {
            "verdict": self.verdict,
            "covers_whole_document": self.proof == "verified",
            "signer": self.signer,
            "reason": self.reason,
            "kind": "badge",
            "structure": self.structure,
            "proof": self.proof,
        }


def own_keys() -> Keys:
    """The keys this installation publishes."""
    keys = badge_keys()
    return keys.by_method() if keys else {}


def keys_of(did_document: dict[str, Any]) -> Keys:
    """The keys in an issuer's did.json."""
    return {
        method["id"]: from_multikey(method["publicKeyMultibase"])
        for method in did_document["verificationMethod"]
    }


def judge_badge(data: bytes, *, keys: Keys, at: datetime) -> BadgeVerdict:
    """Judge the bytes as of `at`, trusting these keys; asks nothing of the network, and never raises for a bad file."""
    try:
        file = reading.read(data)
    except Unreadable as error:
        log.info("unreadable badge: %s", error)
        return BadgeVerdict("unknown", "", _("Không đọc được huy hiệu số trong tệp này."))
    problems = problems_of(file.document) + bad_addresses(file.document)
    if problems:
        return BadgeVerdict("invalid", issuer_name(file.document), " ".join(problems[:5]))
    return _judged(file, keys, at)


def _judged(file: reading.BadgeFile, keys: Keys, at: datetime) -> BadgeVerdict:
    """Of a document in the right shape: proof first, for without it nothing else can be believed."""
    document = file.document

    def say(verdict: str, proof: str, reason: str) -> BadgeVerdict:
        return BadgeVerdict(verdict, issuer_name(document), reason, "valid", proof, claims_of(document))

    try:
        trusted = _proven(file, keys)
    except BadProof as error:
        log.info("bad proof: %s", error)
        return say(
            "altered", "failed", _("Chữ ký của huy hiệu sai: nội dung đã bị sửa hoặc không do khóa này ký.")
        )
    except Uncheckable as error:
        log.info("unchecked proof: %s", error)
        return say(
            "unverified",
            "unverified",
            _("Chưa kiểm tra được chữ ký: thiếu khóa hoặc dạng chữ ký lạ. Chưa thể tin."),
        )
    if trusted is None:
        return say("unsigned", "missing", _("Huy hiệu đúng dạng nhưng không có chữ ký."))
    if not in_force(document, at):
        return say("expired", "verified", _("Huy hiệu đã hết hạn hoặc chưa đến ngày có hiệu lực."))
    if trusted:
        return _with_register(
            say("valid", "verified", _("Chữ ký đúng, huy hiệu nguyên vẹn.")), document, local_day(at)
        )
    if document.get("credentialStatus"):
        return say(
            "invalid", "verified",
            _("Chữ ký đúng nhưng danh sách thu hồi nằm ngoài hệ thống này, không kiểm tra được: không công nhận."),
        )  # fmt: skip
    return say("untrusted", "verified", _("Chữ ký đúng nhưng bên cấp không thuộc nguồn tin cậy."))


def _proven(file: reading.BadgeFile, keys: Keys) -> bool | None:
    """True for a trusted key, False for the key the file names, None without a proof."""
    if file.token:
        method = str((file.header or {}).get("kid", ""))
        jws.check(file.token, file.header or {}, keys.get(method))
        return method in keys and _issuer_is(file.document, method)
    given = file.document.get("proof")
    all_proofs = [proof for proof in (given if isinstance(given, list) else [given]) if proof]
    if not all_proofs:
        return None
    undecided, trust = None, []
    for proof in all_proofs:
        try:
            trust.append(_one_proof(file.document, proof, keys))
        except Uncheckable as error:  # another suite beside ours is no fault
            undecided = error
    if not trust:
        raise undecided or Uncheckable("no proof")
    return any(trust)


def _one_proof(document: dict[str, Any], proof: Any, keys: Keys) -> bool:
    if not isinstance(proof, dict) or not isinstance(proof.get("verificationMethod"), str):
        raise Uncheckable("no verification method")
    method = proof["verificationMethod"]
    public = keys.get(method)
    proofs.check(document, proof, public or from_multikey(method.rpartition("#")[2].removeprefix("did:key:")))
    return public is not None and _issuer_is(document, method)


def _issuer_is(document: dict[str, Any], method: str) -> bool:
    """A key signs for its own controller only."""
    return bool(issuer_of(document) == method.partition("#")[0])


def _with_register(found: BadgeVerdict, document: dict[str, Any], on: date) -> BadgeVerdict:
    """What the register adds, where the badge is of this installation and its register is at hand."""
    unasked = _("Chưa tra được sổ cấp nên chưa biết có bị thu hồi không.")
    if not _issuer_is(document, issuer_id()):
        return replace(found, reason=f"{found.reason} {unasked}")
    try:
        badge = badge_by_uuid(_uuid(document))
        certificate = certificate_by_serial(badge.certificate.serial) if badge else None
    except DatabaseError as error:  # a foreign machine with the published keys
        log.info("no register here: %s", error)
        return replace(found, reason=f"{found.reason} {unasked}")
    if certificate is None:
        return replace(found, verdict="unknown", reason=_("Chữ ký đúng nhưng không có trong sổ cấp."))
    standing = standing_of(certificate, on)
    reason = {
        Standing.VALID: found.reason,
        Standing.EXPIRED: _("Huy hiệu thật, đã hết hạn."),
        Standing.REVOKED: _("Giấy chứng nhận này đã bị thu hồi."),
        Standing.SUPERSEDED: _("Giấy chứng nhận này đã được thay bằng bản cấp lại."),
    }[standing]
    return replace(found, verdict=standing, reason=reason, certificate=certificate)


def _uuid(document: dict[str, Any]) -> UUID | None:
    try:
        return UUID(str(document.get("id", "")).removeprefix("urn:uuid:"))
    except ValueError:
        return None
