"""A test of two essays and one choice, handed in, and the people who read it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from assessments.marking.rubric import Given, GivenPoints
from assessments.models import Attempt, Marker, MarkingRule, MarkingTask, Quiz
from assessments.services.attempts import start_attempt, submit
from assessments.services.marking.marks import give_mark
from assessments.services.marking.tasks import take
from courses.models import Enrolment
from courses.services.enrolment import enrol
from people.models import Account
from tests.factories.assessments import BankFactory, QuestionFactory, QuizFactory
from tests.factories.courses import START
from tests.factories.people import AccountFactory, PersonFactory

HANDED_IN = START + timedelta(hours=1)
READ = HANDED_IN + timedelta(days=2)
RUBRIC = [
    {
        "text": "Nội dung",
        "points": 3,
        "levels": [{"text": "Đủ ý", "points": 3}, {"text": "Thiếu ý", "points": 1}],
    },
    {"text": "Trình bày", "points": 1},
]
BODIES = {
    "rubric": {"kind": "essay", "text": "Nêu cách bảo vệ mật khẩu", "points": 2, "rubric": RUBRIC, "grader_info": "Đọc kỹ"},
    "plain": {"kind": "essay", "text": "Kể một việc đã làm ở xã", "points": 2},
}  # fmt: skip


@pytest.fixture
def quiz(enrolment: Enrolment) -> Quiz:
    bank = BankFactory(questions=1)
    for body in BODIES.values():
        QuestionFactory(bank=bank, body=body)
    return QuizFactory(activity=enrolment.release.items.get().activity, bank=bank, draw=3, pass_percent=60)


@pytest.fixture
def hand_in(quiz: Quiz) -> Callable[..., Attempt]:
    """`hand_in(enrolment)`: both essays written, the choice right."""

    def give(enrolment: Enrolment) -> Attempt:
        attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=START)
        answers = {
            entry["id"]: "Không dùng chung mật khẩu." if entry["kind"] == "essay" else attempt.key[entry["id"]]["correct"]
            for entry in attempt.paper
        }  # fmt: skip
        return submit(attempt=attempt, answers=answers, at=HANDED_IN)

    return give


@pytest.fixture
def attempt(hand_in: Callable[..., Attempt], enrolment: Enrolment) -> Attempt:
    return hand_in(enrolment)


@pytest.fixture
def another(hand_in: Callable[..., Attempt], enrolment: Enrolment) -> Attempt:
    """The paper of somebody else in the same course."""
    person = PersonFactory(full_name="Lý Thị Bông")
    return hand_in(enrol(learner=person, course=enrolment.course, at=START))


@pytest.fixture
def editor(db: None) -> Account:
    account = AccountFactory(username="giang-vien", person=PersonFactory(full_name="Trần Văn Giảng"))
    account.user_permissions.add(Permission.objects.get(codename="change_question"))
    return account


@pytest.fixture
def name(quiz: Quiz, editor: Account) -> Callable[..., Account]:
    """`name("second")`: a new account with that duty at the test."""

    def give(role: str = "first") -> Account:
        account = AccountFactory(person=PersonFactory(full_name="Phạm Văn Đọc"))
        Marker.objects.create(quiz=quiz, account=account, role=role, given_at=START, given_by=editor)
        return account

    return give


@pytest.fixture
def rule(quiz: Quiz) -> Callable[..., MarkingRule]:
    """`rule(anonymous=True)`: before papers are handed in."""
    return lambda **said: MarkingRule.objects.create(quiz=quiz, **said)


@pytest.fixture
def desk(client: Client) -> Callable[[Account], Client]:
    """The browser of an account."""

    def sign_in(account: Account) -> Client:
        client.force_login(account)
        return client

    return sign_in


def question_of(attempt: Attempt, which: str) -> str:
    """The id of the essay with a rubric, or of the plain one, on this paper."""
    return next(entry["id"] for entry in attempt.paper if entry["text"] == BODIES[which]["text"])


def task_of(attempt: Attempt, which: str, part: str = "first") -> MarkingTask:
    return MarkingTask.objects.get(attempt=attempt, question=question_of(attempt, which), part=part)


def levels(content: int = 0, form: float = 1) -> Given:
    """A mark by the rubric: a level of the content, points for the form."""
    return Given(None, [GivenPoints(level=content), GivenPoints(points=form)], "Nêu thêm ví dụ")


def mark(attempt: Attempt, which: str, by: Account, given: Given | float, part: str = "first") -> None:
    """Take and mark one reading."""
    task = take(task=task_of(attempt, which, part), by=by, at=READ)
    given = given if isinstance(given, Given) else Given(given, comment="Vì sao")
    give_mark(task=task, by=by, given=given, at=READ)


def mark_all(attempt: Attempt, by: Account) -> None:
    """Full points for both essays."""
    mark(attempt, "rubric", by, levels())
    mark(attempt, "plain", by, 2)
