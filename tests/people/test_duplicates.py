"""Pairs that may be one person: found by keys, only inside the scope, told apart once, and taken back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from people.models import Account, AuditEntry, NotTheSame, OrgUnit, Person, UnitChange
from people.queries.duplicates import SHARED_BY_TOO_MANY, likely_pairs, remembered_pairs, still_open
from people.queries.tree import UnitTree
from people.scope import visible_people
from people.services.merging import merge_persons
from people.services.verdicts import take_back, tell_apart
from tests.factories import AccountFactory, OrgUnitFactory, PersonFactory, PostingFactory, ScopeFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 3, tzinfo=UTC)
TODAY, BORN = date(2026, 11, 26), date(1988, 3, 5)
ANH = "Nguyễn Thị Ánh"


@pytest.fixture
def commune() -> OrgUnit:
    return OrgUnitFactory()


@pytest.fixture
def clerk(commune: OrgUnit, client: Any) -> Account:
    """Signed in, too."""
    account: Account = ScopeFactory(unit=commune).account
    client.force_login(account)
    return account


def placed(unit: OrgUnit, name: str = ANH, **more: Any) -> Person:
    person: Person = PostingFactory(unit=unit, person=PersonFactory(full_name=name, **more)).person
    return person


def pairs(by: Account) -> list[set[int]]:
    tree = UnitTree.load()
    return [{pair.first, pair.second} for pair in likely_pairs(visible_people(by, TODAY, tree), tree, TODAY)]


def test_only_pairs_of_which_both_are_in_sight(commune: OrgUnit, clerk: Account) -> None:
    inside, other = placed(commune), placed(OrgUnitFactory())
    assert pairs(clerk) == []
    assert pairs(AccountFactory(is_superuser=True)) == [{inside.pk, other.pk}]


def test_the_same_place_under_its_former_name_is_the_same_unit(commune: OrgUnit, clerk: Account) -> None:
    """One roster from before the reform with a year, one from after it with a day."""
    old = OrgUnitFactory(valid_to=date(2025, 7, 1))
    UnitChange.objects.create(from_unit=old, to_unit=commune, extent="whole", effective_on=date(2025, 7, 1))
    before = placed(old, birth_on=None, birth_year=1988)
    after = placed(commune, "Nguyen Thi Anh", birth_on=BORN, birth_year=1988)
    placed(commune, birth_on=date(1990, 1, 1), birth_year=1990)
    assert pairs(clerk) == [{before.pk, after.pk}]


def test_the_likeliest_stand_first(commune: OrgUnit, clerk: Account) -> None:
    vague = [placed(commune, "Lê Văn Cường", birth_on=None), placed(commune, "Lê Văn Cường")]
    sure = [placed(commune, phone="0912345678"), placed(commune, phone="0912345678")]
    assert pairs(clerk) == [{one.pk for one in sure}, {one.pk for one in vague}]


def test_a_switchboard_makes_nobody_a_twin(commune: OrgUnit, clerk: Account) -> None:
    for _number in range(SHARED_BY_TOO_MANY + 1):
        placed(commune, birth_on=None, phone="0912345678")
    assert pairs(clerk) == []


def test_two_people_told_apart_are_not_shown_again_until_it_is_taken_back(
    commune: OrgUnit, clerk: Account
) -> None:
    one, other = placed(commune), placed(commune)
    keys = [(one.pk, other.pk)]
    verdict = tell_apart(one=other, other=one, at=AT, by=clerk)
    assert tell_apart(one=one, other=other, at=AT, by=clerk) == verdict
    assert still_open(keys) == []
    take_back(verdict=verdict, at=AT, by=clerk)
    assert still_open(keys) == keys
    logged = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert logged == ["people_told_apart", "people_told_apart_undone"]


def test_a_merged_pair_is_done(commune: OrgUnit, clerk: Account) -> None:
    one, other = placed(commune), placed(commune)
    merge_persons(survivor=one, gone=other, take={}, at=AT, by=clerk)
    assert still_open([(one.pk, other.pk)]) == []
    assert pairs(clerk) == []


def test_the_list_is_remembered_until_somebody_has_a_new_post(commune: OrgUnit, clerk: Account) -> None:
    def remembered() -> int:
        tree = UnitTree.load()
        return len(remembered_pairs(visible_people(clerk, TODAY, tree), tree, TODAY, scope=[commune.pk]))

    placed(commune)
    assert remembered() == 0
    placed(commune)
    assert remembered() == 1


def test_the_page_shows_pairs_and_says_why(commune: OrgUnit, clerk: Account, client: Any) -> None:
    one, other = placed(commune), placed(commune)
    text = client.get(reverse("duplicate_list")).content.decode()
    assert "Cùng họ tên, cùng ngày sinh, cùng đơn vị" in text
    done = client.post(
        reverse("duplicate_told_apart"), {"nguoi": one.uuid, "nguoi-kia": other.uuid}, follow=True
    )
    assert "Không có cặp nào cần xem" in done.content.decode()
    shown = client.get(reverse("duplicate_list"), {"xem": "khac-nguoi"}).content.decode()
    assert one.staff_code in shown
    assert other.staff_code in shown
    client.post(reverse("duplicate_asked_again"), {"cap": NotTheSame.objects.get().uuid})
    assert not NotTheSame.objects.exists()


def test_a_page_of_pairs_takes_few_queries(
    commune: OrgUnit, clerk: Account, client: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(25):
        for _twice in range(2):
            placed(commune, f"Nguyễn Văn {chr(65 + number)}")
    client.get(reverse("duplicate_list"))
    with django_assert_max_num_queries(24):
        page = client.get(reverse("duplicate_list")).context["page"]
    assert (page.paginator.count, len(page.object_list)) == (25, 20)


def test_foreign_people_are_unknown_at_every_door(commune: OrgUnit, clerk: Account, client: Any) -> None:
    mine, foreign = placed(commune), placed(OrgUnitFactory())
    pair = {"nguoi": mine.uuid, "nguoi-kia": foreign.uuid}
    assert client.post(reverse("duplicate_told_apart"), pair).status_code == 404
    assert client.post(reverse("duplicate_told_apart"), {"nguoi": "x", "nguoi-kia": "y"}).status_code == 404
    verdict = NotTheSame.objects.create(first=mine, second=foreign, decided_at=AT)
    assert client.post(reverse("duplicate_asked_again"), {"cap": verdict.uuid}).status_code == 404
    assert NotTheSame.objects.exists()


def test_a_leader_does_not_judge(commune: OrgUnit, client: Any) -> None:
    client.force_login(ScopeFactory(unit=commune, role="lanh_dao").account)
    assert client.get(reverse("duplicate_list")).status_code == 403
