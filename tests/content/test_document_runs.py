"""Documents of the library in the print ledger: their paper's own code, their scans, their sums."""

import io
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from content.models import PrintRun, PrintScan, ShelfItem
from content.printing.forms import DOCUMENT_LABELS
from people.models import AuditEntry
from tests.content.pdf_sample import upright
from tests.content.phones import phone_client
from tests.content.test_material_printing import material
from tests.content.test_print_ledger import LIST, NEW, SLUG, said
from tests.content.test_public_pages import words
from tests.factories import AccountFactory, OrgUnitFactory, ScopeFactory
from tests.factories.pages import AT, publish, tutorial_page

pytestmark = pytest.mark.django_db
KEY, PAGE = "tai-lieu/to-roi-vneid", "/tai-lieu/to-roi-vneid/"
OWN = "/cua-toi/ban-in/"


@pytest.fixture
def document() -> Any:
    page = material(b"Mang theo can cuoc.")
    ShelfItem.objects.filter(page=page.pk).update(published_at=AT)
    return page


@pytest.fixture
def trainer() -> Client:
    account, client = AccountFactory(), Client()
    account.user_permissions.add(Permission.objects.get(codename="add_question"))
    client.force_login(account)
    return client


def pile(unit: Any, **more: Any) -> dict[str, Any]:
    return said(unit, **{"tutorial": KEY} | more)


def text_of(answer: Any) -> str:
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_run_of_a_document_is_written_with_the_number_and_the_day_on_its_paper(
    desk: Client, unit: Any, document: Any
) -> None:
    html = words(desk.post(NEW, pile(unit), follow=True))
    run = PrintRun.objects.get()

    assert (run.material, run.version) == (document, None)
    assert (run.material_number, run.material_day) == (1, date(2026, 3, 2))
    assert "Tờ rơi VNeID" in html
    assert "Tờ giới thiệu có mã QR, A4 · bản 1, ngày 02/03/2026" in html
    assert AuditEntry.objects.get(action="print_run_recorded").detail["version"] == 1
    assert "bản 1, ngày 02/03/2026" in text_of(desk.get(f"{LIST}{run.uuid}.pdf"))


@pytest.mark.parametrize("form", list(DOCUMENT_LABELS))
def test_every_paper_of_a_document_carries_the_runs_own_code(
    desk: Client, unit: Any, document: Any, form: str
) -> None:
    desk.post(NEW, pile(unit, form=form))
    run = PrintRun.objects.get()
    answer = desk.get(f"{LIST}{run.uuid}.pdf")
    text = text_of(answer)

    assert f"/q/{run.code}" in text
    assert PAGE not in text
    assert ("Mang theo can cuoc." in text) == (form in ("toan-van", "a5", "chu-to"))
    assert ("Xã Gia Tân" in text) == (form == "ap-phich")


@pytest.mark.parametrize("form", ["toan-van", "a5", "chu-to"])
def test_the_page_behind_a_pdf_carries_the_runs_code(desk: Client, unit: Any, form: str) -> None:
    material(upright(2), "quyet-dinh.pdf")
    desk.post(NEW, pile(unit, form=form))
    run = PrintRun.objects.get()

    assert f"/q/{run.code}" in text_of(desk.get(f"{LIST}{run.uuid}.pdf"))


def test_a_scan_leads_to_the_document_and_is_counted_for_its_run(
    desk: Client, unit: Any, document: Any
) -> None:
    desk.post(NEW, pile(unit))
    desk.post(NEW, pile(unit))
    run, other = PrintRun.objects.all()
    villager = phone_client()
    for _phone in range(2):
        answer = villager.get(f"/q/{run.code.upper()}/")
    villager.get(f"/q/{other.code}/", headers={"purpose": "prefetch"})

    assert answer["Location"] == PAGE
    assert not villager.cookies
    assert PrintScan.objects.get().run == run
    assert PrintScan.objects.get().number == 2


def test_old_paper_leads_to_the_document_as_it_is_now_or_says_that_it_is_gone(
    desk: Client, unit: Any, document: Any
) -> None:
    desk.post(NEW, pile(unit))
    run = PrintRun.objects.get()
    document.slug = "ten-moi"
    publish(document)
    assert phone_client().get(f"/q/{run.code}/")["Location"] == "/tai-lieu/ten-moi/"

    document.unpublish()
    for answer in (phone_client().get(f"/q/{run.code}/"), desk.get(f"{LIST}{run.uuid}.pdf")):
        assert answer.status_code == 404
        assert "Tài liệu này không còn phát hành" in words(answer)
    assert "Tờ rơi VNeID" in words(desk.get(LIST))


@pytest.mark.parametrize(
    ("thing", "form", "why"),
    [(KEY, "huong-dan", "Tài liệu này in được"), (SLUG, "toan-van", "Chỉ tài liệu mới in toàn văn")],
)
def test_paper_that_there_is_none_of_is_refused_with_a_sentence(
    desk: Client, unit: Any, document: Any, thing: str, form: str, why: str
) -> None:
    publish(tutorial_page())
    answer = desk.post(NEW, pile(unit, tutorial=thing, form=form))

    assert answer.status_code == 422
    assert why in words(answer)
    assert not PrintRun.objects.exists()


def test_what_we_cannot_read_has_a_sheet_and_a_poster(desk: Client, unit: Any) -> None:
    page = material(b"PK", "mau.ods")
    assert desk.post(NEW, pile(unit, form="a5")).status_code == 422
    assert desk.post(NEW, pile(unit, form="ap-phich")).status_code == 302

    page.document.file.save("to.txt", ContentFile(b"Chu."))
    page.document.save()
    publish(page)
    desk.post(NEW, pile(unit, form="a5"))
    run = PrintRun.objects.get(form="a5")
    page.document.file.save("mau.ods", ContentFile(b"PK"))
    page.document.save()
    publish(page)
    answer = desk.get(f"{LIST}{run.uuid}.pdf")
    assert answer.status_code == 409
    assert "nay không in được" in words(answer)


def test_the_form_offers_documents_beside_tutorials_and_lessons(
    desk: Client, unit: Any, document: Any, trainer: Client
) -> None:
    publish(tutorial_page())
    for answer in (desk.get(NEW), trainer.get(OWN)):
        html = words(answer)
        assert f'value="{KEY}"' in html
        assert f'value="{SLUG}"' in html
        assert '<optgroup label="Tài liệu">' in html


def test_a_trainer_writes_prints_finds_and_voids_a_run_of_a_document(
    trainer: Client, unit: Any, document: Any
) -> None:
    publish(tutorial_page())
    trainer.post(OWN, pile(unit, form="chu-to"))
    trainer.post(OWN, said(unit))
    run = PrintRun.objects.get(material=document)
    key = str(document.translation_key)

    assert [one.pk for one in trainer.get(OWN, {"loc_bai": key}).context["page"]] == [run.pk]
    assert "Toàn văn, chữ to · bản 1, ngày 02/03/2026" in words(trainer.get(OWN))
    assert f"/q/{run.code}" in text_of(trainer.get(f"{OWN}{run.uuid}.pdf"))
    trainer.post(f"{OWN}{run.uuid}/huy/", {"ly_do": "In nhầm"})
    run.refresh_from_db()
    assert run.void_reason == "In nhầm"


@pytest.fixture
def mixed(desk: Client, unit: Any, document: Any) -> Client:
    """Two piles of the document, scanned three times, one voided pile, and one of a tutorial."""
    publish(tutorial_page())
    desk.post(NEW, pile(unit, copies="30"))
    desk.post(NEW, pile(unit, copies="12", form="ap-phich"))
    desk.post(NEW, pile(unit, copies="900"))
    desk.post(NEW, said(unit, copies="200"))
    run, wrong = PrintRun.objects.get(copies=30), PrintRun.objects.get(copies=900)
    for _phone in range(3):
        phone_client().get(f"/q/{run.code}/")
    desk.post(f"{LIST}{wrong.uuid}/huy/", {"ly_do": "Nhầm"})
    return desk


def test_sums_by_thing_name_documents_beside_tutorials(mixed: Client, document: Any) -> None:
    lines = mixed.get(LIST, {"xem": "bai"}).context["page"].object_list

    assert [(line.copies, line.scans) for line in lines] == [(200, 0), (42, 3)]
    assert lines[1].title == "Tờ rơi VNeID"


def test_sums_by_place_count_both(mixed: Client, unit: Any) -> None:
    (line,) = mixed.get(LIST, {"xem": "noi"}).context["page"].object_list

    assert (line.key, line.title, line.copies, line.scans) == (unit.uuid, unit.full_name, 242, 3)


def test_the_ledger_is_narrowed_to_a_document_and_a_place(mixed: Client, unit: Any, document: Any) -> None:
    html = mixed.get(LIST, {"loc_bai": str(document.translation_key), "loc_noi": str(unit.uuid)})
    assert html.context["copies"] == 42
    assert {run.material for run in html.context["page"]} == {document}
    assert "selected" in words(html)

    nothing = mixed.get(LIST, {"loc_noi": str(document.translation_key)})
    assert "Không có đợt in nào" in words(nothing)
    assert mixed.get(LIST, {"loc_bai": "x'--", "loc_noi": "x"}).context["copies"] == 242


@pytest.mark.parametrize(("xem", "rows"), [("", 4), ("bai", 2), ("noi", 1)])
def test_the_workbook_has_what_the_page_has(mixed: Client, xem: str, rows: int) -> None:
    answer: Any = mixed.get(LIST, {"xuat": "xlsx", "xem": xem})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]

    assert sum(any(isinstance(cell, int | float) for cell in row) for row in cells) == rows
    assert any("Tờ rơi VNeID" in row for row in cells) == (xem != "noi")
    assert AuditEntry.objects.filter(action="print_ledger_exported").count() == 1


def test_who_only_looks_takes_no_workbook(unit: Any, document: Any, client: Client) -> None:
    account = AccountFactory()
    ScopeFactory(account=account, unit=unit, role="lanh_dao")
    client.force_login(account)

    assert client.get(LIST).status_code == 200
    assert client.get(LIST, {"xuat": "xlsx"}).status_code == 403


def test_a_run_is_of_exactly_one_thing(desk: Client, unit: Any, document: Any) -> None:
    publish(tutorial_page())
    desk.post(NEW, pile(unit))
    desk.post(NEW, said(unit))
    mine, theirs = PrintRun.objects.get(material=document), PrintRun.objects.get(material=None)
    wrong: list[dict[str, Any]] = [
        {"material": None, "material_day": None, "material_number": None},
        {"material_day": None},
        {"material_number": None},
        {"version": theirs.version},
    ]
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            PrintRun.objects.filter(pk=mine.pk).update(**change)


def test_a_document_with_paper_about_is_not_deleted_in_the_studio(
    desk: Client, unit: Any, document: Any, admin_client: Client
) -> None:
    desk.post(NEW, pile(unit))
    shelf = document.get_parent()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    for address in (
        *(reverse("wagtailadmin_pages:delete", args=[page.pk]) for page in (document, shelf)),
        f"{bulk}?id={document.pk}",
    ):
        answer = admin_client.post(address, follow=True)
        assert "đã in ra giấy và đứng trong sổ in" in words(answer)
        document.refresh_from_db()

    PrintRun.objects.all().delete()
    admin_client.post(reverse("wagtailadmin_pages:delete", args=[document.pk]))
    assert not type(document).objects.exists()


def test_the_list_asks_the_same_however_many_documents(
    mixed: Client, django_assert_max_num_queries: Any
) -> None:
    for _run in range(3):
        mixed.post(NEW, pile(OrgUnitFactory()))
    mixed.get(LIST)
    for asked in ({}, {"xem": "bai"}, {"xem": "noi"}):
        with django_assert_max_num_queries(16):
            mixed.get(LIST, asked)
