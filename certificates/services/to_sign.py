"""What waits for the agency's signature, as a bundle to take to the machine with the token."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_STORED, ZipFile

from django.db import transaction

from certificates.models import Certificate, Draft
from common.tables import safe_text
from people.models import Account
from people.services import audit

AT_ONCE = 500
MANIFEST = "danh-sach.csv"


@transaction.atomic
def take_out(*, certificates: Iterable[Certificate], by: Account, at: datetime) -> IO[bytes]:
    """A zip of the drafts with their list; they may go out again, as only one signed file is taken in."""
    chosen = list(certificates)
    Draft.objects.filter(certificate__in=chosen).update(taken_at=at)
    audit.exported("certificates_taken_to_sign", by=by, at=at, count=len(chosen))
    out = TemporaryFile()  # noqa: SIM115 - the answer closes it
    with ZipFile(out, "w", ZIP_STORED) as packed:
        packed.writestr(MANIFEST, _manifest(chosen))
        for certificate in chosen:
            with certificate.draft.file.open("rb") as file:
                packed.writestr(f"{certificate.serial}.pdf", file.read())
    out.seek(0)
    return out


def _manifest(certificates: list[Certificate]) -> str:
    """With the sum of each file, so that the signing machine can tell whether all came through."""
    out = io.StringIO()
    write = csv.writer(out).writerow
    write(["tep", "so_vao_so", "ho_ten", "don_vi", "khoa_hoc", "sha256"])
    for one in certificates:
        facts = one.facts
        write([
            f"{one.serial}.pdf", one.register_number, *map(safe_text, (facts["name"], facts["unit"], facts["course"])),
            one.draft.sha256,
        ])  # fmt: skip
    return "\ufeff" + out.getvalue()
