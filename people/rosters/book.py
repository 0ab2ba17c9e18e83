"""Opens a roster file as sheets of plain cells, and refuses files that are not what they say."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from common.errors import DomainError

MAX_UNPACKED = 120 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 200
_ROW = re.compile(rb'<row[^>]*? r="(\d+)"')
_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"')


@dataclass
class Sheet:
    """One visible sheet; the first row is row 1. `merged` are (top, left, bottom, right), counted from 0."""

    name: str
    rows: list[list[Any]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass
class Book:
    """The visible sheets, and the names of hidden ones that were not read."""

    sheets: list[Sheet]
    hidden: list[str] = field(default_factory=list)


def open_book(data: bytes, file_name: str) -> Book:
    """The sheets of an xlsx or csv file; a DomainError says what is wrong with any other."""
    if not data.strip():
        raise DomainError(_("Tệp rỗng, chưa có gì để nạp."))
    refuse_large(len(data))
    if data[:4] == b"PK\x03\x04":
        return _open_xlsx(data)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise DomainError(_("Tệp Excel đời cũ hoặc có mật khẩu: hãy mở bằng Excel rồi lưu thành .xlsx."))
    if file_name.lower().endswith((".csv", ".txt")):
        return Book([Sheet("CSV", list(_csv_rows(data)))])
    raise DomainError(_("Tệp này không phải danh sách Excel (.xlsx) hay CSV."))


def refuse_large(size: int) -> None:
    """A size limit that can be asked before the file is read."""
    if size > settings.ROSTER_MAX_BYTES:
        limit = {"mb": settings.ROSTER_MAX_BYTES // 2**20}
        raise DomainError(_("Tệp lớn quá %(mb)s\u00a0MB; hãy chia thành nhiều tệp.") % limit)


def _open_xlsx(data: bytes) -> Book:
    try:
        _refuse_bombs(data)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        visible = [sheet.name for sheet in shown if sheet.visible == SheetVisibleEnum.Visible]
        hidden = [sheet.name for sheet in shown if sheet.visible != SheetVisibleEnum.Visible]
        return Book([_sheet(book, name) for name in visible], hidden)
    except (CalamineError, zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError) as broken:
        raise DomainError(_("Không mở được tệp Excel: tệp bị hỏng hoặc tải lên chưa hết.")) from broken


def _sheet(book: CalamineWorkbook, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    ranges = sheet.merged_cell_ranges or []
    merged = [(top, left, bottom, right) for (top, left), (bottom, right) in ranges]
    return Sheet(name, sheet.to_python(skip_empty_area=False), merged)


def _refuse_bombs(data: bytes) -> None:
    """A small zip may unpack to gigabytes; one cell far out makes the reader fill all before it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise DomainError(_("Tệp này không phải danh sách Excel (.xlsx) hay CSV."))
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
            raise _too_big()
        for entry in archive.infolist():
            if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                _refuse_far_cells(archive, entry)


def _refuse_far_cells(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    tail, unpacked = b"", 0
    with archive.open(entry) as xml:
        while piece := xml.read(2**20):
            unpacked += len(piece)
            text = tail + piece
            rows = max(map(int, _ROW.findall(text)), default=0)
            cells = _CELL.findall(text)
            far_row = max((int(row) for _column, row in cells), default=0)
            wide = any(_column_number(column) > MAX_COLUMNS for column in {column for column, _row in cells})
            if unpacked > MAX_UNPACKED or max(rows, far_row) > MAX_ROWS or wide:
                raise _too_big()
            tail = text[-100:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:4]:
        number = number * 26 + letter - 64
    return number


def _too_big() -> DomainError:
    return DomainError(
        _("Bảng tính quá lớn: nhiều nhất %(rows)s dòng và %(columns)s cột.")
        % {"rows": f"{MAX_ROWS:,}".replace(",", "."), "columns": MAX_COLUMNS}
    )


def _csv_rows(data: bytes) -> Iterator[list[Any]]:
    text = _decoded(data)
    if "\x00" in text:
        raise DomainError(_("Tệp này không phải danh sách Excel (.xlsx) hay CSV."))
    head = text[:4000]
    separator = max(";\t,", key=head.count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=separator), start=1):
            if number > MAX_ROWS or len(row) > MAX_COLUMNS:
                raise _too_big()
            yield list(row)
    except csv.Error as broken:
        raise DomainError(_("Không đọc được tệp CSV: có dòng bị hỏng.")) from broken


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise DomainError(_("Tệp CSV không phải mã UTF-8; hãy lưu lại thành .xlsx.")) from wrong
