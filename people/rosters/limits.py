"""How large a roster may be, and the sentences that refuse what is larger or something else."""

from django.conf import settings
from django.utils.translation import gettext as _

from common.errors import DomainError
from common.vietnamese import format_number

MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELLS = MAX_ROWS * 26  # a grid is filled to its last corner in memory
MAX_UNPACKED = 200 * 1024 * 1024
MAX_TEXT = 400 * 1024 * 1024  # one long text may stand in every cell of a small file


def refuse_large(size: int) -> None:
    """A size limit that can be asked before the file is read."""
    if size > settings.ROSTER_MAX_BYTES:
        limit = {"mb": settings.ROSTER_MAX_BYTES // 2**20}
        raise DomainError(_("Tệp lớn quá %(mb)s\u00a0MB; hãy chia thành nhiều tệp.") % limit)


def refuse_grid(rows: int, columns: int) -> None:
    """A grid that would not fit."""
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise too_big()


def too_big() -> DomainError:
    return DomainError(
        _("Bảng tính quá lớn: nhiều nhất %(rows)s dòng và %(columns)s cột.")
        % {"rows": format_number(MAX_ROWS), "columns": MAX_COLUMNS}
    )


def broken() -> DomainError:
    return DomainError(_("Không mở được tệp Excel: tệp bị hỏng hoặc tải lên chưa hết."))


def locked() -> DomainError:
    return DomainError(_("Tệp có mật khẩu: hãy mở bằng Excel, bỏ mật khẩu rồi tải lên lại."))


def has_macros() -> DomainError:
    return DomainError(_("Tệp Excel có macro: hãy lưu thành .xlsx (không có macro) rồi tải lên lại."))


def not_a_roster() -> DomainError:
    return DomainError(_("Tệp này không phải danh sách Excel (.xlsx, .xls) hay CSV."))


def other_program(name: str) -> DomainError:
    """A file of a known other kind; `name` is what its owner calls it."""
    return DomainError(
        _("Đây là tệp %(kind)s, không phải bảng tính: hãy chép danh sách sang Excel và lưu thành .xlsx.")
        % {"kind": name}
    )


def other_spreadsheet(name: str) -> DomainError:
    """A spreadsheet, but not one that is read here."""
    return DomainError(
        _(
            "Đây là bảng tính kiểu %(kind)s, hệ thống chưa đọc kiểu này: hãy mở tệp bằng chính chương trình đó (hoặc "
            "LibreOffice), chọn “Lưu thành” (Save As), kiểu “Excel (.xlsx)”, rồi tải tệp mới lên."
        )
        % {"kind": name}
    )
