"""Lessons and documents on paper: for whoever learns or teaches them, with version, code and everything they say."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from wagtail.documents import get_document_model

from content.models import MaterialIndexPage, MaterialPage, PrintRun
from courses.models import Activity
from people.models import Account
from tests.content.phones import phone_client
from tests.content.test_print_ledger import said
from tests.content.test_public_pages import words
from tests.factories import AccountFactory, EnrolmentFactory, OrgUnitFactory, PersonFactory, ReleaseFactory
from tests.factories.pages import course_page, lesson_page, picture, publish

pytestmark = pytest.mark.django_db
OWN = "/cua-toi/ban-in/"


@pytest.fixture
def lesson() -> Activity:
    image = {"image": picture(), "alt": "Kho", "caption": "Kho thóc"}
    body = [
        ("heading", "Vì sao phải ghi"),
        ("paragraph", "<p>Nhập một lần, <b>dùng nhiều lần</b>.</p>"),
        ("picture", image),
    ]
    activity: Activity = publish(lesson_page(course_page(), body=body)).activity
    return activity


@pytest.fixture
def trainer(client: Client) -> Account:
    account = AccountFactory()
    account.user_permissions.add(Permission.objects.get(codename="add_question"))
    client.force_login(account)
    return account


def paper(client: Client, lesson: Activity, form: str = "a4") -> Any:
    return client.get(f"/hoc/{lesson.uuid}/in/{form}.pdf")


def text_of(answer: Any) -> str:
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split()
    )


@pytest.mark.parametrize("form", ["a4", "a5", "chu-to", "huong-dan"])
def test_a_trainer_prints_every_form(client: Client, trainer: Account, lesson: Activity, form: str) -> None:
    text = text_of(paper(client, lesson, form))

    for word in ("Bài một", "bản 1, ngày 02/03/2026", "Quét mã để xem"):
        assert word in text
    if form != "huong-dan":
        assert "Vì sao phải ghi" in text
        assert "dùng nhiều lần" in text


def test_the_picture_is_on_the_paper(client: Client, trainer: Account, lesson: Activity) -> None:
    page = PdfReader(io.BytesIO(paper(client, lesson).content)).pages[0]

    assert page.get_contents().get_data().count(b" Do") == 1
    assert "Kho thóc" in page.extract_text()


def test_whoever_learns_it_prints_it_and_a_stranger_does_not(client: Client, lesson: Activity) -> None:
    person = PersonFactory()
    client.force_login(AccountFactory(person=person))
    assert paper(client, lesson).status_code == 404

    release = ReleaseFactory(items=["lesson"])
    release.items.update(activity=lesson)
    EnrolmentFactory(learner=person, release=release, course=release.course)
    assert paper(client, lesson).status_code == 200
    assert "In bài học ra giấy" in words(client.get(f"/hoc/{lesson.uuid}/in/"))


def test_visitors_are_asked_to_sign_in(client: Client, lesson: Activity) -> None:
    assert paper(client, lesson).url.startswith("/tai-khoan/login/")


@pytest.mark.parametrize("form", ["ap-phich", "a3"])
def test_a_lesson_hangs_on_no_wall(client: Client, trainer: Account, lesson: Activity, form: str) -> None:
    assert paper(client, lesson, form).status_code == 404


def test_a_lessons_paper_is_kept_by_nobody(client: Client, trainer: Account, lesson: Activity) -> None:
    assert "no-store" in paper(client, lesson)["Cache-Control"]


def test_a_trainer_writes_down_what_they_printed_without_a_right_over_units(
    client: Client, trainer: Account, lesson: Activity
) -> None:
    place = OrgUnitFactory(name="Gia Tân")
    client.post(OWN, said(place, tutorial=str(lesson.uuid)))
    run = PrintRun.objects.get()

    assert (run.version.activity, run.unit, run.recorded_by) == (lesson, place, trainer)
    assert "Bài một" in words(client.get(OWN))
    assert run.code in text_of(client.get(f"{OWN}{run.uuid}.pdf"))


def test_the_code_of_a_lessons_paper_leads_to_the_lesson_and_is_counted(
    client: Client, trainer: Account, lesson: Activity
) -> None:
    client.post(OWN, said(OrgUnitFactory(), tutorial=str(lesson.uuid)))
    run = PrintRun.objects.get()

    assert phone_client().get(f"/q/{run.code}/").url == reverse("activity", args=[lesson.uuid])
    assert run.scans.get().number == 1


def test_a_poster_of_a_lesson_is_refused_with_a_sentence(
    client: Client, trainer: Account, lesson: Activity
) -> None:
    answer = client.post(OWN, said(OrgUnitFactory(), tutorial=str(lesson.uuid), form="ap-phich"))

    assert answer.status_code == 422
    assert "không in áp phích" in words(answer)


def test_a_trainer_voids_their_own_and_sees_nobody_elses(
    client: Client, trainer: Account, lesson: Activity
) -> None:
    client.post(OWN, said(OrgUnitFactory(), tutorial=str(lesson.uuid)))
    run = PrintRun.objects.get()
    client.post(f"{OWN}{run.uuid}/huy/", {"ly_do": "In nhầm"})
    run.refresh_from_db()
    assert run.void_reason == "In nhầm"

    other = AccountFactory()
    other.user_permissions.add(Permission.objects.get(codename="add_question"))
    client.force_login(other)
    assert client.get(f"{OWN}{run.uuid}.pdf").status_code == 404
    assert not client.get(OWN).context["page"].object_list


def test_whoever_teaches_nothing_has_no_such_page(client: Client) -> None:
    client.force_login(AccountFactory())

    assert client.get(OWN).status_code == 403


@pytest.fixture
def document() -> MaterialPage:
    file = get_document_model().objects.create(title="Mẫu", file=ContentFile(b"%PDF-1.4", "mau.pdf"))
    page = MaterialPage(title="Sổ tay an toàn", summary="Nhận ra kẻ lừa.", document=file, live=False)
    stored: MaterialPage = publish(MaterialIndexPage.objects.get().add_child(instance=page))
    return stored


@pytest.mark.parametrize("form", ["a4", "ap-phich"])
def test_a_document_has_a_sheet_and_a_poster(client: Client, document: MaterialPage, form: str) -> None:
    text = text_of(client.get(f"/tai-lieu/so-tay-an-toan/in/{form}.pdf"))

    for word in ("Sổ tay an toàn", "PDF", "so-tay-an-toan", "bản 1, ngày"):
        assert word in text


@pytest.mark.parametrize("form", ["huong-dan", "a3"])
def test_other_forms_of_a_document_there_are_none(client: Client, document: MaterialPage, form: str) -> None:
    assert client.get(f"/tai-lieu/so-tay-an-toan/in/{form}.pdf").status_code == 404
