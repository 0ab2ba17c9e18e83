"""A class as a zip: a file for each certificate, named as in the register, and an index in the order of the print file."""

import re
from collections.abc import Iterator
from tempfile import NamedTemporaryFile
from zipfile import ZIP_STORED, ZipFile

from django.core.files.base import File
from django.utils.translation import gettext as _

from certificates.models import Certificate
from certificates.services.batches.drawing import read
from certificates.services.batches.lease import Lease
from certificates.services.batches.order import ordered
from certificates.services.batches.printing import replace
from common.tables import Cell, Column, xlsx_chunks
from common.vietnamese import fold

INDEX = "muc-luc.xlsx"


def pack(lease: Lease) -> None:
    """The batch's zip; named in the row only when it is complete."""
    keys = ordered(lease.row)
    if not keys:
        lease.set(zip_file="")
        return
    with NamedTemporaryFile(suffix=".zip") as out:
        with ZipFile(out, "w", ZIP_STORED) as packed:  # PDFs are compressed already
            with packed.open(INDEX, "w") as index:
                for chunk in _index(read(keys)):
                    index.write(chunk)
            for number, certificate in enumerate(read(keys), start=1):
                with certificate.pdf.open("rb") as file:
                    packed.writestr(file_name(certificate), file.read())
                lease.say("zip", number, len(keys))
        out.seek(0)
        replace(lease, "zip_file", f"batches/{lease.row.uuid}.zip", File(out))


def file_name(certificate: Certificate) -> str:
    """Readable on any machine: 0412-2026-nguyen-thi-hong-anh.pdf."""
    name = re.sub(r"[^a-z0-9]+", "-", fold(certificate.facts["name"])).strip("-")[:60]
    return f"{certificate.number:04d}-{certificate.year}-{name}.pdf"


def _index(certificates: Iterator[Certificate]) -> Iterator[bytes]:
    headings = (
        (_("STT"), 6), (_("Họ và tên"), 28), (_("Ngày sinh"), 16), (_("Chức vụ"), 32), (_("Đơn vị"), 28),
        (_("Số vào sổ"), 12), (_("Số hiệu"), 24), (_("Ngày cấp"), 12), (_("Tệp"), 48),
    )  # fmt: skip
    return xlsx_chunks(
        columns=[Column(str(title), width) for title, width in headings],
        rows=_rows(certificates),
        sheet=_("Mục lục"),
        title=_("Giấy chứng nhận của lớp"),
        notes=[],
    )


def _rows(certificates: Iterator[Certificate]) -> Iterator[list[Cell]]:
    for number, one in enumerate(certificates, start=1):
        facts = one.facts
        yield [
            number, facts["name"], facts["birth"].removeprefix("Sinh ngày "), facts["position"], facts["unit"],
            one.register_number, one.serial, one.issued_on, file_name(one),
        ]  # fmt: skip
