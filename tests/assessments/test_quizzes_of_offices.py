"""A test is whose bank it asks from, or who published it; statistics, rooms, marking and regrades go no further."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.bank_scope import kept_quizzes, kept_regrades
from assessments.composition import Section
from assessments.models import Marker, Question, QuestionBank, Quiz, Regrade
from assessments.services.attempts import start_attempt, submit
from assessments.services.counting import count_statistics
from content.services.groups import ensure_groups
from courses.models import ActivityVersion
from people.models import Account, Scope
from tests.factories.assessments import BankFactory, QuestionFactory, QuizFactory
from tests.factories.courses import START
from tests.factories.people import AccountFactory, OrgUnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(client: Client) -> Account:
    account: Account = AccountFactory()
    account.groups.add(ensure_groups())
    client.force_login(account)
    return account


@pytest.fixture
def theirs() -> QuestionBank:
    bank: QuestionBank = BankFactory(questions=0, owner_unit=OrgUnitFactory(), shared=True)
    QuestionFactory(bank=bank, text="Câu riêng của sở bên cạnh?")
    return bank


def section_of(**values: Any) -> list[Section]:
    return [Section(**values)]


def test_a_test_belongs_to_who_keeps_a_bank_it_asks_from(trainer: Account, theirs: QuestionBank) -> None:
    one = Question.objects.get(bank=theirs)
    for quiz in (QuizFactory(bank=theirs, draw=1), QuizFactory(sections=section_of(questions=(one,)))):
        assert quiz not in kept_quizzes(trainer)
    mixed = [*section_of(bank=theirs), *section_of(bank=BankFactory(), draw=2)]
    quiz = QuizFactory(sections=mixed)
    assert list(kept_quizzes(trainer)) == [quiz]
    Scope.objects.create(account=trainer, unit=theirs.owner_unit, role=Scope.Role.AUTHOR)
    assert kept_quizzes(trainer).count() == 3


def test_a_bank_that_a_test_no_longer_asks_from_brings_nothing(
    trainer: Account, theirs: QuestionBank
) -> None:
    quiz = QuizFactory(bank=BankFactory(), draw=1)
    quiz.version = 1
    quiz.save()
    quiz.sections.create(version=1, position=1, bank=theirs, draw=1)
    assert not kept_quizzes(trainer).exists()


def test_a_test_of_a_shared_bank_belongs_to_who_published_it(trainer: Account, theirs: QuestionBank) -> None:
    quiz = QuizFactory(bank=theirs, draw=1, version=7)
    said = {"activity": quiz.activity, "kind": "quiz", "title": "Thi", "digest": "x", "published_at": START}
    ActivityVersion.objects.create(**said, number=6, published_by=trainer)
    assert not kept_quizzes(trainer).exists()
    ActivityVersion.objects.create(**said, number=7, published_by=trainer)
    assert list(kept_quizzes(trainer)) == [quiz]


def test_a_superuser_has_every_test_even_one_of_no_section() -> None:
    quiz = QuizFactory()
    quiz.sections.all().delete()
    assert list(kept_quizzes(AccountFactory(is_superuser=True))) == [quiz]


@pytest.fixture
def foreign(theirs: QuestionBank) -> Quiz:
    quiz: Quiz = QuizFactory(bank=theirs, draw=1, activity__title="Thi của sở bên cạnh")
    return quiz


@pytest.mark.parametrize("name", ["quiz_room", "quiz_statistics", "quiz_statistics_sheet", "marking_papers"])
def test_another_offices_test_is_like_none(
    trainer: Account, client: Client, foreign: Quiz, name: str
) -> None:
    assert client.get(reverse(name, args=[foreign.activity.uuid])).status_code == 404


def test_no_code_and_no_marker_is_set_at_another_offices_test(
    trainer: Account, client: Client, foreign: Quiz
) -> None:
    here = [foreign.activity.uuid]
    assert client.post(reverse("quiz_room_code", args=here), {"ma": "CHUNG MÃ"}).status_code == 404
    named = {"viec": "giao", "ten-dang-nhap": trainer.username, "vai": "first"}
    assert client.post(reverse("marking_setup", args=here), named).status_code == 404
    foreign.refresh_from_db()
    assert (foreign.access_code, Marker.objects.exists()) == ("", False)


def test_who_is_named_for_another_offices_test_marks_it_and_names_nobody(
    trainer: Account, client: Client, foreign: Quiz
) -> None:
    Marker.objects.create(quiz=foreign, account=trainer, role="first", given_at=START, given_by=trainer)
    here = [foreign.activity.uuid]
    page = client.get(reverse("marking_papers", args=here))
    assert (page.status_code, "Người chấm, cách chấm" in page.content.decode()) == (200, False)
    assert client.get(reverse("marking_setup", args=here)).status_code == 404


def test_regrades_are_of_ones_own_questions_and_tests(
    trainer: Account, client: Client, foreign: Quiz, theirs: QuestionBank
) -> None:
    said = {"reason": "Đề in sai ở sở bên cạnh", "state": "previewed", "asked_at": START}
    question = Question.objects.get(bank=theirs)
    others = [
        Regrade.objects.create(quiz=foreign, policy="again", **said),
        Regrade.objects.create(question=question, policy="full", **said),
    ]
    own = Regrade.objects.create(question=QuestionFactory(), policy="full", **said | {"reason": "Của mình"})
    assert list(kept_regrades(trainer)) == [own]
    page = client.get(reverse("regrade_list")).content.decode()
    assert ("Của mình" in page, "sở bên cạnh" in page) == (True, False)
    for one in others:
        assert client.get(reverse("regrade", args=[one.uuid])).status_code == 404
        assert client.post(reverse("regrade_deed", args=[one.uuid]), {"viec": "bo"}).status_code == 404
    assert client.get(reverse("regrade_new", args=[question.pk])).status_code == 404


def test_statistics_of_a_mixed_test_hide_the_words_of_a_shared_bank(
    trainer: Account, client: Client, theirs: QuestionBank, enrolment: Any
) -> None:
    QuestionFactory(bank=(bank := BankFactory(questions=0)), text="Câu của tỉnh?")
    quiz = QuizFactory(
        activity=enrolment.release.items.get().activity,
        sections=[*section_of(bank=theirs), *section_of(bank=bank)],
    )
    submit(attempt=start_attempt(enrolment=enrolment, quiz=quiz, at=START), answers={}, at=START)
    count_statistics(at=START + timedelta(hours=1))
    page = client.get(reverse("quiz_statistics", args=[quiz.activity.uuid])).content.decode()
    assert ("Câu của tỉnh?" in page, "Câu riêng" in page) == (True, False)
    assert "Không hiện 1 câu rút từ ngân hàng đơn vị khác" in page
    question = Question.objects.get(bank=theirs)
    assert client.get(reverse("question_statistics", args=[question.uuid])).status_code == 404
