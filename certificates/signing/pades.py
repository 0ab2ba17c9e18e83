"""Signing: PAdES B-B with the key alone, B-T with a time stamp, B-LT with what proves the key was not revoked."""

import logging
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
from typing import Any

from asn1crypto import x509
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError
from pyhanko_certvalidator.fetchers.requests_fetchers import RequestsFetcherBackend

from certificates.rendering.signature import Box
from certificates.rendering.visible import Corners, SignatureMark, mark_corners
from certificates.signing.key import SigningKey
from common.errors import DomainError

log = logging.getLogger(__name__)
FIELD = "ChuKySo"
SECONDS = 10
BARE, STAMP = 2_500, 10_000  # bytes: a signature without certificates; a time stamp with those of its service
AWAY, AWAY_SECONDS = "timestamp-away", 60
NO_PROOF = (SigningError, PathBuildingError, PathValidationError)


class Level(StrEnum):
    """How much a signature carries with it (ETSI EN 319 142-1)."""

    NONE, BASIC, TIMED, LONG_TERM = "", "B-B", "B-T", "B-LT"


class TimestampAway(DomainError):
    """The time-stamp service does not answer; the certificate waits, for a while."""


@dataclass(frozen=True)
class Stamping:
    """The time-stamp service, and whether to embed OCSP answers and revocation lists."""

    url: str
    revocation: bool
    roots: tuple[x509.Certificate, ...] = ()


@dataclass(frozen=True)
class Signed:
    """The signed bytes and what they carry."""

    pdf: bytes
    level: Level


@dataclass(frozen=True)
class Told:
    """What the signature says of itself, and where it is shown."""

    reason: str
    location: str
    corners: Corners


def stamping(roots: list[x509.Certificate]) -> Stamping | None:
    """What the settings ask for; None without a service."""
    if not settings.TIMESTAMP_URL:
        return None
    return Stamping(settings.TIMESTAMP_URL, settings.SIGNING_REVOCATION, tuple(roots))


def sign(
    pdf: bytes,
    key: SigningKey,
    *,
    reason: str,
    location: str,
    field: Box,
    at: datetime,
    stamps: Stamping | None = None,
) -> Signed:
    """The PDF with one certifying signature that allows no later change, at the highest level that can be had."""
    told = Told(reason, location, mark_corners(field))
    if stamps is None:
        return Signed(_signed(pdf, key, at, told), Level.BASIC)
    if cache.get(AWAY):
        raise TimestampAway(waiting_for_stamps())
    if stamps.revocation:
        try:
            return Signed(_signed(pdf, key, at, told, stamps, _proof(key, stamps)), Level.LONG_TERM)
        except NO_PROOF as error:
            log.warning("no revocation data for %s, signing without: %s", key.name, error)
        except TimestampRequestError as error:
            raise _noted(error) from error
    try:
        return Signed(_signed(pdf, key, at, told, stamps), Level.TIMED)
    except TimestampRequestError as error:
        raise _noted(error) from error


def _noted(error: Exception) -> TimestampAway:
    """Nobody else waits for the same silence for a minute."""
    log.warning("the time-stamp service does not answer: %r", error.__cause__ or error)
    cache.set(AWAY, 1, AWAY_SECONDS)
    return TimestampAway(waiting_for_stamps())


def waiting_for_stamps() -> str:
    """What a certificate says of itself while the service is silent."""
    return str(_("Chờ dịch vụ cấp dấu thời gian: chưa trả lời."))


def _proof(key: SigningKey, stamps: Stamping) -> ValidationContext:
    """Fetches from the addresses in the certificates; without an answer for each there is no B-LT."""
    return ValidationContext(
        trust_roots=[key.root, *stamps.roots],
        other_certs=list(key.signer.cert_registry),
        allow_fetching=True,
        revocation_mode="require",
        fetcher_backend=RequestsFetcherBackend(per_request_timeout=SECONDS),
    )


def _signed(
    pdf: bytes,
    key: SigningKey,
    at: datetime,
    told: Told,
    stamps: Stamping | None = None,
    proof: ValidationContext | None = None,
) -> bytes:
    out = BytesIO()
    signer = signers.PdfSigner(
        _meta(told, proof),
        key.signer,
        timestamper=_stamper(stamps.url) if stamps else None,
        new_field_spec=SigFieldSpec(FIELD, on_page=0, box=told.corners),
        stamp_style=SignatureMark(key.name, at, told.corners),
    )
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    signer.sign_pdf(writer, output=out, bytes_reserved=_room(key, with_stamp=stamps is not None))
    return out.getvalue()


def _room(key: SigningKey, *, with_stamp: bool) -> int:
    """Hexadecimal digits kept free for the signature: pyHanko would sign twice to find out."""
    chain = {one.dump() for one in (key.signer.signing_cert, *key.signer.cert_registry)}
    return 2 * (sum(map(len, chain)) + BARE + (STAMP if with_stamp else 0))


@lru_cache(maxsize=2)
def _stamper(url: str) -> RequestsHTTPTimeStamper:
    """One a process: it remembers what it learnt of the service."""
    return RequestsHTTPTimeStamper(url, timeout=SECONDS)


def _meta(told: Told, proof: ValidationContext | None) -> signers.PdfSignatureMetadata:
    """One revision holds all: whoever asks whether the signature covers the whole file gets a plain yes."""
    more: dict[str, Any] = {}
    if proof:
        placed = DSSContentSettings(
            include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
        )
        more = {"embed_validation_info": True, "validation_context": proof, "dss_settings": placed}
    return signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES, reason=told.reason, location=told.location, **more,
    )  # fmt: skip
