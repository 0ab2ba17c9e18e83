"""What is stored of a roster's rows as a plain workbook, and what became of each in words."""

import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from common.tables import Column, write_xlsx
from people.models import Roster, RosterRow
from people.roster_words import CHANGES, REASONS, WARNINGS

Status = RosterRow.Status
MASK = "*********"


def plain_book(roster: Roster, rows: Iterable[RosterRow]) -> bytes:
    """What is stored of the rows: for other formats, for files already deleted, and for very long ones."""
    file = io.BytesIO()
    columns = [
        Column(_("Trang tính"), 14), Column(_("Dòng"), 7), Column(_("Họ và tên"), 26), Column(_("Ngày sinh"), 12),
        Column(_("CCCD"), 14), Column(_("Điện thoại"), 13), Column(_("Thư điện tử"), 26), Column(_("Chức vụ"), 28),
        Column(_("Đơn vị trong tệp"), 28), Column(_("Đơn vị"), 28), Column(_("Kết quả nạp"), 16),
        Column(_("Giải thích"), 60),
    ]  # fmt: skip
    write_xlsx(file, columns=columns, rows=map(_plain, rows), sheet=_("Kết quả nạp"), title=roster.file_name)
    return file.getvalue()


def explanation(row: RosterRow) -> str:
    """Why, and what was mended, in plain words."""
    said = [str(REASONS.get(row.reason, row.reason))] if row.reason else []
    said += [str(WARNINGS.get(code, code)) for code in row.warnings]
    if row.status in (Status.UPDATED, Status.DUPLICATE) and (changed := row.data.get("changed")):
        said.append(
            _("Đổi %(what)s.") % {"what": ", ".join(str(CHANGES.get(name, name)) for name in changed)}
        )
    if from_unit := row.data.get("from_unit"):
        said.append(_("Chuyển từ %(unit)s.") % {"unit": from_unit})
    return " ".join(said)


def _plain(row: RosterRow) -> list[Any]:
    data = row.data
    number = f"{MASK}{data['id_last3']}" if data.get("id_last3") else ""
    told = [data.get(name, "") for name in ("phone", "email", "position", "unit_text", "unit")]
    return [row.sheet, row.number, data.get("full_name"), data.get("birth"), number, *told, outcome(row),
            explanation(row)]  # fmt: skip


def outcome(row: RosterRow) -> str:
    """The status in words."""
    return str(Status(row.status).label)
