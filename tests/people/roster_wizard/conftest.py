"""What these files of tests share."""

from datetime import date

import pytest

from common import clock
from people.models import Roster
from people.models.roster import State
from tests.factories.people import PostingFactory
from tests.people.messy_roster import messy_workbook
from tests.people.roster_wizard.cast import address, officer, said, unit, upload


@pytest.fixture
def city(province, client):
    account = officer(unit("75", clock.today()))
    client.force_login(account)
    return account


@pytest.fixture
def roster(city, client):
    assert upload(client).status_code == 302
    return Roster.objects.get()


@pytest.fixture
def too_much(province, client):
    """A clerk's roster that doubles a unit, asked to be applied."""
    for number in range(12):
        PostingFactory(unit=unit("26464"), person__full_name=f"Cũ {number}", starts_on=date(2023, 1, 1))
    clerk = officer(unit("26464"), name="Trần Thị Văn Thư")
    client.force_login(clerk)
    people = [
        (f"Mới {n}", "01/01/1990", "Nam", f"0750900001{n:02d}", "", "Công chức", "Xã Bảo Hòa")
        for n in range(9)
    ]
    upload(client, messy_workbook(people))
    roster = Roster.objects.get()
    page = client.get(address("roster_apply", roster))
    assert "Cần người thứ hai duyệt" in said(page)
    client.post(address("roster_apply", roster))
    roster.refresh_from_db()
    assert roster.state == State.WAITING_APPROVAL
    return roster
