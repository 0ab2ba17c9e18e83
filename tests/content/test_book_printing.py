"""A workbook of the library is printed whole: what is seen of its sheets, as tables that go onto any paper."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from common.errors import DomainError
from content.printing.article import Block
from content.printing.book import blocks_of_book
from content.printing.sheet import Handout
from content.printing.whole import draw_whole
from lms.demo.schedule_in_excel import SCHEDULE_TITLE, schedule_in_excel
from tests.assessments.exchange.word_files import zipped
from tests.content.book_sample import HAMLETS, book, followed, raw, rows_of
from tests.content.test_material_printing import ADDRESS, material, words
from tests.content.test_word_printing import LAUGHS

FORMS = ("toan-van", "a5", "chu-to")
SHARED = '<c t="s"><v>0</v></c>'
TAG = re.compile(r"<[^>]*>")


def cell(place: str, inside: str, attributes: str = "") -> str:
    return f'<c r="{place}" {attributes}>{inside}</c>'


def tables(data: bytes) -> list[Block]:
    return [one for one in blocks_of_book(data) if one.kind == "table" and one.ruled]


def seen(block: Block) -> list[list[str]]:
    return [[TAG.sub("", cell) for cell in row] for row in block.rows]


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
def test_what_is_seen_of_a_workbook_is_set_whole_in_each_form(client: Client, form: str) -> None:
    material(followed(), "theo-doi.xlsx")
    text = words(client.get(f"{ADDRESS}in/{form}.pdf").content)

    for one in (
        "BẢNG THEO DÕI KẾT QUẢ", "05/01/2026", "1.234", "41,2 %", "12.500.000 đ", "0908123450", "12.159", "Tổng cộng",
        "tổ công nghệ số cộng đồng ghi", "07:30", "Lịch", "Các cột tiếp theo của bảng trên", "bản 1, ngày 02/03/2026",
    ):  # fmt: skip
        assert one in text
    for hidden in ("SỔ NỘI BỘ", "Bàu Phụng 05", "Số hồ sơ"):
        assert hidden not in text
    assert f"{ADDRESS}in/{form}.pdf" in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize("form", FORMS)
def test_nothing_stands_outside_the_paper(form: str) -> None:
    said = Handout("Theo dõi", "", "", "", "https://lop.example/", "", "")
    wide = rows_of(
        *[tuple(f"Cột số {n} dài" if not row else 1_000_000 * n for n in range(30)) for row in range(9)]
    )
    for data in (followed(), wide):
        drawn = draw_whole(data, "XLSX", said, form)
        assert data is not wide or all(f"{n}000000" in words(drawn) for n in range(1, 30))
        for page in PdfDocument(drawn):
            text, width = page.get_textpage(), page.get_width()
            for at in range(text.count_rects()):
                left, low, right, _high = text.get_rect(at)
                assert left > 0 < low
                assert right < width
                assert form != "a5" or right <= width / 2 or left >= width / 2


def test_titles_heads_and_notes_stand_apart_from_the_table() -> None:
    found = blocks_of_book(followed())
    first, dates = tables(followed())

    assert [(one.kind, TAG.sub("", one.text)) for one in found] == [
        ("part", "Kết quả theo ấp"), ("table", ""), ("head", "BẢNG THEO DÕI KẾT QUẢ"), ("table", ""),
        ("text", "Ghi chú: số liệu do tổ công nghệ số cộng đồng ghi."), ("part", ""), ("head", "Lịch"), ("table", ""),
    ]  # fmt: skip
    assert (first.heads, first.keys, dates.heads, dates.keys) == (2, 2, 1, 2)
    assert seen(first)[0][:6] == ["TT", "Ấp", "Ngày bắt đầu", "Số hộ", "Định danh mức 2", ""]
    assert seen(dates)[1] == ["1", "01/12/2026", "07:30", "Nhà văn hóa ấp Bình Chánh"]


def test_hidden_rows_and_columns_are_left_out_and_merged_cells_close_over_them() -> None:
    first = tables(followed())[0]

    assert [row[1] for row in seen(first)[2:]] == [*(one for one in HAMLETS if one != "Bàu Phụng"), ""]
    assert seen(first)[0][4:8] == ["Định danh mức 2", "", "Hồ sơ trực tuyến", "Không tiền mặt"]
    assert (0, 4, 5) in first.spans
    assert (7, 0, 2) in first.spans
    assert (0, 0, 1) in first.joined


def test_what_stands_in_the_hidden_corner_of_merged_cells_is_read() -> None:
    cells = f"<row r='1' hidden='1'>{cell('A1', '<v>7</v>')}</row><row r='2'>{cell('B2', '<v>8</v>')}</row>"
    (found,) = tables(raw(cells, after='<mergeCells><mergeCell ref="A1:A3"/></mergeCells>'))
    assert seen(found) == [["7", "8"]]


def test_empty_edges_far_cells_and_rows_cost_nothing() -> None:
    far = f"<row r='1048576'>{cell('D1048576', '<v>3</v>')}</row>"
    cells = f"<row r='7'>{cell('D7', '<v>1</v>')}{cell('XFD7', '<v>2</v>')}</row>{far}"
    assert seen(tables(raw(cells))[0]) == [["1", "2"], ["3", ""]]


def test_framed_rows_to_write_in_are_kept() -> None:
    into: list[bytes] = []
    with book(into) as made:
        framed, sheet = made.add_format({"border": 1}), made.add_worksheet()
        sheet.write_row(0, 0, ("Họ và tên", "Ấp", "Ký nhận"), framed)
        for row in range(1, 100):
            sheet.write_row(row, 0, ("", "", ""), framed)
    (found,) = tables(into[0])
    assert (len(found.rows), found.heads) == (41, 1)


def test_only_what_the_author_prints_is_printed() -> None:
    into: list[bytes] = []
    with book(into) as made:
        sheet = made.add_worksheet("Thu chi")
        for row in range(5):
            sheet.write_row(row, 0, (row, row * 10, "nháp"))
        sheet.print_area("A1:B3")
    assert seen(tables(into[0])[0]) == [["0", "0"], ["1", "10"], ["2", "20"]]


def test_markup_lines_and_truth_in_cells() -> None:
    strings = (
        "<si><t>5 &lt; 6 &amp; x</t></si><si><r><t>Một</t></r><r><t>\nhai</t></r><rPh><t>no</t></rPh></si>"
    )
    link = '<Relationship Id="s" Type="u/sharedStrings" Target="sharedStrings.xml"/>'
    sheet = '<Relationship Id="r1" Type="u/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
    links = {"xl/_rels/workbook.xml.rels": f"<Relationships>{sheet}{link}</Relationships>".encode()}
    row = (
        cell("A1", "<v>0</v>", 't="s"') + cell("B1", "<v>1</v>", 't="s"') + cell("C1", "<v>1</v>", 't="b"')
        + cell("D1", "<v>#N/A</v>", 't="e"') + cell("E1", "<is><t>trong ô</t></is>", 't="inlineStr"')
        + cell("F1", "<v>2026-08-18T00:00:00</v>", 't="d"') + cell("G1", "<v>9999</v>", 't="s"') + cell("H1", "<f>1/0</f>")
    )  # fmt: skip
    (found,) = tables(
        raw(f"<row>{row}</row>", **links, **{"xl/sharedStrings.xml": f"<sst>{strings}</sst>".encode()})
    )
    assert found.rows == [["5 &lt; 6 &amp; x", "Một<br/>hai", "Đúng", "#N/A", "trong ô", "18/08/2026"]]


def test_a_workbook_of_lines_is_lines() -> None:
    assert [
        (one.kind, one.text) for one in blocks_of_book(rows_of(("HƯỚNG DẪN",), ("Mang theo căn cước.",)))
    ] == [
        ("head", "HƯỚNG DẪN"),
        ("text", "Mang theo căn cước."),
    ]


def test_words_run_on_over_empty_cells_but_not_over_cells_to_write_in() -> None:
    long = "Ghi chú: số liệu do tổ công nghệ số ghi từng ngày"
    rows = [
        ("TT", "Ấp", "Số hộ", "Số người"),
        (1, "Phú Lý", 3, 4),
        (2, "Suối Cát", 3, 4),
        (long,),
        (3, "Cây Cầy"),
    ]
    (found,) = tables(rows_of(*rows))
    assert found.spans == [(3, 0, 3)]


@pytest.mark.django_db
def test_a_long_table_goes_on_with_its_heads_on_each_page(client: Client) -> None:
    rows = [("TT", "Họ và tên", "Số hộ"), *((n, f"Nguyễn Văn {n}", n * 3) for n in range(1, 400))]
    material(rows_of(*rows), "dai.xlsx")
    pages = PdfReader(io.BytesIO(client.get(f"{ADDRESS}in/toan-van.pdf").content)).pages

    assert len(pages) > 8
    assert all("Họ và tên" in page.extract_text() for page in pages[:-1])
    assert "Nguyễn Văn 399" in pages[-1].extract_text()


HUGE = b"<worksheet><sheetData>" + b"<row><c><v>1</v></c></row>" * 40_000 + b"</sheetData></worksheet>"
SECRET = b'<workbook xmlns:r="u"><sheets><sheet name="x" state="veryHidden" r:id="r1"/></sheets></workbook>'
HOSTILE = [
    (raw("", **{"xl/worksheets/sheet1.xml": bytes(40 * 2**20)}), "quá lớn"),
    (raw("", **{"xl/worksheets/sheet1.xml": LAUGHS}), "DTD"),
    (raw("", **{"xl/worksheets/sheet1.xml": b"<worksheet>" + b"<a>" * 500}), "lồng quá sâu"),
    (raw("", **{"xl/workbook.xml": b"<w"}), "bị hỏng"),
    (zipped({"word/document.xml": b"<p/>"}), "không phải tệp Excel"),
    (b"\xd0\xcf\x11\xe0" + bytes(600), "mật khẩu hoặc ở dạng cũ"),
    (b"PK", "hỏng"),
    (followed()[:900], "hỏng"),
    (raw(""), "không có chữ"),
    (raw(f"<row>{cell('A1', '<v>1</v>')}</row>", **{"xl/workbook.xml": SECRET}), "không có chữ"),
    (raw("", **{"xl/worksheets/sheet1.xml": HUGE}), r"hơn 1\.500 dòng"),
    (rows_of(*[("x",) * 100] * 121), r"hơn 12\.000 ô"),
    (rows_of(*[("chữ " * 2000, "b")] * 60), "quá dài"),
]


@pytest.mark.parametrize(("data", "why"), HOSTILE, ids=[why for _data, why in HOSTILE])
def test_what_means_harm_or_is_too_much_is_refused_in_words(data: bytes, why: str) -> None:
    with pytest.raises(DomainError, match=why):
        blocks_of_book(data)


def test_too_many_sheets_are_refused() -> None:
    into: list[bytes] = []
    with book(into) as made:
        for number in range(41):
            made.add_worksheet(f"Tờ {number}").write(0, 0, "x")
    with pytest.raises(DomainError, match="hơn 40 trang tính"):
        blocks_of_book(into[0])


ODD = [
    "<row r='²'><c r='A²'><v>x</v></c><c r='B1' s='²' t='s'><v>²</v></c></row>",
    "<row r='99999999999999999999'><c r='XFD1'><v>1e999</v></c><c><v>nan</v></c></row>",
    "<row r='1' ht='x'><c r='A1'><v>-1e300</v></c><c r='B1' t='d'><v>x</v></c></row>",
    "<row><c r='A1'><v>1</v></c></row><row r='1'><c r='A1'><v>2</v></c><c r='B1'><v>3</v></c></row>",
]


@pytest.mark.parametrize("cells", ODD)
def test_places_and_numbers_that_are_none_do_no_harm(cells: str) -> None:
    merged = "".join(
        f'<mergeCell ref="{one}"/>' for one in ("A1:B1", "A1:ZZ9", "B1:A1", "x", "A1:XFD1048576")
    )
    columns = (
        '<col min="0" max="99999999" width="1e9"/><col min="5" max="2" hidden="1"/><col min="²" width="x"/>'
    )
    data = raw(cells, before=f"<cols>{columns}</cols>", after=f"<mergeCells>{merged}</mergeCells>")
    said = Handout("Tên", "", "", "", "https://lop.example/", "", "")
    assert draw_whole(data, "XLSX", said, "a5").startswith(b"%PDF")


@pytest.mark.django_db
def test_a_refused_workbook_keeps_sheet_and_poster_and_says_why(client: Client) -> None:
    material(raw("", **{"xl/worksheets/sheet1.xml": HUGE}), "dai.xlsx")
    answer: Any = client.get(f"{ADDRESS}in/a5.pdf")

    assert answer.status_code == 422
    assert "hơn 1.500 dòng" in answer.content.decode()
    assert client.get(f"{ADDRESS}in/a4.pdf")["Content-Type"] == "application/pdf"


@pytest.mark.django_db
def test_the_demonstrations_schedule_is_set_with_its_lines_to_write_on(client: Client) -> None:
    material(schedule_in_excel(), "lich.xlsx", title=SCHEDULE_TITLE, slug="to-roi-vneid")
    text = words(client.get(f"{ADDRESS}in/a5.pdf").content)
    schedule, form = tables(schedule_in_excel())

    assert "28/09/2026" in text
    assert (schedule.heads, form.heads, len(form.rows)) == (1, 2, 14)
    assert seen(schedule)[-1] == ["Cộng", "", "", "", "", "", "140"]


def test_the_first_table_begins_below_our_title_and_is_not_taken_to_the_next_page() -> None:
    said = Handout(SCHEDULE_TITLE, "Điền lịch của ấp mình.", "", "", "https://lop.example/", "", "")
    first, *_rest = PdfReader(io.BytesIO(draw_whole(schedule_in_excel(), "XLSX", said, "chu-to"))).pages

    assert "LỊCH HƯỚNG DẪN BỐN TUẦN" in first.extract_text()
    assert "Lần đầu dùng VNeID" in " ".join(first.extract_text().split())


def test_columns_to_write_in_get_room_by_how_wide_they_were_drawn() -> None:
    _schedule, form = tables(schedule_in_excel())
    names, ticks = form.rooms[1], form.rooms[4]
    assert names > 2 * ticks > 0
    assert form.rooms[0] == 0


def test_a_text_that_all_cells_share_and_areas_without_end_cost_little() -> None:
    """Each would take gigabytes or minutes if it were believed."""
    link = '<Relationship Id="s" Type="u/sharedStrings" Target="sharedStrings.xml"/>'
    sheet = '<Relationship Id="r1" Type="u/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
    links = {"xl/_rels/workbook.xml.rels": f"<Relationships>{sheet}{link}</Relationships>".encode()}
    strings = f"<sst><si><t>{'chữ ' * 150_000}</t></si></sst>".encode()
    shared = "".join(f"<row>{SHARED * 9}</row>" for _row in range(1300))
    with pytest.raises(DomainError, match="quá dài"):
        blocks_of_book(raw(shared, **links, **{"xl/sharedStrings.xml": strings}))

    cells = "".join(f"<row hidden='{n % 2}'><c><v>1</v></c><c><v>2</v></c></row>" for n in range(2000))
    endless = '<mergeCell ref="A1:XFD1048576"/><mergeCell ref="A2:XFD1048576"/>' * 2500
    columns = '<col min="1" max="16383"/>' * 16_000
    found = blocks_of_book(
        raw(cells, before=f"<cols>{columns}</cols>", after=f"<mergeCells>{endless}</mergeCells>")
    )
    assert sum(len(one.spans) for one in found) <= 2000
