"""What these files of tests share."""

import pytest

from people.models import Account
from people.services.second_factor import add_app
from tests.factories.people import PersonFactory
from tests.people.second_factor.cast import PHONE, SECRET
from tests.people.signing import (
    START,
    officer,
)


@pytest.fixture(autouse=True)
def outbox(settings, tmp_path):
    """Texts of one test only."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def hr() -> Account:
    return officer(username="hr1", person=PersonFactory(phone=PHONE, email="hr@dongnai.example"))


@pytest.fixture
def protected(hr: Account) -> Account:
    add_app(account=hr, secret=SECRET, at=START)
    return hr
