"""The studio's pages of a regrade: what is offered, what is shown of whom, and that nothing happens unconfirmed."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Attempt, Regrade
from assessments.services.regrading.work import run
from content.services.groups import ensure_groups
from people.models import Account, AuditEntry, Scope
from tests.assessments import regrading
from tests.assessments.kinds.bodies import EVERY, choice, numerical
from tests.assessments.regrading import LATER, a_quiz, first_version, mended, question_of, sat
from tests.factories import OrgUnitFactory, PostingFactory
from tests.factories.people import AccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer() -> Account:
    account = AccountFactory()
    account.groups.add(ensure_groups())
    return account


@pytest.fixture
def studio(client: Client, trainer: Account) -> Client:
    client.force_login(trainer)
    return client


@pytest.fixture
def quiz() -> Any:
    return a_quiz(choice())


def wrongly(entry: Any, key: Any) -> list[str]:
    return [one["id"] for one in entry["options"] if one["id"] not in key][:1]


def posted(**more: Any) -> dict[str, Any]:
    return {"ban": ["1"], "cach": "full", "dat": "keep", "ly-do": "Đề in sai"} | more


def page(client: Client, regrade: Regrade, **query: Any) -> str:
    return str(client.get(reverse("regrade", args=[regrade.uuid]), query).content.decode())


def do(client: Client, regrade: Regrade, what: str, **more: str) -> str:
    address = reverse("regrade_deed", args=[regrade.uuid])
    return str(client.post(address, {"viec": what} | more, follow=True).content.decode())


def test_a_trainer_asks_looks_and_confirms(studio: Client, quiz: Any) -> None:
    attempt = sat(quiz, wrongly)
    question = question_of(quiz)
    assert (
        reverse("regrade_new", args=[question.pk])
        in studio.get(reverse("question_edit", args=[question.pk])).content.decode()
    )
    studio.post(reverse("regrade_new", args=[question.pk]), posted())
    regrade = Regrade.objects.get()
    assert "Đang tính thử" in page(studio, regrade)
    run(regrade.pk, lambda: LATER)
    assert "Áp dụng cho 1 lượt" in page(studio, regrade)
    assert "đánh dấu là đã xem" in do(studio, regrade, "ap-dung")
    assert Regrade.objects.get().state == "previewed"
    do(studio, regrade, "ap-dung", **{"dong-y": "1"})
    run(regrade.pk, lambda: LATER)
    attempt.refresh_from_db()
    assert attempt.passed
    assert "Đã chấm lại" in page(studio, regrade)
    assert "Đề in sai" in studio.get(reverse("regrade_list")).content.decode()


def test_names_are_shown_to_those_whose_people_they_are(studio: Client, trainer: Account, quiz: Any) -> None:
    unit = OrgUnitFactory()
    seen, unseen = sat(quiz, wrongly), sat(quiz, wrongly)
    PostingFactory(person=seen.enrolment.learner, unit=unit)
    regrade = regrading.previewed(question_of(quiz), "full")
    for one, name in zip((seen, unseen), ("Trần Thị Bưởi", "Lê Văn Cam"), strict=True):
        type(one.enrolment.learner).objects.filter(pk=one.enrolment.learner_id).update(full_name=name)
    blind = page(studio, regrade)
    assert ("Trần Thị Bưởi" in blind, "2 lượt của người ngoài phạm vi" in blind) == (False, True)
    Scope.objects.create(account=trainer, unit=unit)
    shown = page(studio, regrade, muc="passes")
    assert ("Trần Thị Bưởi" in shown, "Lê Văn Cam" in shown) == (True, False)
    assert "1 lượt của người ngoài phạm vi" in shown
    assert AuditEntry.objects.get(action="regrade_listed").count == 1


def test_names_leave_as_a_workbook_with_those_who_may_export(
    studio: Client, trainer: Account, quiz: Any
) -> None:
    unit = OrgUnitFactory()
    PostingFactory(person=sat(quiz, wrongly).enrolment.learner, unit=unit)
    regrade = regrading.previewed(question_of(quiz), "full")
    address = reverse("regrade_export", args=[regrade.uuid])
    assert studio.get(address).status_code == 403
    Scope.objects.create(account=trainer, unit=unit)
    answer = studio.get(address)
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert AuditEntry.objects.get(action="regrade_exported").count == 1


def test_the_form_says_why_a_version_does_not_fit_and_which_words_changed(studio: Client, quiz: Any) -> None:
    question = question_of(quiz)
    body = first_version(question).body
    rows = [body["options"][0] | {"text": "Phương án A"}, *body["options"][1:2]]
    mended(question, body | {"options": rows})
    shown = studio.get(reverse("regrade_new", args=[question.pk])).content.decode()
    assert "Bản này không còn “Phương án c” mà đề đã ra có." in shown
    assert "Đã đổi lời: “Phương án a” thành “Phương án A”" in shown
    answer = studio.post(
        reverse("regrade_new", args=[question.pk]), posted(cach="under", **{"theo-ban": "2"})
    )
    assert (answer.status_code, "Không chấm bản 1 theo bản 2 được" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("name", list(EVERY))
def test_every_kind_has_its_form(studio: Client, name: str) -> None:
    question = regrading.question_of(a_quiz(EVERY[name])) if name != "hotspot" else None
    if question is not None:
        shown = studio.get(reverse("regrade_new", args=[question.pk])).content.decode()
        assert ('value="under"' in shown) == (name not in {"essay", "file", "likert"})
        assert ('value="accept"' in shown) == (name in {"single", "short", "numerical"})


def test_a_number_is_accepted_as_people_write_it(studio: Client) -> None:
    question = question_of(a_quiz(numerical(12)))
    address = reverse("regrade_new", args=[question.pk])
    assert studio.post(address, posted(cach="accept", **{"nhan-them": "mười"})).status_code == 422
    studio.post(address, posted(cach="accept", **{"nhan-them": "-12,5"}))
    assert Regrade.objects.get().accepted == -12.5


def test_a_whole_test_is_graded_again_from_the_list(studio: Client, quiz: Any) -> None:
    attempt = sat(quiz, wrongly)
    name = attempt.paper[0]["id"]
    Attempt.objects.filter(pk=attempt.pk).update(
        marks={name: attempt.marks[name] | {"fraction": 1, "right": True}}, score=1
    )
    address = reverse("regrade_list")
    assert studio.post(address, {"bai": "la", "ly-do": "Sai"}).status_code == 422
    studio.post(address, {"bai": quiz.activity.uuid, "ly-do": "Máy chấm sai"})
    regrade = regrading.worked(Regrade.objects.get())
    assert regrade.counts["down"] == 1
    assert "Đã bỏ" in do(studio, regrade, "bo")


def test_lists_cost_the_same_however_long(studio: Client, trainer: Account, quiz: Any) -> None:
    unit = OrgUnitFactory()
    Scope.objects.create(account=trainer, unit=unit)
    cost = []
    for people in (1, 5):
        for _time in range(people):
            PostingFactory(person=sat(quiz, wrongly).enrolment.learner, unit=unit)
        regrade = regrading.previewed(question_of(quiz), "full")
        page(studio, regrade)  # the log and the caches have it now
        with CaptureQueriesContext(connection) as asked:
            page(studio, regrade)
            studio.get(reverse("regrade_list"))
        cost.append(len(asked))
        do(studio, regrade, "bo")
    assert cost[0] == cost[1]


def test_who_may_not_write_questions_is_refused(client: Client, quiz: Any) -> None:
    client.force_login(AccountFactory())
    regrade = regrading.previewed(question_of(quiz), "full")
    for name in ("regrade", "regrade_export"):
        assert client.get(reverse(name, args=[regrade.uuid])).status_code in {302, 403}
    assert client.post(reverse("regrade_deed", args=[regrade.uuid]), {"viec": "bo"}).status_code in {302, 403}
    assert Regrade.objects.get().state == "previewed"
