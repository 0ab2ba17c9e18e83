"""A bank is its office's: seen and edited by whoever answers for the office, drawn from by others when it is shared."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments.bank_scope import drawn_banks, kept_banks
from assessments.models import Question, QuestionBank, QuestionFile
from common import clock
from content.services.groups import ensure_groups
from people.models import Account, AuditEntry, OrgUnit, Scope, UnitParent
from tests.factories.assessments import BankFactory, ImportFactory, QuestionFactory
from tests.factories.pages import chosen_of, course_page, draw_of, quiz_page
from tests.factories.people import AccountFactory, OrgUnitFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> OrgUnit:
    return OrgUnitFactory()


@pytest.fixture
def trainer() -> Account:
    account: Account = AccountFactory(person=PersonFactory())
    account.groups.add(ensure_groups())
    return account


@pytest.fixture
def theirs(office: OrgUnit) -> QuestionBank:
    """Another office's bank with a question."""
    bank = BankFactory(name="Của sở bên cạnh", questions=0, owner_unit=office)
    QuestionFactory(bank=bank, text="Câu riêng của sở bên cạnh?")
    return bank


def give(account: Account, unit: OrgUnit, role: str = Scope.Role.AUTHOR, **dates: Any) -> None:
    Scope.objects.create(account=account, unit=unit, role=role, **dates)


def plain(html: str) -> str:
    """The page with the words that its script is given, as a person reads them."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code.group(1), 16)), html)


def test_a_bank_without_owner_is_every_trainers(trainer: Account) -> None:
    common = BankFactory(questions=0)
    assert list(kept_banks(trainer)) == [common]


def test_a_right_at_the_office_or_above_opens_its_bank(
    trainer: Account, office: OrgUnit, theirs: QuestionBank
) -> None:
    province = OrgUnitFactory()
    UnitParent.objects.create(unit=office, parent=province)
    assert theirs not in kept_banks(trainer)
    give(trainer, province)
    assert theirs in kept_banks(trainer)


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        (Scope.Role.AUTHOR, True),
        (Scope.Role.HR, True),
        (Scope.Role.LEADER, False),
        (Scope.Role.HELPER, False),
    ],
)
def test_roles_that_bring_the_banks_of_an_office(
    trainer: Account, office: OrgUnit, theirs: QuestionBank, role: str, opens: bool
) -> None:
    give(trainer, office, role)
    assert (theirs in kept_banks(trainer)) == opens


def test_a_right_that_has_ended_opens_nothing(
    trainer: Account, office: OrgUnit, theirs: QuestionBank
) -> None:
    give(trainer, office, valid_to=clock.today() - timedelta(days=1))
    assert theirs not in kept_banks(trainer)


def test_whoever_works_at_the_office_keeps_its_bank(
    trainer: Account, office: OrgUnit, theirs: QuestionBank
) -> None:
    PostingFactory(person=trainer.person, unit=office)
    assert theirs in kept_banks(trainer)


def test_an_author_of_questions_has_no_business_at_the_desk(trainer: Account, office: OrgUnit) -> None:
    give(trainer, office)
    client = Client()
    client.force_login(trainer)
    assert client.get(reverse("people_list")).status_code == 403


def test_no_page_of_the_studio_shows_another_offices_questions(
    trainer: Account, client: Client, theirs: QuestionBank
) -> None:
    client.force_login(trainer)
    question, source = Question.objects.get(), ImportFactory(bank=theirs)
    for name in (
        "question_list",
        "question_imports",
        "question_export",
        "question_categories",
        "question_new",
    ):
        page = client.get(reverse(name)).content.decode()
        assert ("sở bên cạnh" in page, "1 câu hỏi" in page) == (False, False), name
    twin = QuestionFactory(bank=BankFactory(questions=0), text=question.text)
    page = client.get(reverse("question_edit", args=[twin.pk])).content.decode()
    assert "Có câu giống" not in page
    for name, args in (
        ("question_edit", [question.pk]), ("question_history", [question.pk]), ("question_import", [source.uuid]),
        ("question_import_preview", [source.uuid, 1]), ("ngan-hang-cau-hoi:edit", [theirs.pk]),
        ("ngan-hang-cau-hoi:delete", [theirs.pk]),
    ):  # fmt: skip
        assert client.get(reverse(name, args=args)).status_code == 404, name
    for name in ("history", "usage"):
        page = client.get(reverse(f"ngan-hang-cau-hoi:{name}", args=[theirs.pk]), follow=True)
        assert "sở bên cạnh" not in page.content.decode(), name
    assert "sở bên cạnh" not in client.get(reverse("ngan-hang-cau-hoi:index")).content.decode()


def test_no_deed_reaches_another_offices_questions(
    trainer: Account, client: Client, theirs: QuestionBank
) -> None:
    client.force_login(trainer)
    question = Question.objects.get()
    file = SimpleUploadedFile("a.txt", b"Hoi? {=a ~b}")
    posted = {
        "text": "Đổi",
        "rows": "2",
        "options-0-text": "a",
        "options-0-is_correct": "on",
        "options-1-text": "b",
    }
    for name, args, data, status in (
        ("question_edit", [question.pk], posted, 404),
        ("question_new", [], posted | {"bank": theirs.pk}, 422),
        ("question_deed", [question.pk], {"viec": "ngung"}, 404),
        ("question_many", [], {"cau": question.pk, "viec": "do-kho", "do-kho": "hard"}, 302),
        ("question_categories", [], {"bank": theirs.pk, "viec": "them", "ten": "Mới"}, 404),
        ("question_imports", [], {"bank": theirs.pk, "file": file}, 404),
    ):
        assert client.post(reverse(name, args=args), data).status_code == status, name
    question.refresh_from_db()
    assert (question.version, question.retired_at, question.difficulty) == (1, None, "")
    assert not theirs.categories.exists()


def test_a_picture_is_shown_to_those_who_keep_a_bank_that_shows_it(
    trainer: Account, client: Client, theirs: QuestionBank, office: OrgUnit
) -> None:
    client.force_login(trainer)
    digest = "a" * 64
    QuestionFile.objects.create(
        digest=digest, media_type="image/png", size=1, file=SimpleUploadedFile("a", b"x")
    )
    version = Question.objects.get().versions.get()
    Question.objects.get().versions.create(number=2, body=version.body, digest="x", files={"a.png": digest})
    address = reverse("question_bank_file", args=[digest])
    assert client.get(address).status_code == 404
    give(trainer, office)
    assert client.get(address).status_code == 200


def test_a_shared_bank_may_be_drawn_from_and_not_read(
    trainer: Account, client: Client, theirs: QuestionBank
) -> None:
    client.force_login(trainer)
    parent = course_page()
    address = reverse("wagtailadmin_pages:add", args=["content", "quizpage", parent.pk])
    theirs.categories.create(name="An toàn", path="An toàn")
    assert "sở bên cạnh" not in plain(client.get(address).content.decode())
    QuestionBank.objects.update(shared=True)
    assert theirs in drawn_banks(trainer)
    assert "Của sở bên cạnh: An toàn" in plain(client.get(address).content.decode())
    assert "sở bên cạnh" not in client.get(reverse("question_list")).content.decode()


def test_a_test_keeps_the_bank_it_has_whoever_opens_its_page(
    trainer: Account, client: Client, theirs: QuestionBank
) -> None:
    client.force_login(trainer)
    drawn, chosen = draw_of(theirs, 1), chosen_of(Question.objects.get())
    page = quiz_page(course_page(), None, sections=[drawn, chosen])
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert ("Của sở bên cạnh" in plain(html), "Câu riêng của sở bên cạnh?" in plain(html)) == (True, True)
    assert "rút 1 trong 1 câu dùng được" in html


def test_a_bank_is_given_only_to_an_office_one_answers_for_and_that_is_written_down(
    trainer: Account, client: Client, office: OrgUnit
) -> None:
    client.force_login(trainer)
    add = reverse("ngan-hang-cau-hoi:add")
    assert (
        client.post(add, {"name": "Ngân hàng sở", "owner_unit": office.pk}).status_code == 200
    )  # not offered
    give(trainer, office)
    assert client.post(add, {"name": "Ngân hàng sở", "owner_unit": office.pk}).status_code == 302
    bank = QuestionBank.objects.get(name="Ngân hàng sở")
    edit = reverse("ngan-hang-cau-hoi:edit", args=[bank.pk])
    assert client.get(edit).status_code == 200
    for _ in range(2):
        client.post(edit, {"name": "Ngân hàng sở", "owner_unit": office.pk, "shared": "on"})
    assert [(entry.action, entry.unit) for entry in AuditEntry.objects.order_by("pk")] == [
        ("bank_added", office),
        ("bank_changed", office),
    ]
    assert AuditEntry.objects.latest("pk").detail["shared"] == [False, True]


def test_a_bank_goes_only_while_it_is_empty(trainer: Account, client: Client) -> None:
    client.force_login(trainer)
    empty, full = BankFactory(questions=0), BankFactory(questions=1)
    for bank in (empty, full):
        page = client.post(reverse("ngan-hang-cau-hoi:delete", args=[bank.pk]), follow=True).content.decode()
    assert "Không xóa được" in page
    assert list(QuestionBank.objects.all()) == [full]
    assert AuditEntry.objects.get().action == "bank_deleted"
