"""A document of the library whose words we can read is set whole: on A4, as a booklet and in large letters."""

import io
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from pypdf import PdfReader

from content.printing import documents
from content.printing.plain_text import blocks_of_text, words_of
from tests.factories.pages import material_page, publish

pytestmark = pytest.mark.django_db
ADDRESS = "/tai-lieu/to-roi-vneid/"


def material(data: bytes, name: str = "to-roi.txt", **more: Any) -> Any:
    page = material_page(**more)
    page.document.file.save(name, ContentFile(data))
    page.document.save()
    return publish(page)


def words(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def test_the_plan_is_set_whole_in_both_forms(client: Client) -> None:
    plan = (settings.BASE_DIR / "data" / "ke-hoach-202-KH-UBND.txt").read_bytes()
    material(plan)
    sheets, booklet, large = (
        client.get(f"{ADDRESS}in/{form}.pdf").content for form in ("toan-van", "a5", "chu-to")
    )
    assert "Phấn đấu 100% cán bộ quản lý các cấp" in words(sheets)
    assert "Phấn đấu 100% cán bộ quản lý các cấp" in words(large)
    assert "vai trò trung tâm của người dân" in words(booklet)
    first = PdfReader(io.BytesIO(booklet)).pages[0].mediabox
    assert first.width > first.height  # two pages of A5 side by side
    html = client.get(ADDRESS).content.decode()
    for form in ("toan-van", "a5", "chu-to"):
        assert f"{ADDRESS}in/{form}.pdf" in html


def test_a_document_of_another_kind_keeps_sheet_and_poster_only(client: Client) -> None:
    material(b"PK", "mau.ods")
    assert client.get(f"{ADDRESS}in/a5.pdf").status_code == 404
    assert client.get(f"{ADDRESS}in/a4.pdf").status_code == 200
    assert "in/a5.pdf" not in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"\xff\xfe\xfa", b"a" * 400_001])
def test_what_says_text_and_is_none_says_why_it_has_no_paper(client: Client, data: bytes) -> None:
    material(data)
    answer: Any = client.get(f"{ADDRESS}in/a5.pdf")
    assert answer.status_code == 422
    assert "không có chữ đọc được" in answer.content.decode()
    assert f"{ADDRESS}in/ap-phich.pdf" in answer.content.decode()
    assert words_of(data) == ""


def test_paper_is_drawn_once_until_file_or_page_change(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = material(b"Mang theo can cuoc.")
    drawn: list[str] = []
    real = documents.draw_whole
    monkeypatch.setattr(
        documents, "draw_whole", lambda *told, **more: drawn.append(told[-1]) or real(*told, **more)
    )
    for _turn in range(2):
        assert "Mang theo can cuoc." in words(client.get(f"{ADDRESS}in/a5.pdf").content)
    assert drawn == ["a5"]

    page.summary = "In cho mỗi hộ."
    publish(page)
    assert "In cho mỗi hộ." in words(client.get(f"{ADDRESS}in/a5.pdf").content)
    page.document.file.save("moi.txt", ContentFile(b"Mang theo dien thoai."))
    page.document.save()
    publish(page)
    assert "Mang theo dien thoai." in words(client.get(f"{ADDRESS}in/a5.pdf").content)
    assert drawn == ["a5"] * 3


def test_a_visitor_who_reads_english_gets_the_reason_in_english_and_vietnamese_paper(client: Client) -> None:
    material(b"", "hong.docx")
    client.cookies["django_language"] = "en"
    assert "damaged" in client.get(f"{ADDRESS}in/a5.pdf").content.decode()
    assert "Quét mã" in words(client.get(f"{ADDRESS}in/a4.pdf").content)


def test_headings_items_and_broken_lines_are_known() -> None:
    told = "Xã phát tờ này cho từng hộ trong ấp để bà con xem kỹ"
    broken = f"I. MỤC ĐÍCH\n-----\n{told}\ntrước buổi họp.\n\n- Mang theo & giữ lại"
    assert [(one.kind, one.text) for one in blocks_of_text(broken)] == [
        ("head", "I. MỤC ĐÍCH"),
        ("text", "Xã phát tờ này cho từng hộ trong ấp để bà con xem kỹ trước buổi họp."),
        ("item", "Mang theo &amp; giữ lại"),
    ]
    long = f"Câu một dài {'chữ ' * 40}.\nCâu hai."
    assert [one.kind for one in blocks_of_text(long)] == ["text", "text"]
