"""An answer with the paper's pass: kept before Django, exactly as the long way keeps it, and for nobody else."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments import kinds
from assessments.models import Attempt, Quiz
from assessments.passes import SECONDS
from assessments.services.attempts import saved_answers, start_attempt, submit
from assessments.views import quick
from courses.models import Enrolment
from people.models import Account
from tests.as_served import AsServed
from tests.assessments.kinds.bodies import EVERY
from tests.assessments.test_every_kind_on_paper import _fields, _right
from tests.factories.assessments import BankFactory, QuestionFactory, QuizFactory

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture
def quiz(enrolment: Enrolment) -> Quiz:
    bank = BankFactory(questions=0)
    for body in EVERY.values():
        QuestionFactory(bank=bank, body=body)
    activity = enrolment.release.items.get().activity
    return QuizFactory(activity=activity, bank=bank, draw=len(EVERY), pass_percent=60)


@pytest.fixture
def attempt(enrolment: Enrolment, quiz: Quiz, clock: Any) -> Attempt:
    return start_attempt(enrolment=enrolment, quiz=quiz, at=clock())


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The server's watch, which a test may set."""
    watch = Watch()
    monkeypatch.setattr("common.clock.now", watch)
    monkeypatch.setattr("assessments.views.quick.time.time", lambda: watch().timestamp())
    quick.ANSWERS.forget()
    return watch


class Watch:
    """Stands still until it is moved."""

    at = AT

    def __call__(self) -> datetime:
        return self.at

    def move(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class Desk:
    """The learner's browser with the paper open."""

    def __init__(self, account: Account, attempt: Attempt) -> None:
        self.client = Client()
        self.client.handler = AsServed(enforce_csrf_checks=True)
        self.client.force_login(account)
        self.attempt = attempt
        self.address = reverse("quiz_answer", args=[attempt.uuid])
        page = self.client.get(reverse("quiz_attempt", args=[attempt.uuid])).content.decode()
        self.word = page.partition('data-pass="')[2].partition('"')[0]

    def send(self, number: int, answer: Any, *, token: bool = False, **changed: Any) -> Any:
        question = self.attempt.paper[number]["id"]
        sent = {"question": question, "place": number, "fields": dict(_fields(question, answer))}
        headers = {"x-paper-pass": changed.pop("word", self.word)}
        if token:
            headers["x-csrftoken"] = self.client.cookies["csrftoken"].value
        return self.client.post(
            changed.pop("address", self.address), json.dumps(sent | changed),
            content_type="application/json", headers=headers,
        )  # fmt: skip

    @property
    def saved(self) -> dict[str, Any]:
        return saved_answers(self.attempt)


@pytest.fixture
def desk(account: Account, attempt: Attempt) -> Desk:
    return Desk(account, attempt)


def choices(attempt: Attempt) -> list[int]:
    return [place for place, entry in enumerate(attempt.paper) if entry["kind"] == "single"]


def option(attempt: Attempt, place: int, number: int = 0) -> list[str]:
    return [attempt.paper[place]["options"][number]["id"]]


def test_both_ways_keep_every_kind_of_answer_alike(desk: Desk, attempt: Attempt) -> None:
    right = _right(attempt)
    for place, entry in enumerate(attempt.paper):
        if right[entry["id"]] is None:
            continue
        assert desk.send(place, right[entry["id"]]).content == quick.SAVED
        short = desk.saved[entry["id"]]
        assert desk.send(place, right[entry["id"]], word="", token=True).json()["saved"]
        assert desk.saved[entry["id"]] == short
    assert sum(kinds.answered(answer) for answer in desk.saved.values()) == 11


def test_it_asks_neither_session_nor_account(
    desk: Desk, attempt: Attempt, django_assert_max_num_queries: Any
) -> None:
    (place,) = choices(attempt)
    with django_assert_max_num_queries(2):
        assert desk.send(place, option(attempt, place)).content == quick.SAVED


def test_the_latest_answer_stays_and_choosing_nothing_is_an_answer(
    desk: Desk, attempt: Attempt, clock: Watch
) -> None:
    (place,) = choices(attempt)
    for answer in (option(attempt, place), option(attempt, place, 1), []):
        clock.move(1)
        assert desk.send(place, answer).content == quick.SAVED
        assert desk.saved[attempt.paper[place]["id"]] == answer
    assert attempt.answers.count() == 1


@pytest.mark.parametrize("wrong", ["forged", "old", "stranger", "other address", "place", "option", "shape"])
def test_whatever_is_not_everyday_writes_nothing_by_the_short_way(
    wrong: str, desk: Desk, attempt: Attempt, clock: Watch
) -> None:
    (place,) = choices(attempt)
    answer = option(attempt, place)
    changed: dict[str, Any] = {
        "forged": {"word": desk.word[:-1] + ("0" if desk.word[-1] != "0" else "1")},
        "other address": {"address": reverse("quiz_answer", args=[attempt.enrolment.uuid])},
        "place": {"place": place + 1},
        "shape": {"fields": {attempt.paper[place]["id"]: "không phải danh sách"}},
    }.get(wrong, {})
    if wrong == "old":
        clock.move(SECONDS)
    if wrong == "stranger":
        desk.client.logout()
    if wrong == "option":
        answer = ["00000000-0000-0000-0000-000000000000"]
    assert (
        desk.send(place, answer, **changed).status_code == 403
    )  # the long way asks for the CSRF token first
    assert not desk.saved


def test_a_refusal_is_said_by_the_long_way(desk: Desk, attempt: Attempt) -> None:
    (place,) = choices(attempt)
    answer = desk.send(place, ["00000000-0000-0000-0000-000000000000"], token=True)
    assert (answer.status_code, answer.json()["error"]) == (
        400, "Câu trả lời không thuộc đề này. Hãy tải lại trang."
    )  # fmt: skip


def test_a_submitted_paper_and_one_whose_time_is_up_take_nothing(
    desk: Desk, attempt: Attempt, clock: Watch
) -> None:
    (place,) = choices(attempt)
    Attempt.objects.filter(pk=attempt.pk).update(deadline_at=AT + timedelta(seconds=30))
    clock.move(31)
    assert desk.send(place, option(attempt, place), token=True).status_code == 409
    Attempt.objects.filter(pk=attempt.pk).update(deadline_at=None)
    submit(attempt=attempt, answers={}, at=clock())
    assert desk.send(place, option(attempt, place), token=True).status_code == 409
    assert not desk.saved


def test_the_long_way_gives_the_next_pass(desk: Desk, attempt: Attempt, clock: Watch) -> None:
    (place,) = choices(attempt)
    clock.move(SECONDS + 1)
    told = desk.send(place, option(attempt, place), token=True).json()
    assert desk.send(place, option(attempt, place, 1), word=told["pass"]).content == quick.SAVED


def test_too_many_in_a_minute_go_the_long_way(desk: Desk, attempt: Attempt, account: Account) -> None:
    (place,) = choices(attempt)
    for _ in range(quick.ANSWERS.limit):
        quick.ANSWERS.exceeded(account.pk)
    assert desk.send(place, option(attempt, place)).status_code == 403
