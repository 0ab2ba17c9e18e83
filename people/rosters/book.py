"""Opens a roster file as sheets of plain cells, and refuses files that are not what they say."""

import io
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from common.errors import DomainError
from people.rosters import compound
from people.rosters.archive import refuse_unsafe_archive
from people.rosters.encodings import UNICODE, decoded
from people.rosters.limits import broken, locked, not_a_roster, other_program, refuse_large
from people.rosters.texts import csv_rows, html_rows

_OTHER_KINDS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"{\\rtf": "RTF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"\x1f\x8b": "GZIP",
}


@dataclass
class Sheet:
    """One visible sheet; the first row is row 1. `merged` are (top, left, bottom, right), counted from 0."""

    name: str
    rows: list[list[Any]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


@dataclass
class Book:
    """The visible sheets, the names of hidden ones that were not read, and how the letters were coded."""

    sheets: list[Sheet]
    hidden: list[str] = field(default_factory=list)
    encoding: str = UNICODE


def open_book(data: bytes, file_name: str, encoding: str = "") -> Book:
    """The sheets of an xlsx, xls or csv file; a DomainError says what is wrong with any other."""
    if not data.strip(b" \t\r\n\0"):
        raise DomainError(_("Tệp rỗng, chưa có gì để nạp."))
    refuse_large(len(data))
    if data[:2] == b"PK":
        refuse_unsafe_archive(data)
        return _workbook(data)
    if data[:4] == compound.MAGIC[:4]:
        compound.refuse_unsafe_compound(data)
        return _workbook(data)
    for magic, kind in _OTHER_KINDS.items():
        if data.startswith(magic):
            raise other_program(kind)
    return _text_book(data, file_name.lower(), encoding)


def _text_book(data: bytes, file_name: str, encoding: str) -> Book:
    text, used = decoded(data, encoding)
    start = text[:4000].lstrip().lower()
    if "schemas-microsoft-com:office:spreadsheet" in start or start.startswith("mime-version"):
        raise DomainError(
            _("Tệp lưu theo kiểu trang mạng (XML, MHT): hãy mở bằng Excel rồi lưu thành .xlsx.")
        )
    if start.startswith(("<html", "<!doctype html", "<table", "<meta", "<?xml")) or "<table" in start:
        return Book([Sheet("HTML", _table(text))], encoding=used)
    if not file_name.endswith((".csv", ".txt", ".tsv")):
        raise not_a_roster()
    return Book([Sheet("CSV", list(csv_rows(text)))], encoding=used)


def _table(text: str) -> list[list[Any]]:
    rows = html_rows(text)
    if not any(map(any, rows)):
        raise DomainError(_("Tệp là trang mạng không có bảng nào: hãy mở bằng Excel rồi lưu thành .xlsx."))
    return rows


def _workbook(data: bytes) -> Book:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        visible = [sheet.name for sheet in shown if sheet.visible == SheetVisibleEnum.Visible]
        hidden = [sheet.name for sheet in shown if sheet.visible != SheetVisibleEnum.Visible]
        return Book([_sheet(book, name) for name in visible], hidden)
    except PasswordError as wrong:
        raise locked() from wrong
    except (CalamineError, KeyError, ValueError, EOFError, OSError) as wrong:
        raise broken() from wrong
    except BaseException as panic:
        # The reader is written in Rust; what it never expected arrives as a PanicException, which is no Exception.
        if type(panic).__name__ != "PanicException":
            raise
        raise broken() from panic


def _sheet(book: CalamineWorkbook, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    ranges = sheet.merged_cell_ranges or []
    merged = [(top, left, bottom, right) for (top, left), (bottom, right) in ranges]
    return Sheet(name, sheet.to_python(skip_empty_area=False), merged)
