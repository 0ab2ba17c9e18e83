"""One answer for any file handed in at the check page: a PDF, a badge, or neither; nothing is stored."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from certificates.badges.reading import looks_like_badge
from certificates.models import Certificate
from certificates.queries.register import certificate_by_file, certificate_by_serial
from certificates.queries.standing import Standing, standing_of
from certificates.serials import serial_in
from certificates.services.badge_verification import judge_badge, own_keys
from certificates.services.comparing import Row, compared, from_claims
from certificates.services.foreign_files import PdfSays, read_pdf
from certificates.signing import own_root
from common.clock import local_day

LARGEST = 5 * 1024**2  # bytes; a certificate has 120 KB, one signed again on a token twice that


@dataclass(frozen=True)
class Checked:
    """`exact`: byte for byte what was issued. `readable`: words were found in the file."""

    verdict: str
    kind: str
    certificate: Certificate | None = None
    rows: tuple[Row, ...] = ()
    signer: str = ""
    exact: bool = False
    readable: bool = True
    reason: str = ""

    @property
    def differing(self) -> list[Row]:
        """Lines where the file shows something else, or nothing."""
        return [row for row in self.rows if not row.same]


def check_file(data: bytes, *, at: datetime) -> Checked:
    """Judge a file as of `at`; never raises for a bad one."""
    if looks_like_badge(data):
        return _badge(data, at)
    if data.lstrip()[:5] != b"%PDF-":
        return Checked("unknown", "other", readable=False)
    issued = certificate_by_file(hashlib.sha256(data).hexdigest())
    if issued:  # nothing to read in what we know by its sum
        return Checked(standing_of(issued, local_day(at)), "pdf", issued, _own(issued), exact=True)
    root = own_root(at)
    return _pdf(read_pdf(data, trust=[root] if root else [], at=at), local_day(at))


def _pdf(said: PdfSays, on: date) -> Checked:
    """A file that is not what was issued: whose number does it bear, and what does it say otherwise?"""
    certificate = certificate_by_serial(serial_in(said.text))
    if certificate is None:
        verdict = "altered" if said.verdict == "altered" else "unknown"
        return Checked(verdict, "pdf", signer=said.signer, readable=bool(said.text.strip()))
    rows = tuple(compared(certificate, said.text))
    return Checked(_verdict(said, certificate, rows, on), "pdf", certificate, rows, said.signer)


def _verdict(said: PdfSays, certificate: Certificate, rows: tuple[Row, ...], on: date) -> str:
    """Signed by us and only archived since, it stands as the register says; any other copy is not vouched for."""
    if said.verdict == "altered" or not all(row.same for row in rows):
        return "altered"
    standing = standing_of(certificate, on)
    if standing != Standing.VALID or said.verdict == "valid":
        return standing
    return "unsigned"


def _badge(data: bytes, at: datetime) -> Checked:
    found = judge_badge(data, keys=own_keys(), at=at)
    rows = tuple(from_claims(found.certificate, found.claims)) if found.certificate else ()
    return Checked(found.verdict, "badge", found.certificate, rows, found.signer, reason=found.reason)


def _own(certificate: Certificate) -> tuple[Row, ...]:
    """What was issued beside itself."""
    facts, day = certificate.facts, certificate.issued_on
    said = (facts["name"], facts["course"], facts["result"], certificate.register_number)
    return tuple(compared(certificate, "\n".join([*said, f"ngày {day:%d} tháng {day:%m} năm {day:%Y}"])))
