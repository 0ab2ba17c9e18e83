"""The questions of before keep their ids, their key and their words when they become versions, and go back."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

from assessments import kinds

migration: Any = import_module("assessments.migrations.0003_questions_become_versions")
OPTIONS = [
    SimpleNamespace(uuid="11111111-1111-4111-8111-111111111111", text="Một < hai", is_correct=True),
    SimpleNamespace(uuid="22222222-2222-4222-8222-222222222222", text="Ba", is_correct=False),
]
QUESTION = SimpleNamespace(kind="single", text="Chọn\nđi & nào", feedback="Vì <thế>")


def test_a_question_becomes_a_body_that_can_be_answered() -> None:
    body = migration._body(QUESTION, OPTIONS)
    assert kinds.problems(body) == []
    assert kinds.settled(body) == body
    assert kinds.key(body) == ["11111111-1111-4111-8111-111111111111"]
    assert kinds.digest(body) == migration._digest(body)
    assert (body["text"], body["options"][0]["text"]) == ("Chọn<br>đi &amp; nào", "Một &lt; hai")


def test_damaged_questions_are_told_apart() -> None:
    wrong = [SimpleNamespace(is_correct=False)] * 2
    assert migration._sound("single", OPTIONS)
    assert not migration._sound("multiple", wrong)
    assert not migration._sound("single", OPTIONS[:1])


def test_the_words_come_back() -> None:
    made = migration._options(lambda **told: told, QUESTION, migration._body(QUESTION, OPTIONS))
    assert [(one["text"], one["is_correct"]) for one in made] == [("Một < hai", True), ("Ba", False)]
    assert migration._words(migration._body(QUESTION, OPTIONS)["text"]) == QUESTION.text
