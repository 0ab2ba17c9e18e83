"""Two communes with one person each, an officer and a head of the first, and a target due on 10/11/2026."""

from datetime import date

import pytest

from courses.models import Enrolment
from people.models import Account, OrgUnit, Person, Scope
from reports.models import Target
from tests.factories import AccountFactory, PersonFactory
from tests.reports.chasing.cast import DUE


@pytest.fixture
def target(desk_target: Target) -> Target:
    desk_target.due_on, desk_target.starts_on = DUE, date(2026, 1, 1)
    desk_target.save()
    Person.objects.filter(postings__isnull=False).update(email="", phone="")
    return desk_target


@pytest.fixture
def anh(target: Target) -> Person:
    """Of Xuân Định, with a mail address and a phone."""
    person = Person.objects.get(full_name="Nguyễn Thị Hồng Ánh", postings__isnull=False)
    person.email, person.phone = "anh@xa.vn", "0912345678"
    person.save()
    return person


@pytest.fixture
def cuong(target: Target) -> Person:
    """Of Long Phước, with neither."""
    return Person.objects.get(full_name="=Trần Văn Cường")


@pytest.fixture
def head(xuan_dinh: OrgUnit) -> Account:
    """The chairman of Xuân Định, who is in the record himself."""
    account: Account = AccountFactory(person=PersonFactory(full_name="Lê Quang Đạo", email="dao@xa.vn"))
    Scope.objects.create(account=account, unit=xuan_dinh, role=Scope.Role.LEADER)
    return account


@pytest.fixture
def enrolled(anh: Person) -> Enrolment:
    return Enrolment.objects.get(learner=anh)
