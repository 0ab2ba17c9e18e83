"""The certificates' part of a class's evidence folder (settings.CLASS_FOLDER_PARTS)."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import IO, Any

from certificates.models import Certificate
from common.folder_part import Part
from common.tables import Column, write_xlsx
from courses.models import TrainingSession
from courses.queries.training.trained import trained_by

COLUMNS = [
    Column("Họ và tên", 28),
    Column("Số vào sổ", 14),
    Column("Mã kiểm tra", 26),
    Column("Ngày cấp", 12),
]


def parts_of_class(session: TrainingSession, at: datetime) -> Iterator[Part]:
    """The list of certificates given for the class's course to those who attended it."""
    people = trained_by([session.pk])[session.pk]
    rows = Certificate.objects.filter(
        enrolment__course=session.release.course, enrolment__learner__in=people
    ).order_by("year", "number")
    yield Part("giay-chung-nhan.xlsx", "Danh sách giấy chứng nhận đã cấp", partial(_write, rows))


def _write(rows: Any, target: IO[bytes]) -> None:
    lines = (
        (one.facts.get("name", ""), f"{one.number}/{one.year}", one.serial, one.issued_on)
        for one in rows.iterator()
    )
    write_xlsx(target, columns=COLUMNS, rows=lines, sheet="Giấy chứng nhận")
