"""A studio and an empty bank to import into."""

import pytest
from django.test import Client

from assessments.models import QuestionBank
from people.models import Account
from tests.factories.assessments import BankFactory


@pytest.fixture
def studio(client: Client) -> Client:
    client.force_login(Account.objects.create_superuser("soan", "", "mat-khau-1"))
    return client


@pytest.fixture
def bank() -> QuestionBank:
    return BankFactory(questions=0)
