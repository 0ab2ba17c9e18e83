"""A Word document of the library is printed whole, in the flow that lessons have; one that means harm is refused."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader
from reportlab.lib.styles import ParagraphStyle

from common.errors import DomainError
from common.pdf_fonts import SCREEN_BOLD, width
from content.printing import word as reader
from content.printing.columns import AIR, columns_of
from content.printing.word import blocks_of_word
from lms.demo.guide_in_word import TITLE, guide_in_word
from tests.assessments.exchange.word_files import zipped
from tests.content.test_material_printing import ADDRESS, material, words
from tests.content.word_sample import drawn, listed, office_letter, para, row, run, shown, table, word

FORMS = ("toan-van", "a5", "chu-to")
BOLD = "<w:b/>"


def kinds(data: bytes) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in blocks_of_word(data)]


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
def test_a_letter_is_set_whole_in_each_form(client: Client, form: str) -> None:
    material(office_letter(), "huong-dan.docx")
    answer = client.get(f"{ADDRESS}in/{form}.pdf")

    text = words(answer.content)
    for said in (
        "Tờ rơi VNeID", "CỘNG HÒA XÃ HỘI", "làm đến đâu chắc đến đó", "Hẹn buổi, báo trên loa", "Tổ công nghệ số",
        "Quét mã để xem bản mới nhất", "tai-lieu/to-roi-vneid", "bản 1, ngày 02/03/2026",
    ):  # fmt: skip
        assert said in text
    for hidden in ("GHI CHÚ NỘI BỘ", "Mục lục"):
        assert hidden not in text
    assert f"{ADDRESS}in/{form}.pdf" in client.get(ADDRESS).content.decode()


@pytest.mark.django_db
def test_the_picture_and_the_slanted_face_are_on_the_paper(client: Client) -> None:
    material(office_letter(), "huong-dan.docx")
    pdf = PdfReader(io.BytesIO(client.get(f"{ADDRESS}in/toan-van.pdf").content))

    assert sum(len(page.images) for page in pdf.pages) == 1
    fonts = str([font.get_object() for page in pdf.pages for font in page["/Resources"]["/Font"].values()])  # type: ignore[index]
    assert "BeVietnamPro-Italic" in fonts
    assert "BeVietnamPro-SemiBold" in fonts


def test_headings_items_looks_and_places_are_known() -> None:
    found = blocks_of_word(office_letter())

    assert [(one.kind, one.text) for one in found if one.kind == "head"] == [
        ("head", '<para align="center">HƯỚNG DẪN</para>'),
        ("head", '<para align="center"><i>Về việc hỗ trợ bà con nộp hồ sơ trên mạng</i></para>'),
        ("head", "Mục đích và yêu cầu"),
        ("head", "Các bước thực hiện"),
        ("head", "Phân công"),
        ("head", '<para align="right">CHỦ TỊCH</para>'),
    ]
    assert [(one.mark, one.text[:12]) for one in found if one.kind == "item"] == [
        ("1.", "Lập danh sác"), ("2.", "Hẹn buổi, bá"), ("•", "Mang theo că"), ("•", "Mang theo đi"), ("–", "Ai chưa có đ"),
    ]  # fmt: skip
    (text,) = [one.text for one in found if one.kind == "text"]
    assert "<b>hai người</b>" in text
    assert "<i>làm đến đâu chắc đến đó</i>" in text
    assert re.search(r"80 m<super [^>]*>2</super> trở lên\.$", text)


def test_tables_keep_their_columns_and_a_letterhead_has_no_lines() -> None:
    head, dues = [one for one in blocks_of_word(office_letter()) if one.kind == "table"]

    assert (head.ruled, dues.ruled) == (False, True)
    assert head.rows[0][0] == '<para align="center"><b>ỦY BAN NHÂN DÂN</b><br/><b>XÃ PHÚ LÝ</b></para>'
    assert dues.rows[0] == ["TT", "Việc", "Ai làm", "Hạn"]
    assert dues.rows[3] == ["Ghi chú", "Hộ già yếu được đến tận nhà.", "", ""]
    assert dues.spans == [(3, 1, 3)]
    assert dues.widths == [700, 4200, 2600, 1200]


def test_markup_of_the_author_is_words_not_markup() -> None:
    assert kinds(word(para("Nếu 5 &lt; 6 &amp; &lt;b&gt;."))) == [("text", "Nếu 5 &lt; 6 &amp; &lt;b&gt;.")]


def test_a_box_of_one_cell_is_a_notice_and_a_very_wide_table_is_set_row_by_row() -> None:
    assert kinds(word(table(row("Lưu ý: mang căn cước.")))) == [("note", "Lưu ý: mang căn cước.")]
    middle = para("0", props='<w:jc w:val="center"/>')
    wide = table(row(middle, *[str(n) for n in range(1, 14)]))
    assert kinds(word(wide)) == [("text", " · ".join(str(n) for n in range(14)))]


def test_a_sentence_in_bold_is_no_heading() -> None:
    bold = para(run("Bà con mang theo căn cước công dân.", BOLD))
    assert kinds(word(bold)) == [("text", "<b>Bà con mang theo căn cước công dân.</b>")]


def test_longest_words_go_into_their_columns_and_nothing_stands_outside() -> None:
    style = ParagraphStyle("text", fontSize=19)
    block = blocks_of_word(word(table(row("TT", "Nghiêng", "Trách nhiệm"), grid=(100, 9000, 100))))[0]
    size, widths = columns_of(block, block.rows, style, 300)

    assert sum(widths) == pytest.approx(300)
    assert widths[0] >= width("TT", SCREEN_BOLD, size) + 2 * AIR
    assert widths[2] >= width("nhiệm", SCREEN_BOLD, size) + 2 * AIR
    assert widths[1] > widths[2] > widths[0]

    narrow, _widths = columns_of(block, block.rows, style, 120)
    assert narrow < size


@pytest.mark.django_db
def test_a_cell_longer_than_a_page_goes_on_on_the_next(client: Client) -> None:
    long = table(row("Điều", "Nội dung"), row("1", "Bà con đem hồ sơ đến bộ phận một cửa. " * 400))
    material(word(long), "dai.docx")

    assert words(client.get(f"{ADDRESS}in/chu-to.pdf").content).count("bộ phận một cửa") > 390


def test_pictures_from_elsewhere_and_of_other_kinds_leave_words() -> None:
    data = word(para(shown("ngoai")), para(shown("la")), pictures={"la.emf": b"\x01\x00\x00\x00"})
    assert [(one.kind, one.text, one.picture) for one in blocks_of_word(data)] == [
        ("picture", "hình không in được từ đây", b"")
    ] * 2


def test_a_picture_shown_twice_is_drawn_once_and_dots_are_left_out() -> None:
    first, second = blocks_of_word(word(para(shown("hinh")), para(shown("hinh"))))
    assert first.picture is second.picture
    dot = word(para("Chữ"), para(shown("hinh")), pictures={"hinh.png": drawn(4, 4)})
    assert [one.kind for one in blocks_of_word(dot)] == ["text"]


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    b"<document><body><p>&b;</p></body></document>"
)
HOSTILE = [
    (zipped({"word/document.xml": bytes(40 * 2**20)}), "quá lớn"),
    (zipped({"word/document.xml": LAUGHS}), "DTD"),
    (zipped({"word/document.xml": b"<document>" + b"<p>" * 500}), "lồng quá sâu"),
    (zipped({"word/document.xml": b"<w"}), "bị hỏng"),
    (zipped({"ppt/presentation.xml": b"<p/>"}), "không phải tệp Word"),
    (b"\xd0\xcf\x11\xe0" + bytes(600), "mật khẩu hoặc ở dạng cũ"),
    (b"khong phai zip", "hỏng"),
    (office_letter()[:900], "hỏng"),
    (word(), "không có chữ"),
    (word(para("Một", props='<w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr>')), "bị hỏng"),
    (word(para(shown("hinh")), pictures={"hinh.png": drawn(9000, 9000)}), "điểm ảnh"),
    (word(para(shown("hinh")), pictures={"hinh.png": b"\x89PNG\r\n\x1a\n" + bytes(11 * 2**20)}), "quá lớn"),
    (word(para(shown("hinh")), pictures={"hinh.png": drawn()[:80]}), "không phải là hình"),
    (word(*[para("Một dòng.")] * 4001), "quá dài"),
    (word(para("chữ " * 100_001)), "quá dài"),
]


@pytest.mark.parametrize(("data", "why"), HOSTILE, ids=[why for _data, why in HOSTILE])
def test_what_means_harm_or_is_too_much_is_refused_in_words(data: bytes, why: str) -> None:
    with pytest.raises(DomainError, match=why):
        blocks_of_word(data)


def test_a_huge_part_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_XML", 200)
    with pytest.raises(DomainError, match="quá dài"):
        blocks_of_word(office_letter())


@pytest.mark.django_db
def test_a_refused_file_keeps_sheet_and_poster_and_says_why(client: Client) -> None:
    material(zipped({"word/document.xml": LAUGHS}), "hai.docx")
    answer: Any = client.get(f"{ADDRESS}in/a5.pdf")
    html = answer.content.decode()

    assert answer.status_code == 400
    assert "khai báo DTD hoặc thực thể" in html
    for form in ("a4", "ap-phich"):
        assert f"{ADDRESS}in/{form}.pdf" in html
        assert client.get(f"{ADDRESS}in/{form}.pdf")["Content-Type"] == "application/pdf"


def test_lists_count_on_through_a_table() -> None:
    data = word(listed("Một", 1), table(row("a", "b")), listed("Hai", 1))
    assert [one.mark for one in blocks_of_word(data) if one.kind == "item"] == ["1.", "2."]


def test_sizes_that_no_page_has_are_not_believed() -> None:
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in ("9" * 400, "²"))
    odd = table(row("a", "b")).replace("<w:tblGrid>", f"<w:tblGrid>{grid}")
    found, *_rest = blocks_of_word(word(odd, para("x", props='<w:outlineLvl w:val="²"/>')))
    assert found.widths == [0.0, 0.0]


@pytest.mark.django_db
def test_the_demonstrations_guide_is_set_with_its_order_and_its_title_once(client: Client) -> None:
    material(guide_in_word(), "so-tay.docx", title=TITLE, slug="to-roi-vneid")
    text = words(client.get(f"{ADDRESS}in/toan-van.pdf").content)
    assert text.count(TITLE) == 1
    assert [(one.kind, len(one.rows)) for one in blocks_of_word(guide_in_word()) if one.rows] == [
        ("table", 5)
    ]
    assert "Hỏi lại hai câu, ghi số người đã làm được theo ấp" in text
