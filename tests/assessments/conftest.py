"""A learner enrolled in a course of one test, and the means to answer it."""

from collections.abc import Callable

import pytest
from django.test import Client

from assessments.models import Attempt, QuestionBank, Quiz
from courses.models import Enrolment
from courses.services.enrolment import enrol
from people.models import Account
from tests.factories.assessments import BankFactory, QuizFactory
from tests.factories.courses import START, ReleaseFactory
from tests.factories.people import AccountFactory, PersonFactory


@pytest.fixture
def enrolment(db: None) -> Enrolment:
    release = ReleaseFactory(items=["quiz"])
    person = PersonFactory()
    AccountFactory(person=person)
    return enrol(learner=person, course=release.course, at=START)


@pytest.fixture
def quiz(enrolment: Enrolment) -> Quiz:
    activity = enrolment.release.items.get().activity
    return QuizFactory(activity=activity, bank=BankFactory(questions=8), draw=5, pass_percent=60)


@pytest.fixture
def account(enrolment: Enrolment) -> Account:
    return Account.objects.get(person=enrolment.learner)


@pytest.fixture
def learner(client: Client, account: Account) -> Client:
    client.force_login(account)
    return client


@pytest.fixture
def answers() -> Callable[[Attempt, int], dict[str, list[str]]]:
    """Answers to the whole paper of which the first `right` are right."""

    def give(attempt: Attempt, right: int) -> dict[str, list[str]]:
        given = {}
        for place, entry in enumerate(attempt.paper):
            correct = attempt.key[entry["id"]]["correct"]
            wrong = [option["id"] for option in entry["options"] if option["id"] not in correct][:1]
            given[entry["id"]] = correct if place < right else wrong
        return given

    return give


@pytest.fixture
def studio(client: Client) -> Client:
    """Of whoever may write questions for every office."""
    client.force_login(Account.objects.create_superuser("soan", "", "mat-khau-1"))
    return client


@pytest.fixture
def bank() -> QuestionBank:
    """Empty."""
    return BankFactory(questions=0)
