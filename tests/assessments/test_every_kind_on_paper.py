"""Every kind on one paper: answered by a plain form or by autosave, nothing leaked before, waiting for a marker after."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments import kinds
from assessments.models import Attempt, Quiz
from assessments.queries.papers import bodies_of
from assessments.services.attempts import saved_answers, start_attempt, submit
from assessments.services.question_files import keep_file
from courses.models import Enrolment, LearningEvent
from courses.models.record import EventKind
from tests.assessments.kinds.bodies import EVERY
from tests.factories.assessments import BankFactory, QuestionFactory, QuizFactory
from tests.factories.courses import START
from tests.factories.people import AccountFactory, PersonFactory

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
SECRET = {
    "feedback": {"general": "LỜI-GIẢI-MẬT", "right": "MẬT-ĐÚNG", "wrong": "MẬT-SAI"},
    "hints": ["GỢI-Ý-MẬT"],
}
PDF = b"%PDF-1.4 bai nop"


@pytest.fixture
def quiz(enrolment: Enrolment) -> Quiz:
    bank = BankFactory(questions=0)
    for body in EVERY.values():
        QuestionFactory(bank=bank, body=body | SECRET)
    activity = enrolment.release.items.get().activity
    return QuizFactory(activity=activity, bank=bank, draw=len(EVERY), pass_percent=60)


@pytest.fixture
def attempt(enrolment: Enrolment, quiz: Quiz) -> Attempt:
    return start_attempt(enrolment=enrolment, quiz=quiz, at=START)


def _fields(name: str, answer: Any) -> Iterator[tuple[str, Any]]:
    """The answer as a form sends it."""
    if isinstance(answer, dict):
        for part, one in answer.items():
            yield from _fields(f"{name}.{part}", one)
    elif isinstance(answer, list):
        yield (
            name,
            [",".join(f"{part:.4f}" for part in one) if isinstance(one, list) else one for one in answer],
        )
    else:
        yield name, [str(answer)]


def _right(attempt: Attempt) -> dict[str, Any]:
    return {
        entry["id"]: attempt.key[entry["id"]]["correct"]
        for entry in attempt.paper
        if entry["kind"] in kinds.KINDS
    }


def _form(attempt: Attempt) -> dict[str, Any]:
    data: dict[str, Any] = {"de": "1"}
    for question, answer in _right(attempt).items():
        data |= dict(_fields(question, answer)) if answer is not None else {}
    return data


def test_a_plain_form_answers_every_kind(learner: Client, attempt: Attempt) -> None:
    address = reverse("quiz_attempt", args=[attempt.uuid])
    learner.post(address, _form(attempt) | {"chac-chan": "1"})
    attempt.refresh_from_db()
    unmarked = {entry["id"] for entry in attempt.paper if entry["kind"] in {"essay", "file", "likert"}}
    assert {question for question, mark in attempt.marks.items() if not mark["right"]} == unmarked
    assert (attempt.earned, attempt.of, attempt.passed, attempt.waiting) == (11, 13, True, False)
    assert "11/13" in learner.get(address).content.decode()


def test_autosave_reads_the_same_fields(learner: Client, attempt: Attempt) -> None:
    for question, answer in _right(attempt).items():
        if answer is not None:
            body = json.dumps({"question": question, "fields": dict(_fields(question, answer))})
            sent = learner.post(
                reverse("quiz_answer", args=[attempt.uuid]), body, content_type="application/json"
            )
            assert sent.json()["saved"]
    page = learner.get(reverse("quiz_attempt", args=[attempt.uuid])).content.decode()
    assert "Đã trả lời 11/14" in page


def test_no_byte_before_submission_tells_the_key(learner: Client, quiz: Quiz, attempt: Attempt) -> None:
    """Every byte that a learner receives while the test is open: pages, answers to autosaves, redirects, headers."""
    address, seen = reverse("quiz_attempt", args=[attempt.uuid]), []
    answers = [learner.get(reverse("quiz_intro", args=[quiz.activity.uuid])), learner.get(address)]
    for question, right in _right(attempt).items():
        for answer in (right, [], "sai", {}):
            body = json.dumps({"question": question, "chosen": answer})
            answers.append(
                learner.post(
                    reverse("quiz_answer", args=[attempt.uuid]), body, content_type="application/json"
                )
            )
    answers += [
        learner.post(address, {"de": "1"}),
        learner.post(reverse("quiz_files", args=[attempt.uuid]), {"de": "1"}),
    ]
    for one in answers:
        seen.append(one.content.decode() + str(one.headers))
    everything = "\n".join(seen)
    for word in (
        "MẬT",
        "về a",
        "nhận Hà Nội",
        "Xem lại",
        "share",
        "correct",
        "feedback",
        "tolerance",
        '"score"',
        "right",
    ):
        assert word not in everything.replace('rel="right"', ""), word
    assert "Hà Nội" not in everything


def test_an_essay_waits_for_its_marker_and_records_no_pass(learner: Client, attempt: Attempt) -> None:
    essay = next(entry["id"] for entry in attempt.paper if entry["kind"] == "essay")
    address = reverse("quiz_attempt", args=[attempt.uuid])
    learner.post(address, _form(attempt) | {essay: "Xã mình có sông.", "chac-chan": "1"})
    attempt.refresh_from_db()
    assert (attempt.waiting, attempt.passed) == (True, False)
    assert not LearningEvent.objects.filter(kind=EventKind.ASSESSMENT_PASSED).exists()
    page = learner.get(address).content.decode()
    assert "đang chờ chấm" in page
    assert "MẬT-SAI" not in page
    refused = learner.post(reverse("quiz_start", args=[attempt.quiz.activity.uuid]))
    assert refused.status_code == 403
    assert (
        "chờ chấm" in learner.get(reverse("quiz_intro", args=[attempt.quiz.activity.uuid])).content.decode()
    )


def test_a_file_is_handed_in_taken_back_and_read_by_its_learner(learner: Client, attempt: Attempt) -> None:
    question = next(entry["id"] for entry in attempt.paper if entry["kind"] == "file")
    files = reverse("quiz_files", args=[attempt.uuid])
    sent = {"de": "1", "gui-tep": question, f"tep-{question}": SimpleUploadedFile("Bài của tôi.pdf", PDF)}
    learner.post(files, sent)
    held = attempt.files.get()
    assert saved_answers(attempt)[question][0]["name"] == "Bài của tôi.pdf"
    page = learner.get(reverse("quiz_answer_file", args=[attempt.uuid, held.uuid]))
    stranger = Client()
    stranger.force_login(AccountFactory(person=PersonFactory()))
    assert stranger.get(reverse("quiz_answer_file", args=[attempt.uuid, held.uuid])).status_code == 404
    assert (b"".join(page), "attachment" in page.headers["Content-Disposition"]) == (PDF, True)
    learner.post(files, {"bo-tep": str(held.uuid)})
    assert (attempt.files.count(), saved_answers(attempt)[question]) == (0, [])


@pytest.mark.parametrize(("name", "content"), [("virus.exe", b"MZ"), ("bai.pdf", b"MZ"), ("bai.pdf", b"")])
def test_a_file_of_another_kind_is_refused(
    learner: Client, attempt: Attempt, name: str, content: bytes
) -> None:
    question = next(entry["id"] for entry in attempt.paper if entry["kind"] == "file")
    sent = {"gui-tep": question, f"tep-{question}": SimpleUploadedFile(name, content)}
    learner.post(reverse("quiz_files", args=[attempt.uuid]), sent)
    assert attempt.files.count() == 0


def test_a_forged_file_answer_is_refused(learner: Client, attempt: Attempt) -> None:
    question = next(entry["id"] for entry in attempt.paper if entry["kind"] == "file")
    body = json.dumps({"question": question, "chosen": [{"name": "x", "digest": "0"}]})
    answer = learner.post(reverse("quiz_answer", args=[attempt.uuid]), body, content_type="application/json")
    assert answer.status_code == 400


def test_a_picture_is_served_with_its_paper_only(learner: Client, enrolment: Enrolment) -> None:
    from assessments.services.bank import add_question

    bank = BankFactory(questions=0)
    question = add_question(bank=bank, body=EVERY["hotspot"], at=START, files={"hinh.png": PNG})
    assert keep_file(name="hinh.png", content=PNG) == question.versions.get().files["hinh.png"]
    quiz = QuizFactory(activity=enrolment.release.items.get().activity, bank=bank, draw=1)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=START)
    address = reverse("quiz_question_file", args=[attempt.uuid, question.uuid, "hinh.png"])
    assert address in learner.get(reverse("quiz_attempt", args=[attempt.uuid])).content.decode()
    assert learner.get(address).headers["Content-Type"] == "image/png"
    assert learner.get(address.replace("hinh.png", "khac.png")).status_code == 404
    learner.force_login(AccountFactory(person=PersonFactory()))
    assert learner.get(address).status_code == 404


def test_a_paper_from_before_versions_is_graded_by_the_key_it_was_drawn_with(
    enrolment: Enrolment, quiz: Quiz
) -> None:
    paper = [
        {"id": "7b0f1f36-6a5e-4a43-9d5f-1d3d7a5f0a01", "kind": "single", "text": "1 < 2?",
         "options": [{"id": "a", "text": "Đúng"}, {"id": "b", "text": "Sai"}]}
    ]  # fmt: skip
    old = Attempt.objects.create(
        enrolment=enrolment, quiz=quiz, number=1, paper=paper, pass_percent=60, started_at=START,
        key={paper[0]["id"]: {"correct": ["a"], "feedback": "Vì 1 bé hơn"}},
    )  # fmt: skip
    assert bodies_of(old)[paper[0]["id"]]["text"] == "1 &lt; 2?"
    done = submit(attempt=old, answers={paper[0]["id"]: ["a"]}, at=START)
    assert (done.earned, done.of, done.passed) == (1, 1, True)
