"""Rosters of the next years still say what the merged record said: they find the one person, and make no second."""

from typing import Any

import pytest

from people.models import Account, Person, Roster
from people.services.merging import CHOICES, merge_persons
from tests.factories import AccountFactory
from tests.people.test_rosters import ANH, AT, bring, changed, workbook


@pytest.fixture
def operator(db: None) -> Account:
    account: Account = AccountFactory(is_superuser=True)
    return account


OTHER = changed(
    ANH, name="Nguyễn Thị Anh", birth="1985", cccd="271234567", phone="0900000002", unit="Xã Xuân Định"
)


@pytest.fixture
def survivor(province: Any, operator: Account) -> Person:
    """One roster named her by her CCCD, another by an old CMND, without the tone and with another phone."""
    bring(workbook(ANH, OTHER))
    first, second = Person.objects.order_by("pk")
    merge_persons(survivor=first, gone=second, take={}, at=AT, by=operator)
    first.refresh_from_db()
    return first


def people_of_rows() -> list[Person | None]:
    """Whom the rows of the latest roster were taken for."""
    return [
        row.person for row in Roster.objects.latest("pk").rows.order_by("number").select_related("person")
    ]


@pytest.mark.parametrize(
    "row",
    [
        ANH,
        changed(OTHER, cccd="271234567"),
        changed(OTHER, cccd=""),  # the other record's phone and name
        changed(OTHER, phone="", birth=""),  # the other record's number and name
        changed(ANH, cccd="271234567", phone=""),  # the old number under the right name
    ],
)
def test_whatever_the_roster_still_says_it_means_the_survivor(survivor: Person, row: list[str]) -> None:
    before = (survivor.full_name, survivor.id_hash)
    rows = bring(workbook(changed(row, unit="Xã Bảo Hòa")))
    assert [(row.status, row.reason) for row in rows] == [(rows[0].status, "")]
    assert people_of_rows() == [survivor]
    survivor.refresh_from_db()
    assert (survivor.full_name, survivor.id_hash) == before  # a row about her is no reason to rename her
    assert Person.objects.count() == 2
    assert not Person.objects.exclude(pk=survivor.pk).get().postings.exists()


def test_both_ways_of_saying_it_in_one_file_are_one_person(survivor: Person) -> None:
    rows = bring(workbook(ANH, changed(OTHER, unit="Xã Bảo Hòa")))
    assert people_of_rows() == [survivor, survivor]
    assert rows[1].status == "duplicate"


def test_a_third_name_under_the_number_is_still_a_conflict(survivor: Person) -> None:
    rows = bring(workbook(changed(ANH, name="Lê Văn Cường")))
    assert rows[0].reason == "identity_conflict"


def test_the_number_that_was_chosen_is_the_main_one(province: Any, operator: Account) -> None:
    bring(workbook(OTHER, ANH))
    old, new = Person.objects.order_by("pk")
    merge_persons(survivor=old, gone=new, take=dict.fromkeys(CHOICES, True), at=AT, by=operator)
    bring(workbook(ANH, changed(ANH, cccd="271234567", phone="")))
    assert people_of_rows() == [old, old]
    old.refresh_from_db()
    assert (old.id_kind, old.full_name) == ("cccd", "Nguyễn Thị Ánh")
