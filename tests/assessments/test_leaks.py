"""Every byte that a learner receives, over all kinds and all review rules: nothing before its moment has come."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessments.models import Attempt, Quiz
from assessments.rules import When
from assessments.services.attempts import start_attempt, submit
from courses.models import Enrolment
from reports.queries.learner_export import everything_about
from tests.assessments.kinds.bodies import EVERY, choice, numerical, short
from tests.factories.assessments import BankFactory, QuestionFactory, draw_from
from tests.factories.courses import START

CLOSES = START + timedelta(hours=1)
FEEDBACK = {"general": "LỜI-CHUNG", "right": "LỜI-ĐÚNG", "partly": "LỜI-GẦN", "wrong": "LỜI-SAI"}
# Right answers that stand nowhere but in the key; what is chosen or matched has to be on the paper.
KEYS = {
    "short": short("ĐÁP-ÁN-CHỮ", ("ĐÁP-ÁN-GẦN", 0.5)),
    "numerical": numerical(736251, 0.125),
    "cloze": EVERY["cloze"]
    | {
        "gaps": {
            "1": short("CHỖ-TRỐNG-MỘT"),
            "2": numerical(918273),
            "3": choice("single", (1, 0)),
        }
    },
}
HIDDEN = {"KEY": ("ĐÁP-ÁN-CHỮ", "ĐÁP-ÁN-GẦN", "736251", "736.251", "CHỖ-TRỐNG-MỘT", "918273", "918.273")}
ALWAYS_HIDDEN = (
    "share",
    "tolerance",
    "correct",
    "fraction",
    "by_hand",
    "grader_info",
    "DẶN-NGƯỜI-CHẤM",
    "GỢI-Ý-MẬT",
)
SAID = ("LỜI-CHUNG", "LỜI-ĐÚNG", "LỜI-GẦN", "LỜI-SAI", "về a", "nhận ĐÁP-ÁN")
VERDICTS = ("</svg>Đúng", "Chưa đúng", "Đúng một phần", "option right", "option wrong")
# Each part at each moment; how parts bring one another is the business of test_sitting_rules.
RULES = [
    tuple(when if place == part else When.NEVER for place in range(3)) for part in range(3) for when in When
] + [(When.AT_ONCE, When.AT_ONCE, When.SETTLED), (When.AT_ONCE, When.SETTLED, When.CLOSED)]


@pytest.fixture
def quiz(enrolment: Enrolment, quiz: Quiz) -> Quiz:
    bank = BankFactory(questions=0)
    for body in (EVERY | KEYS).values():
        secret = {"feedback": FEEDBACK, "hints": ["GỢI-Ý-MẬT"], "grader_info": "DẶN-NGƯỜI-CHẤM"}
        kept = {name: value for name, value in body.items() if name != "rubric"}
        QuestionFactory(bank=bank, body=kept | secret)
    draw_from(quiz, bank, len(EVERY | KEYS))
    quiz.attempts_allowed = 2
    quiz.time_limit, quiz.closes_at, quiz.hints_allowed, quiz.pass_percent = 30, CLOSES, True, 100
    quiz.save()
    return quiz


class Recorder:
    """A browser of which every answer is kept: body, headers, address."""

    def __init__(self, client: Client) -> None:
        self.client, self.seen = client, []

    def get(self, address: str) -> str:
        return self._keep(self.client.get(address))

    def post(self, address: str, data: Any, **how: Any) -> str:
        return self._keep(self.client.post(address, data, **how))

    def _keep(self, answer: Any) -> str:
        told = f"{answer.content.decode()}\n{answer.headers}"
        self.seen.append(told)
        return told

    @property
    def everything(self) -> str:
        return "\n".join(self.seen)


def absent(words: tuple[str, ...], told: str) -> None:
    for word in words:
        assert word not in told, word


def _bodies(attempt: Attempt) -> Iterator[str]:
    """Right, wrong, empty and hostile answers to every question, as autosaves."""
    for entry in attempt.paper:
        for chosen in (attempt.key[entry["id"]]["correct"], [], {}, "sai", None, 5, [["x"]]):
            yield json.dumps({"question": entry["id"], "chosen": chosen})


def sat(browser: Recorder, attempt: Attempt) -> None:
    """The whole of an open paper, refusals too; the right answers are sent last and taken back."""
    paper, save = (reverse(name, args=[attempt.uuid]) for name in ("quiz_attempt", "quiz_answer"))
    browser.get(reverse("quiz_intro", args=[attempt.quiz.activity.uuid]))
    browser.get(paper)
    for body in _bodies(attempt):
        browser.post(save, body, content_type="application/json")
        browser.post(save, body, content_type="application/json", headers={"accept": "application/json"})
    browser.post(save, "{", content_type="application/json")
    attempt.answers.all().delete()  # what a learner wrote may be shown to the learner
    browser.post(paper, {"de": "1"})
    browser.post(reverse("quiz_hint", args=[attempt.uuid]), {"goi-y": "la:1"})
    browser.post(reverse("quiz_files", args=[attempt.uuid]), {"de": "1"})
    browser.get(reverse("quiz_time_left", args=[attempt.uuid]))
    browser.post(reverse("quiz_start", args=[attempt.quiz.activity.uuid]), {})


def test_an_open_paper_tells_nothing_of_any_kind(learner: Client, enrolment: Enrolment, quiz: Quiz) -> None:
    browser = Recorder(learner)
    with time_machine.travel(START, tick=False):
        sat(browser, start_attempt(enrolment=enrolment, quiz=quiz, at=START))
    absent((*HIDDEN["KEY"], *ALWAYS_HIDDEN, *SAID, *VERDICTS), browser.everything)


def test_the_ids_of_the_key_are_only_those_on_the_paper(
    learner: Client, enrolment: Enrolment, quiz: Quiz
) -> None:
    with time_machine.travel(START, tick=False):
        attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=START)
        page = Recorder(learner).get(reverse("quiz_attempt", args=[attempt.uuid]))
    versions = {f'"{entry["version"]}"' for entry in attempt.key.values()}
    assert not any(f"version={version}" in page for version in versions)
    for entry in attempt.paper:
        options = {option["id"] for option in entry.get("options", [])}
        chosen = attempt.key[entry["id"]]["correct"]
        assert not options or options >= set(chosen)
        checked = [one for one in options if f'value="{one}" checked' in page]
        assert checked == []


@pytest.mark.parametrize(("score", "verdicts", "answers"), RULES)
def test_a_result_tells_what_its_rule_allows_and_no_more(
    learner: Client, enrolment: Enrolment, quiz: Quiz, score: When, verdicts: When, answers: When
) -> None:
    quiz.score_shown, quiz.verdicts_shown, quiz.answers_shown = score, verdicts, answers
    quiz.save()
    told = {}
    with time_machine.travel(START, tick=False) as clock:
        told["at_once"] = _handed_in(learner, enrolment, quiz)
        _handed_in(learner, enrolment, quiz)  # the last try
        told["settled"] = _page(learner)
        clock.move_to(CLOSES)
        told["closed"] = _page(learner)
    for moment, reached in (("at_once", 1), ("settled", 2), ("closed", 3)):
        order = [When.AT_ONCE, When.SETTLED, When.CLOSED]
        seen = {
            name: rule in order[:reached] for name, rule in (("s", score), ("v", verdicts), ("a", answers))
        }
        _check(told[moment], seen["s"] or seen["v"] or seen["a"], seen["v"] or seen["a"], seen["a"])


def _handed_in(learner: Client, enrolment: Enrolment, quiz: Quiz) -> str:
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=START)
    entry = next(entry for entry in attempt.paper if entry["kind"] == "true_false")
    right = attempt.key[entry["id"]]["correct"]
    learner.post(
        reverse("quiz_attempt", args=[attempt.uuid]), {"de": "1", "chac-chan": "1", entry["id"]: right}
    )
    return _page(learner)


def _page(learner: Client) -> str:
    browser = Recorder(learner)
    for attempt in Attempt.objects.select_related("quiz__activity"):
        browser.get(reverse("quiz_attempt", args=[attempt.uuid]))
    browser.get(reverse("quiz_intro", args=[attempt.quiz.activity.uuid]))
    return browser.everything


def _check(told: str, score: bool, verdicts: bool, answers: bool) -> None:
    absent(ALWAYS_HIDDEN, told)
    assert ("1/13" in told) == score  # points earned of all
    assert ("option right" in told) == verdicts
    assert ("LỜI-SAI" in told or "LỜI-ĐÚNG" in told) == answers
    assert ("ĐÁP-ÁN-CHỮ" in told) == answers
    if not verdicts:
        absent(VERDICTS, told.replace("Đáp án đúng", "").replace(">Chưa đạt<", ""))
    if not answers:
        absent((*HIDDEN["KEY"], *SAID), told)


def test_the_copy_of_ones_own_data_keeps_a_score_that_is_not_shown(enrolment: Enrolment, quiz: Quiz) -> None:
    quiz.score_shown = quiz.verdicts_shown = quiz.answers_shown = When.CLOSED
    quiz.save()
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=START)
    submit(attempt=attempt, answers={}, at=START)
    for at, score in ((START, None), (CLOSES, 0)):
        [copied] = everything_about(enrolment.learner, at=at, on=START.date())["enrolments"][0]["attempts"]
        assert copied["score"] == score
