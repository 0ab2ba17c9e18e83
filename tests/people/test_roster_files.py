"""Every file that is no good roster is refused with its own sentence, at once, in little memory; odd good ones go in."""

import io
import struct
import tracemalloc
import zipfile

import pytest
import xlsxwriter

from common.errors import DomainError
from common.tables import safe_text
from people.rosters import archive
from people.rosters.book import open_book
from people.rosters.limits import MAX_ROWS
from tests.people.rosters import SHEET, book, read, rezipped, with_part
from tests.people.xls_writer import container, xls

HEAD = ["Họ và tên", "Số CCCD", "Đơn vị"]
ANH = ["Nguyễn Thị Ánh", "099185900001", "Xã Bảo Hòa"]
GOOD = book(HEAD, ANH)


def altered(old: bytes, new: bytes, data: bytes = GOOD) -> bytes:
    """The sheet with some of its XML exchanged."""
    changed = rezipped(data, lambda name, part: part.replace(old, new) if name == SHEET else part)
    assert changed != data
    return changed


def far_out(address: bytes = b'r="XFD1048576"') -> bytes:
    return altered(b'r="C2"', address)


def repeated_text() -> bytes:
    """One long text asked for by many cells: 10 KB of zip, six gigabytes of cells."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as out:
        sheet = out.add_worksheet()
        for row in range(20_000):
            sheet.write_row(row, 0, ["x" * 32_000] * 10)
    return file.getvalue()


def lying_about_its_size() -> bytes:
    """The zip's directory claims 500 bytes for a sheet of 40 MB."""
    bomb = bytearray(
        rezipped(GOOD, lambda name, part: part + b"<a/>" * 10_000_000 if name == SHEET else part)
    )
    at = 0
    while (at := bomb.find(b"PK\x01\x02", at)) >= 0:
        length = struct.unpack_from("<H", bomb, at + 28)[0]
        if bomb[at + 46 : at + 46 + length] == SHEET.encode():
            struct.pack_into("<I", bomb, at + 24, 500)
        at += 4
    return bytes(bomb)


def twice_the_same_sheet() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate"):
        return with_part(GOOD, SHEET, b"<worksheet/>")


def opendocument(kind: str) -> bytes:
    """As LibreOffice writes it: the kind first and unpacked, then the content."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<office:document-content/>", zipfile.ZIP_DEFLATED)
    return target.getvalue()


def locked_zip() -> bytes:
    data = bytearray(GOOD)
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def sheet_without_addresses() -> bytes:
    rows = b"<row>" + b"<c><v>1</v></c>" * 60_000 + b"</row>" + b"<row><c><v>1</v></c></row>" * 60_000
    return altered(b"<sheetData>", b"<sheetData>" + rows)


def overlapping_merges() -> bytes:
    merges = b"".join(b'<mergeCell ref="C2:C%d"/>' % (150_000 + number) for number in range(200))
    xml = b'</sheetData><mergeCells count="200">' + merges + b"</mergeCells>"
    last = b'<row r="190000"><c r="A190000"><v>1</v></c></row>'
    return altered(b"</sheetData>", last + xml)


def declaring(record: bytes, old: bytes, new: bytes) -> bytes:
    """An .xls that declares more than it has; the reader would make room for it before looking."""
    data = xls(("DS", [HEAD, ANH]))
    assert data.count(record + old) == 1
    return data.replace(record + old, record + new)


DIMENSIONS = struct.pack("<HH", 0x200, 14)
NOT_XML_1 = rezipped(
    far_out(b's="0" r="C2"'), lambda name, part: part.replace(b"UTF-8", b"UTF08") if name == SHEET else part
)
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
REFUSED = {
    "nothing": (b"", "a.xlsx", "Tệp rỗng"),
    "blanks": (b" \n\r\n", "a.csv", "Tệp rỗng"),
    "pdf": (b"%PDF-1.7 ...", "a.xlsx", "Đây là tệp PDF"),
    "picture": (b"\x89PNG\r\n", "a.xlsx", "Đây là tệp PNG"),
    "picture named csv": (b"\xff\xd8\xff\xe0", "a.csv", "Đây là tệp JPEG"),
    "rar": (b"Rar!\x1a\x07", "a.xlsx", "Đây là tệp RAR"),
    "word": (with_part(GOOD, "word/document.xml"), "a.xlsx", "Đây là tệp Word"),
    "ods": (opendocument("spreadsheet"), "a.ods", r"bảng tính kiểu OpenDocument \(\.ods\).*Lưu thành"),
    "odt": (opendocument("text"), "a.odt", "OpenDocument, không phải bảng tính"),
    "xlsb": (with_part(GOOD, "xl/workbook.bin"), "a.xlsx", r"bảng tính kiểu Excel \(\.xlsb\).*Lưu thành"),
    "old word": (container("WordDocument", b"x"), "a.xls", "Đây là tệp Word"),
    "other zip": (with_part(b"", "readme.txt"), "a.xlsx", "không phải danh sách"),
    "nested zip": (with_part(b"", "a.xlsx", GOOD), "a.xlsx", "không phải danh sách"),
    "macros": (with_part(GOOD, "xl/vbaProject.bin"), "a.xlsm", "macro"),
    "macro sheet": (with_part(GOOD, "xl/macrosheets/sheet1.xml"), "a.xlsx", "macro"),
    "old macros": (xls(("DS", [HEAD]), storages=("_VBA_PROJECT_CUR",)), "a.xls", "macro"),
    "locked xlsx": (container("EncryptedPackage", b"x"), "a.xlsx", "có mật khẩu"),
    "locked xls": (xls(("DS", [HEAD]), locked=True), "a.xls", "có mật khẩu"),
    "locked zip": (locked_zip(), "a.xlsx", "có mật khẩu"),
    "truncated": (GOOD[: len(GOOD) // 2], "a.xlsx", "bị hỏng"),
    "no directory": (GOOD[:-30], "a.xlsx", "bị hỏng"),
    "zip of noughts": (b"PK\x03\x04" + bytes(400), "a.xlsx", "bị hỏng"),
    "xls of noughts": (b"\xd0\xcf\x11\xe0" + bytes(600), "a.xls", "bị hỏng"),
    "truncated xls": (xls(("DS", [HEAD, ANH]))[:1500], "a.xls", "bị hỏng"),
    "twice the same sheet": (twice_the_same_sheet(), "a.xlsx", "bị hỏng"),
    "bzip2": (rezipped(GOOD, lambda _name, part: part, zipfile.ZIP_BZIP2), "a.xlsx", "bị hỏng"),
    "outside entity": (altered(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', DOCTYPE), "a.xlsx", "bị hỏng"),
    "sheet in disguise": (
        rezipped(GOOD, lambda name, part: part.replace(b"sheet1.xml", b"a.png") if "workbook.xml.rels" in name else part),
        "a.xlsx", "bị hỏng",
    ),
    "cell far out": (far_out(), "a.xlsx", "quá lớn"),
    "far out in single quotes": (far_out(b"r='XFD1048576'"), "a.xlsx", "quá lớn"),
    "far out by an entity": (far_out(b'r="&#88;FD1048576"'), "a.xlsx", "quá lớn"),
    "far out, other order": (far_out(b's="0" r="XFD1048576"'), "a.xlsx", "quá lớn"),
    "far down": (far_out(b'r="C200001"'), "a.xlsx", "quá lớn"),
    "far right": (far_out(b'r="GS2"'), "a.xlsx", "quá lớn"),
    "large grid": (far_out(b'r="BA200000"'), "a.xlsx", "quá lớn"),
    "no addresses": (sheet_without_addresses(), "a.xlsx", "quá lớn"),
    "far out in xls": (xls(("DS", [HEAD]), corner=(65_535, 255)), "a.xls", "quá lớn"),
    "xls that declares too much": (
        declaring(DIMENSIONS, struct.pack("<IIHH", 0, 2, 0, 3), struct.pack("<IIHH", 0, 2**31, 0, 3)), "a.xls", "bị hỏng",
    ),
    "xls that ends before it begins": (
        declaring(DIMENSIONS, struct.pack("<IIHH", 0, 2, 0, 3), struct.pack("<IIHH", 3, 2, 0, 3)), "a.xls", "bị hỏng",
    ),
    "xls of four thousand million texts": (
        declaring(struct.pack("<HHH", 0x42, 2, 1200), b"", struct.pack("<HHII", 0xFC, 8, 1, 2**32 - 1)), "a.xls", "bị hỏng",
    ),
    "unknown encoding": (NOT_XML_1, "a.xlsx", "bị hỏng"),
    "one text many times": (repeated_text(), "a.xlsx", "quá lớn"),
    "merges over merges": (overlapping_merges(), "a.xlsx", "quá lớn"),
    "web page": (b"<html><body><p>Not found</p></body></html>", "a.xls", "không có bảng"),
    "unclosed comments": (b"<html>" + b"<!--" * 300_000, "a.xls", "không có bảng"),
    "unclosed tags": (b"<html>" + b"<a" * 300_000, "a.xls", "không có bảng"),
    "xml 2003": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "a.xls", "lưu thành .xlsx",
    ),
    "mht": (b"MIME-Version: 1.0\nX-Document-Type: Workbook\n", "a.xls", "lưu thành .xlsx"),
    "text of another name": ("Họ và tên;Đơn vị".encode(), "a.docx", "không phải danh sách"),
    "bytes of no text": (b"ho ten\x00\x01\x02", "a.csv", "không phải danh sách"),
    "no header": (book(["a", "b"], ["Lê", "1"]), "a.xlsx", "dòng tiêu đề"),
    "nobody": (book(HEAD), "a.xlsx", "không có dòng nào"),
    "noise": (b"\xff\xf1\xf2\xf3", "a.csv", "dòng tiêu đề"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_a_bad_file_is_refused_with_its_own_sentence(province, kind):
    data, name, sentence = REFUSED[kind]
    with pytest.raises(DomainError, match=sentence) as refusal:
        read(data, name=name)
    assert refusal.value.status == 400


def test_a_bomb_is_refused_before_it_has_unpacked(monkeypatch):
    bomb = lying_about_its_size()
    monkeypatch.setattr(archive, "MAX_UNPACKED", 10 * 2**20)
    tracemalloc.start()
    try:
        with pytest.raises(DomainError, match="quá lớn"):
            open_book(bomb, "a.xlsx")
        assert tracemalloc.get_traced_memory()[1] < 30 * 2**20
    finally:
        tracemalloc.stop()


def test_a_file_over_the_limit_is_refused_before_anything_is_looked_at(settings):
    settings.ROSTER_MAX_BYTES = 1000
    with pytest.raises(DomainError, match="lớn quá"):
        open_book(b"%PDF" + bytes(2000), "a.pdf")


@pytest.mark.parametrize(
    "data",
    [
        GOOD,
        rezipped(GOOD, lambda _name, part: part, zipfile.ZIP_STORED),
        altered(b'<c r="C2"', b"<c  r='C2'"),
        altered(b'<row r="2"', b"<row"),
        book(["Công văn số 1"] + [""] * 40 + ["x"], HEAD, ANH),
        xls(("DS", [HEAD, ANH])),
    ],
    ids=["plain", "stored", "other quotes", "row without number", "wide", "xls"],
)
def test_a_good_workbook_written_in_an_unusual_way_goes_in(province, data):
    (row,) = read(data, name="ds.xls").rows
    assert (row.full_name, row.unit.name) == ("Nguyễn Thị Ánh", "Bảo Hòa")


def test_an_old_workbook_keeps_its_sheets_and_numbers(province):
    data = xls(
        ("Xã A", [HEAD, ["Lê Văn An", 99085900001, "Xã Bảo Hòa"]]), ("Cũ", [HEAD, ANH]), hidden=("Cũ",)
    )
    reading = read(data, name="ds.xls")
    assert [(row.sheet, row.number, row.identity.number) for row in reading.rows] == [
        ("Xã A", 2, "099085900001")
    ]
    assert reading.hidden_sheets == ["Cũ"]


def test_a_table_of_a_web_page_saved_as_xls_goes_in(province):
    page = """<html><head><meta charset="utf-8"><style>td {color: red}</style></head><body><!-- <table> -->
      <table><tr><th>TT<th>Họ&nbsp;và tên<th>Số CCCD<th>Đơn vị</tr>
      <tr><td>1<td>Nguyễn Thị <b>Ánh</b><td>099185900001<td rowspan=2>Xã<br>Bảo Hòa &amp; nt</tr>
      <tr><td>2<td>Lê Văn An<td>'099085900002</table></body></html>"""
    first, second = read(page.encode(), name="ds.xls").rows
    assert (first.full_name, first.identity.number, first.unit_text) == (
        "Nguyễn Thị Ánh",
        "099185900001",
        "Xã Bảo Hòa & nt",
    )
    assert (second.full_name, second.number, second.unit_text) == ("Lê Văn An", 3, "")


def test_a_formula_gives_its_stored_value_and_is_never_worked_out(province):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as out:
        sheet = out.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write_formula(1, 0, '=HYPERLINK("http://vidu.example","x")', value="Nguyễn Thị Ánh")
        sheet.write_formula(1, 1, "=1+1", value="099185900001")
        sheet.write_formula(1, 2, '=A1&"x"', value="Xã Bảo Hòa")
        sheet.write_formula(2, 0, "=1/0", value="#DIV/0!")
        sheet.write_string(2, 1, "099185900002")
    first, second = read(file.getvalue()).rows
    assert (first.full_name, first.identity.number, first.unit.name) == (
        "Nguyễn Thị Ánh",
        "099185900001",
        "Bảo Hòa",
    )
    assert second.number == 3


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2+3", "@SUM(A1)", "\t=cmd"])
def test_a_text_that_begins_like_a_formula_stays_text_and_is_disarmed_on_the_way_out(province, text):
    (row,) = read(book([*HEAD, "Chức vụ"], [*ANH, text])).rows
    assert row.position == text.strip()
    assert not safe_text(row.position).startswith(tuple("=+-@\t"))


def test_a_hundred_thousand_people_below_a_header_go_in(province):
    row = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>Lê An</t></is></c><c r="B{0}"><v>{1}</v></c></row>'
    xml = "".join(row.format(number, 99_085_000_000 + number) for number in range(3, 100_003))
    data = rezipped(
        book(HEAD, ANH),
        lambda name, part: (
            part.replace(b"</sheetData>", xml.encode() + b"</sheetData>") if name == SHEET else part
        ),
    )
    reading = read(data)
    assert len(reading.rows) == 100_001 < MAX_ROWS
    assert reading.rows[-1].identity.number == "099085100002"
