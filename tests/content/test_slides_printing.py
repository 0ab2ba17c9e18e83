"""A PowerPoint file of the library is printed whole: its slides in order, with what stands on them."""

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from common.errors import DomainError
from content.printing import office
from content.printing.sheet import Handout
from content.printing.slides import blocks_of_slides
from content.printing.slides_levels import numbered
from content.printing.whole import draw_whole
from tests.assessments.exchange.word_files import zipped
from tests.content.slides_sample import (
    KINDS,
    body,
    cell,
    deck,
    framed,
    links,
    para,
    run,
    shape,
    shown,
    slide,
    table,
    title,
    training,
)
from tests.content.test_material_printing import ADDRESS, material, words
from tests.content.test_word_printing import LAUGHS
from tests.content.word_sample import drawn

FORMS = ("toan-van", "a5", "chu-to")


def told(data: bytes, **more: bool) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in blocks_of_slides(data, **more)]


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
def test_slides_are_set_whole_in_each_form(client: Client, form: str) -> None:
    material(training(), "tap-huan.pptx")
    text = words(client.get(f"{ADDRESS}in/{form}.pdf").content)

    for one in (
        "Trang chiếu 2", "Vì sao nộp hồ sơ trên mạng", "Mùa mưa phải hoãn", "Hướng dẫn VNeID", "Màn hình Cổng Dịch vụ công",
        "Tiếp nhận", "1.204,5", "Quét mã để xem bản mới nhất", "bản 1, ngày 02/03/2026",
    ):  # fmt: skip
        assert one in text
    for hidden in ("Trang nội bộ", "Xã Phú Lý", "27/11/2026", "Gốc", "bác Ba"):
        assert hidden not in text
    assert text.count("Tờ rơi VNeID") == 1
    assert f"{ADDRESS}in/{form}.pdf" in client.get(ADDRESS).content.decode()


@pytest.mark.django_db
def test_notes_are_printed_when_the_page_says_so_and_marked(client: Client) -> None:
    page = material(training(), "tap-huan.pptx")
    before = words(client.get(f"{ADDRESS}in/a5.pdf").content)
    page.print_notes = True
    page.save_revision().publish()

    assert "bác Ba" not in before
    assert "Lời người trình bày: Kể chuyện bác Ba & nói chậm." in words(
        client.get(f"{ADDRESS}in/a5.pdf").content
    )
    assert ("note", "<b>Lời người trình bày:</b><br/>Kể chuyện bác Ba &amp; nói chậm.") in told(
        training(), notes=True
    )


def test_the_title_stands_first_and_words_keep_their_levels() -> None:
    found = blocks_of_slides(training())
    start = next(at for at, one in enumerate(found) if one.text == "Trang chiếu 2")

    assert [(one.kind, one.mark, one.level, one.text) for one in found[start + 1 : start + 7]] == [
        ("head", "", 0, "Vì sao nộp hồ sơ trên mạng"),
        ("item", "•", 0, "Đỡ đi lại"),
        ("item", "–", 1, "Ấp xa nhất cách <b>14 km</b>"),
        ("item", "•", 2, "Mùa mưa phải hoãn"),
        ("item", "•", 0, "Biết hồ sơ ở đâu"),
        ("text", "", 0, "Lưu ý"),
    ]


def test_hidden_slides_are_counted_as_the_projector_counts_them() -> None:
    assert [text for kind, text in told(training()) if kind == "part"] == [
        f"Trang chiếu {n}" for n in (1, 2, 4, 5)
    ]


def test_the_layout_takes_the_bullets_away_and_boxes_have_none() -> None:
    found = told(deck(slide(shape("Đến trụ sở", place='type="body" idx="2"'), shape("Nguồn: xã"))))
    assert found[1:] == [("text", "Đến trụ sở"), ("text", "Nguồn: xã")]


def test_automatic_numbers_count_by_level_and_begin_anew_below() -> None:
    number, letter = '<a:buAutoNum type="arabicPeriod"/>', '<a:buAutoNum type="alphaLcParenR" startAt="2"/>'
    said = body(
        para("Một", props=number), para("b", level=1, props=letter), para("c", level=1, props=letter),
        para("Hai", props=number), para("b", level=1, props=letter), para("x"), para("Lại một", props=number),
    )  # fmt: skip
    marks = [one.mark for one in blocks_of_slides(deck(slide(said))) if one.kind == "item"]

    assert marks == ["1.", "b)", "c)", "2.", "b)", "•", "1."]
    assert [numbered("romanUcPeriod", 4), numbered("arabicParenBoth", 7)] == ["IV.", "(7)"]


def test_tables_keep_merged_cells_and_the_first_row() -> None:
    (found,) = [one for one in blocks_of_slides(training()) if one.kind == "table" and "Ấp" in one.rows[0][0]]

    assert found.rows == [
        ["<b>Ấp</b>", "<b>Việc</b>", "<b>Hạn</b>"],
        ["Bình Chánh", "Hướng dẫn VNeID", "15/12"],
        ["", "Nộp hồ sơ", ""],
    ]
    assert (found.heads, found.spans, found.joined) == (1, [(2, 1, 2)], [(0, 1, 2)])


def test_a_chart_is_the_table_of_its_figures() -> None:
    found = [one.rows for one in blocks_of_slides(training()) if one.kind == "table"][-1]
    assert [[cell.partition(">")[2].partition("</para")[0] or cell for cell in row] for row in found] == [
        ["", "<b>Trực tuyến</b>", "<b>Giấy</b>"],
        ["Quý 1", "312", "890"],
        ["Quý 2", "1.204,5", "402"],
    ]


def test_a_chart_we_cannot_read_leaves_its_words() -> None:
    chart = framed('<c:chart xmlns:c="urn:c" r:id="lac"/>', "Hồ sơ theo quý")
    assert told(deck(slide(chart)))[1:] == [("picture", "Hồ sơ theo quý")]


def test_words_about_a_picture_stand_below_it_unless_a_program_guessed_them() -> None:
    assert told(deck(slide(shown("hinh", "Nhà văn hóa ấp"))))[1:] == [
        ("picture", ""),
        ("caption", "Nhà văn hóa ấp"),
    ]
    for guessed in ("hinh-1.PNG", "Hình ảnh có chứa văn bản. Mô tả được tạo tự động"):
        assert told(deck(slide(shown("hinh", guessed))))[1:] == [("picture", "")]
    looks = '<a:ext><x:decorative xmlns:x="urn:x" val="1"/></a:ext>'
    assert told(deck(slide(shown("hinh", "Hoa văn", more=looks))))[1:] == [("picture", "")]


def test_what_its_author_cut_away_from_a_picture_is_not_printed() -> None:
    (_part, picture) = blocks_of_slides(
        deck(slide(shown("hinh", crop='<a:srcRect r="50000" b="20000" l="-300"/>')))
    )
    assert Image.open(io.BytesIO(picture.picture)).size == (450, 400)


def test_a_sign_on_many_slides_is_printed_once() -> None:
    signs = [slide(title(f"Bài {n}"), shown("hinh")) for n in range(6)]
    assert [kind for kind, _text in told(deck(*signs))].count("picture") == 1
    assert [kind for kind, _text in told(deck(*signs[:3]))].count("picture") == 3


def test_pictures_of_other_kinds_leave_their_words() -> None:
    data = deck(slide(shown("la", "Bản đồ xã"), shown("khong")), pictures={"la.emf": b"\x01\x00\x00\x00"})
    assert told(data)[1:] == [("picture", "Bản đồ xã"), ("picture", "hình không in được từ đây")]


def test_a_picture_of_elsewhere_is_not_fetched() -> None:
    target = 'Target="https://ngoai.example/a.png" TargetMode="External"'
    outside = f'<Relationships><Relationship Id="hinh" Type="{KINDS}/image" {target}/></Relationships>'
    data = deck(slide(shown("hinh")), **{"ppt/slides/_rels/slide1.xml.rels": outside.encode()})
    assert told(data)[1:] == [("picture", "hình không in được từ đây")]


def test_of_what_is_written_twice_and_in_groups_each_is_read_once() -> None:
    twice = '<mc:AlternateContent xmlns:mc="u"><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>'
    group = f"<p:grpSp>{shape('Trong nhóm')}</p:grpSp>"
    data = deck(
        slide(twice.format(shape("Mới"), shape("Cũ")), twice.format("<p:x/>", shape("Chỉ bản cũ")), group)
    )
    assert [text for _kind, text in told(data)[1:]] == ["Mới", "Chỉ bản cũ", "Trong nhóm"]


def test_markup_of_the_author_is_words_not_markup() -> None:
    data = deck(
        slide(title("5 &lt; 6 &amp; &lt;b&gt;"), body(para(run("H", ""), run("2", 'baseline="-25000"'))))
    )
    assert told(data)[1] == ("head", "5 &lt; 6 &amp; &lt;b&gt;")
    assert told(data)[2][1].startswith("H<sub ")


def test_letters_of_before_unicode_are_read() -> None:
    old = f'<a:r><a:rPr><a:latin typeface=".VnTime"/></a:rPr><a:t>{chr(0xB8)}</a:t></a:r>'
    assert told(deck(slide(body(para(old)))))[1] == ("item", "á")


@pytest.mark.django_db
def test_a_picture_and_the_long_notes_stand_on_paper(client: Client) -> None:
    data = deck(slide(title("Dài"), shown("hinh", "Nhà")), said={1: "Nói chậm, hỏi lại bà con. " * 400})
    material(data, "dai.pptx", print_notes=True)
    pdf = client.get(f"{ADDRESS}in/chu-to.pdf").content

    assert sum(len(page.images) for page in PdfReader(io.BytesIO(pdf)).pages) == 1
    assert words(pdf).count("hỏi lại bà con") == 400


MANY = {f"h{n}x.png": drawn(20, 20) for n in range(81)}
HOSTILE = [
    (deck(slide(), **{"ppt/slides/slide1.xml": bytes(40 * 2**20)}), "quá lớn"),
    (deck(slide(), **{"ppt/slides/slide1.xml": LAUGHS}), "DTD"),
    (deck(slide(), **{"ppt/slides/slide1.xml": b"<sld>" + b"<g>" * 500}), "lồng quá sâu"),
    (deck(slide(), **{"ppt/presentation.xml": b"<p"}), "bị hỏng"),
    (zipped({"word/document.xml": b"<p/>"}), "không phải tệp PowerPoint"),
    (b"\xd0\xcf\x11\xe0" + bytes(600), "mật khẩu hoặc ở dạng cũ"),
    (b"khong phai zip", "hỏng"),
    (training()[:900], "hỏng"),
    (deck(), "không có chữ"),
    (deck(slide(), slide(title("Ẩn"), hidden=True)), "không có chữ"),
    (deck(*[slide(title("Một"))] * 201), "hơn 200 trang chiếu"),
    (deck(*[slide(*[shape("Một dòng.")] * 400)] * 11), "quá dài"),
    (deck(slide(body("chữ " * 100_001))), "quá dài"),
    (deck(slide(shown("hinh")), pictures={"hinh.png": drawn(9000, 9000)}), "điểm ảnh"),
    (deck(slide(*[shown(one[:-4]) for one in MANY]), pictures=MANY), "hơn 80 hình"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "why"), HOSTILE, ids=[why for _data, why in HOSTILE])
def test_what_means_harm_or_is_too_much_is_refused_in_words(data: bytes, why: str) -> None:
    with pytest.raises(DomainError, match=why):
        blocks_of_slides(data)


def test_many_heavy_parts_are_refused_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MOST_XML", 3000)
    with pytest.raises(DomainError, match="quá dài"):
        blocks_of_slides(training())


@pytest.mark.parametrize("odd", ['lvl="²"', 'lvl="99999999999999"', 'lvl="-3"', 'lvl="x"'])
def test_numbers_that_are_none_are_not_believed(odd: str) -> None:
    item = (
        f'<a:p><a:pPr {odd}><a:buAutoNum type="arabicPeriod" startAt="{"9" * 30}"/></a:pPr>{run("Một")}</a:p>'
    )
    wide = table(cell("a", 'gridSpan="99999999"') + cell("b", 'rowSpan="50" gridSpan="40"'), first="")
    data = deck(slide(body(item), wide, shown("hinh", crop='<a:srcRect l="1e9" r="x"/>')))

    assert [one.kind for one in blocks_of_slides(data)] == ["part", "item", "table", "picture"]
    said = Handout("Tên", "", "", "", "https://lop.example/", "", "")
    assert "Một" in words(draw_whole(data, "PPTX", said, "a5"))


@pytest.mark.django_db
def test_a_refused_deck_keeps_sheet_and_poster_and_says_why(client: Client) -> None:
    material(deck(*[slide(title("Một"))] * 201), "dai.pptx")
    answer: Any = client.get(f"{ADDRESS}in/a5.pdf")

    assert answer.status_code == 422
    assert "hơn 200 trang chiếu" in answer.content.decode()
    assert client.get(f"{ADDRESS}in/ap-phich.pdf")["Content-Type"] == "application/pdf"


def test_links_lead_only_to_parts_inside() -> None:
    up = links(s1="slide|../../../../etc/passwd")
    with pytest.raises(DomainError, match="không có chữ"):
        blocks_of_slides(deck(slide(title("Một")), **{"ppt/_rels/presentation.xml.rels": up}))
