"""Tutorials on paper: every step, its picture, the way back, the version."""

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from content.printing.folding import folding_order
from content.printing.forms import Form
from content.printing.reading import steps_of
from tests.content.test_public_pages import words
from tests.factories.pages import picture, publish, tutorial_page

pytestmark = pytest.mark.django_db
ADDRESS = "/huong-dan/xem-ho-so-da-xong-chua/in/"


@pytest.fixture
def tutorial() -> Any:
    return publish(tutorial_page(image=picture()))


def paper(client: Client, form: str) -> PdfReader:
    answer = client.get(f"{ADDRESS}{form}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(answer.content))


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


@pytest.mark.parametrize("form", [Form.A4, Form.LARGE, Form.BOOKLET])
def test_a_handout_says_what_the_page_says(client: Client, tutorial: Any, form: str) -> None:
    text = text_of(paper(client, form))

    for said in (
        "Xem hồ sơ đã xong chưa",
        "Giấy biên nhận",
        "dichvucong.gov.vn",
        "tổ công nghệ số",
        "bản 1, ngày 02/03/2026",
    ):
        assert said in text


@pytest.mark.parametrize("form", [Form.A4, Form.LARGE])
def test_each_step_has_its_picture(client: Client, tutorial: Any, form: str) -> None:
    drawn = [page.get_contents().get_data().count(b" Do") for page in paper(client, form).pages]

    assert sum(drawn) == 2


def test_pictures_are_printed_larger_than_the_screen_shows_them(tutorial: Any) -> None:
    steps = steps_of(tutorial.activity.versions.get().body_html)

    assert [step.text for step in steps] == ["Mở trang <b>dichvucong.gov.vn</b>."] * 2
    assert Image.open(io.BytesIO(steps[0].picture)).width == 800  # the whole of the library's picture


def test_a_picture_that_is_gone_leaves_the_words() -> None:
    steps = steps_of(
        '<ol class="steps"><li><img src="/media/p/khong-co.webp"><span>Bấm &amp; giữ</span></li></ol>'
    )

    assert (steps[0].text, steps[0].picture) == ("Bấm &amp; giữ", b"")


def test_a_booklet_is_two_pages_a_side_and_reads_in_order(client: Client, tutorial: Any) -> None:
    pdf = paper(client, Form.BOOKLET)
    box = pdf.pages[0].mediabox

    assert "Quét mã" in pdf.pages[0].extract_text()  # the back is beside the cover
    assert len(pdf.pages) == 2
    assert box.width > box.height
    assert folding_order(4) == [(3, 0), (1, 2)]
    assert folding_order(5) == [(7, 0), (1, 6), (5, 2), (3, 4)]
    assert folding_order(1) == [(3, 0), (1, 2)]


def test_the_poster_is_one_page_with_the_address_to_type(client: Client, tutorial: Any) -> None:
    pdf = paper(client, Form.POSTER)

    assert len(pdf.pages) == 1
    assert "huong-dan/xem-ho-so-da-xong-chua" in text_of(pdf)


def test_paper_is_vietnamese_whoever_asks_first(client: Client, tutorial: Any) -> None:
    client.cookies["django_language"] = "en"

    assert "Quét mã" in text_of(paper(client, Form.A4))


def test_a_new_version_is_on_new_paper(client: Client, tutorial: Any) -> None:
    paper(client, Form.A4)
    tutorial.summary = "Tra mã hồ sơ ngay trên điện thoại."
    publish(tutorial)

    assert "bản 2" in text_of(paper(client, Form.A4))


def test_the_page_offers_every_form(client: Client, tutorial: Any) -> None:
    html = words(client.get(ADDRESS))

    assert all(f'{ADDRESS}{form}.pdf"' in html for form in Form.values)
    assert not client.cookies


@pytest.mark.parametrize(
    "address", [f"{ADDRESS}a3.pdf", "/huong-dan/khong-co/in/", "/huong-dan/khong-co/in/a4.pdf"]
)
def test_what_is_not_printed_is_not_found(client: Client, tutorial: Any, address: str) -> None:
    assert client.get(address).status_code == 404
