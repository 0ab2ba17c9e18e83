"""Files come back signed in person: each matched with its draft, checked, and only then made the certificate's file."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.db import transaction
from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from certificates.models import BatchLine, Certificate
from certificates.queries.register import in_register
from certificates.services.batches.lease import Lease, State
from certificates.services.files import keep
from certificates.services.signed_file import checked
from certificates.storage import private_storage
from common.clock import local_day
from common.errors import DomainError
from people.rights import Right
from people.scope import visible_unit_ids

MOST_FILES, MOST_BYTES = 2_000, 5_000_000
SERIAL = re.compile(r"[A-Z]{1,6}\d{2}-\d{4,7}-[0-9A-Z]{8,10}")


def take_in_all(lease: Lease) -> None:
    """A line for each file: taken, or why not. Begun again, it goes on with the files that have no line."""
    known = set(lease.row.lines.values_list("position", flat=True))
    with lease.row.upload.open("rb") as upload:
        names = _names(upload)
        for number, name in enumerate(names, start=1):
            if number not in known:
                _take(lease, number, name, _read(upload, name))
            lease.say("sign", number, len(names))
    private_storage().delete(str(lease.row.upload.name))
    lease.finish(
        State.DONE, upload="", total=len(names), done=lease.row.lines.exclude(certificate=None).count()
    )


def _names(upload: object) -> list[str]:
    try:
        with ZipFile(upload) as packed:  # type: ignore[call-overload]
            names = [one.filename for one in packed.infolist() if one.filename.lower().endswith(".pdf")]
    except BadZipFile as error:
        raise DomainError(_("Tệp tải lên không phải tệp zip đọc được.")) from error
    if not names:
        raise DomainError(_("Trong tệp zip không có tệp PDF nào."))
    if len(names) > MOST_FILES:
        raise DomainError(_("Quá nhiều tệp: tối đa %(n)s tệp một lần.") % {"n": MOST_FILES})
    return names


def _read(upload: object, name: str) -> bytes:
    """The unpacked file; a bomb is cut off, and then fits nothing."""
    with ZipFile(upload) as packed, packed.open(name) as file:  # type: ignore[call-overload]
        return bytes(file.read(MOST_BYTES))


def _take(lease: Lease, number: int, name: str, pdf: bytes) -> None:
    line = BatchLine(batch=lease.row, position=number, file_name=name[-200:])
    try:
        with transaction.atomic():
            line.certificate = _taken(lease, name, pdf)
            line.save()
    except DomainError as refusal:
        line.certificate, line.reason = None, str(refusal)[:300]
        line.save()


def _taken(lease: Lease, name: str, pdf: bytes) -> Certificate:
    """The certificate that the file belongs to, with the file."""
    at = lease.watch()
    units = visible_unit_ids(lease.row.asked_by, local_day(at), right=Right.KEEP_REGISTER)
    rows = in_register(units, local_day(at), search="", year=None)
    found = rows.filter(serial__in=list(_serials(name, pdf))).select_related("draft").first()
    if found is None:
        raise DomainError(_("Không có giấy chứng nhận nào chờ ký khớp với tệp này."))
    if found.pdf or not hasattr(found, "draft"):
        raise DomainError(_("Số %(number)s đã có tệp.") % {"number": found.register_number})
    draft = found.draft
    with draft.file.open("rb") as file:
        signed = checked(pdf, draft=file.read(), made_at=draft.made_at, at=at)
    if not keep(found, signed):
        raise DomainError(_("Số %(number)s đã có tệp.") % {"number": found.register_number})
    draft.delete()
    transaction.on_commit(lambda: private_storage().delete(str(draft.file.name)))
    return found


def _serials(name: str, pdf: bytes) -> Iterator[str]:
    """As the page's own title says it, and as the file is called; the draft's bytes decide."""
    yield from SERIAL.findall(name.upper())
    try:
        yield from SERIAL.findall(str(dict(PdfReader(BytesIO(pdf)).metadata or {}).get("/Keywords")))
    except (PyPdfError, ValueError, KeyError, TypeError, OSError, RecursionError):
        return
