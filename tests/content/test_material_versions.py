"""A new file of a document is a new number, on its page, its paper and in the print ledger."""

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import PageLogEntry

from content.models import MaterialVersion, PrintRun
from content.moments import dated
from content.services.material_versions import number_file
from tests.content.test_document_runs import LIST, NEW, pile, text_of
from tests.content.test_material_printing import ADDRESS, material, words
from tests.content.test_public_pages import words as said_on
from tests.factories.pages import AT, material_page, publish

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def replace(page: Any, data: bytes, name: str = "moi.txt") -> None:
    page.document.file.save(name, ContentFile(data))
    page.document.save()


def numbers(page: Any) -> list[int]:
    return list(MaterialVersion.objects.filter(page=page).order_by("number").values_list("number", flat=True))


def test_the_page_and_every_paper_say_the_number_and_its_day(client: Client) -> None:
    page = material(b"Mang theo can cuoc.")
    assert "Bản 1, ngày 02/03/2026." in said_on(client.get(ADDRESS))

    with dated(AT + DAY):
        replace(page, b"Mang theo dien thoai.")
    assert "Bản 2, ngày 03/03/2026." in said_on(client.get(ADDRESS))
    for form in ("a4", "ap-phich", "toan-van", "a5", "chu-to"):
        assert "bản 2, ngày 03/03/2026" in words(client.get(f"{ADDRESS}in/{form}.pdf").content)


def test_a_visitor_who_reads_english_reads_it_too(client: Client) -> None:
    material(b"Mang theo can cuoc.")
    client.cookies["django_language"] = "en"
    assert "Version 1 of 02/03/2026." in said_on(client.get(ADDRESS))


def test_other_words_on_the_page_are_no_new_number(client: Client) -> None:
    page = material(b"Mang theo can cuoc.")
    page.title = "Tờ rơi về định danh"
    publish(page, AT + DAY)

    assert numbers(page) == [1]
    assert "Bản 1, ngày 02/03/2026." in said_on(client.get(ADDRESS))


def test_the_same_file_under_another_name_is_no_new_number() -> None:
    page = material(b"Mang theo can cuoc.")
    replace(page, b"Mang theo can cuoc.", "khac.txt")
    assert numbers(publish(page)) == [1]


def test_going_back_to_an_older_file_is_a_new_number() -> None:
    page = material(b"Mot")
    replace(page, b"Hai")
    replace(page, b"Mot")
    assert numbers(page) == [1, 2, 3]


def test_a_file_replaced_in_the_library_is_shown_and_numbered_at_once(client: Client) -> None:
    page = material(b"Mang theo can cuoc.")
    replace(page, b"Mang theo dien thoai.", "dien-thoai.txt")

    html = said_on(client.get(ADDRESS))
    assert "Bản 2" in html
    assert "Mang theo dien thoai." in words(client.get(f"{ADDRESS}in/toan-van.pdf").content)
    page.unpublish()
    replace(page, b"Ban nhap.")
    assert numbers(page) == [1, 2]


def test_a_copy_begins_anew_and_unpublishing_keeps_the_count() -> None:
    page = material(b"Mot")
    replace(page, b"Hai")
    copy = page.copy(update_attrs={"slug": "ban-sao", "title": "Bản sao"})
    assert numbers(copy) == [1]

    page.unpublish()
    replace(page, b"Ba")
    publish(page)
    assert numbers(page) == [1, 2, 3]


def test_the_ledger_names_the_file_that_was_printed(desk: Client, unit: Any) -> None:
    page = material(b"Mot")
    desk.post(NEW, pile(unit))
    with dated(AT + DAY):
        replace(page, b"Hai")
    desk.post(NEW, pile(unit, form="a5"))

    first, second = PrintRun.objects.order_by("pk")
    assert [(one.material_number, one.material_day) for one in (first, second)] == [
        (1, date(2026, 3, 2)),
        (2, date(2026, 3, 3)),
    ]
    html = said_on(desk.get(LIST))
    assert "bản 1, ngày 02/03/2026" in html
    assert "bản 2, ngày 03/03/2026" in html
    assert "bản 2, ngày 03/03/2026" in text_of(desk.get(f"{LIST}{second.uuid}.pdf"))


def test_a_file_that_storage_lost_keeps_its_number(caplog: pytest.LogCaptureFixture) -> None:
    page = material(b"Mot")
    page.document.file.storage.delete(page.document.file.name)
    assert number_file(page=page, at=AT).number == 1
    assert "cannot be read to be numbered" in caplog.text


def test_a_file_of_before_numbers_keeps_its_number_when_its_page_is_published_again() -> None:
    page = material(b"Mot")
    MaterialVersion.objects.update(digest="")
    assert numbers(publish(page)) == [1]
    assert MaterialVersion.objects.get().digest
    replace(page, b"Hai")
    assert numbers(page) == [1, 2]


def migrated() -> None:
    """As the migration finds them: no numbers yet."""
    MaterialVersion.objects.all().delete()
    import_module("content.migrations.0022_numbers_of_documents").number_files(apps, None)


def test_documents_of_before_get_the_numbers_of_their_published_files(
    desk: Client,
    unit: Any,
) -> None:
    page, draft, other = publish(material_page()), material_page(title="Nháp"), material_page(title="Khác")
    desk.post(NEW, pile(unit))
    page.document, page.summary = other.document, "Tệp mới"
    publish(page, AT + DAY)
    page.summary = "Chỉ sửa chữ"
    publish(page, AT + 2 * DAY)
    for entry, days in zip(
        PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish"), (2, 1, 0), strict=True
    ):
        PageLogEntry.objects.filter(pk=entry.pk).update(timestamp=AT + days * DAY)
    desk.post(NEW, pile(unit))
    PrintRun.objects.update(material_number=9)
    _run, later = PrintRun.objects.order_by("pk")
    PrintRun.objects.filter(pk=later.pk).update(material_day=date(2026, 3, 3))

    migrated()
    found = MaterialVersion.objects.filter(page=page).order_by("number")
    assert [(one.number, one.published_at, one.file) for one in found] == [
        (1, AT, found[0].file),
        (2, AT + DAY, other.document.file.name),
    ]
    assert [one.material_number for one in PrintRun.objects.order_by("pk")] == [1, 2]
    assert numbers(draft) == []


def test_a_document_without_a_log_has_number_one(desk: Client, unit: Any) -> None:
    page = material(b"Mot")
    desk.post(NEW, pile(unit))
    PageLogEntry.objects.all().delete()
    migrated()

    assert numbers(page) == [1]
    assert MaterialVersion.objects.get().published_at == page.first_published_at
    assert PrintRun.objects.get().material_number == 1
