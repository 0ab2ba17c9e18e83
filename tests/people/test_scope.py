"""Nobody sees what is outside their scope, by any door, through every reform."""

import uuid
from datetime import date

import pytest

from common.errors import DomainError, Forbidden
from people.models import OrgUnit, Scope
from people.scope import (
    require_desk,
    require_hr,
    require_person,
    require_unit,
    scope_title,
    visible_people,
    visible_unit_ids,
)
from people.services.new_units import create_office
from tests.factories.people import AccountFactory, PersonFactory, PostingFactory

IN_2023, TODAY = date(2023, 12, 31), date(2026, 11, 23)


def unit(code: str, day: date) -> OrgUnit:
    return next(unit for unit in OrgUnit.objects.filter(code=code) if unit.exists_on(day))


def hr_of(*units: OrgUnit, role: str = Scope.Role.HR):
    account = AccountFactory()
    for one in units:
        Scope.objects.create(account=account, unit=one, role=role)
    return account


@pytest.fixture
def people(province):
    """One person each in communes of 2023, still posted where they were before the reform."""
    names = {"bao_hoa": "26464", "xuan_bao": "26353", "binh_loi": "26185", "xuan_tam": "26449"}
    return {name: PostingFactory(unit=unit(code, IN_2023)).person for name, code in names.items()}


def seen(account, on=TODAY):
    return set(visible_people(account, on))


def test_a_commune_of_today_covers_what_it_was(people):
    clerk = hr_of(unit("26461", TODAY))
    assert seen(clerk) == seen(clerk, IN_2023) == {people["bao_hoa"], people["xuan_bao"]}


def test_a_scope_given_before_the_reform_follows_its_commune(people):
    clerk = hr_of(unit("26464", IN_2023))
    assert seen(clerk, IN_2023) == {people["bao_hoa"]}
    assert seen(clerk, TODAY) == {people["bao_hoa"], people["xuan_bao"]}


def test_a_district_of_the_past_covers_what_its_communes_became(people):
    clerk = hr_of(unit("741", IN_2023))
    assert seen(clerk, IN_2023) == {people["bao_hoa"], people["xuan_tam"]}
    assert people["binh_loi"] not in seen(clerk, TODAY)
    assert {people["bao_hoa"], people["xuan_tam"]} <= seen(clerk, TODAY)


def test_a_split_commune_is_seen_by_its_principal_heir_alone(people):
    assert seen(hr_of(unit("26446", TODAY))) == {people["xuan_tam"]}
    assert seen(hr_of(unit("26359", TODAY))) == set()


def test_the_city_sees_everybody_even_on_days_of_two_provinces(people):
    city = hr_of(unit("75", TODAY))
    stray = PersonFactory()
    for day in (IN_2023, TODAY):
        assert visible_unit_ids(city, day) is None
        assert seen(city, day) == {*people.values(), stray}


def test_the_old_province_did_not_see_its_neighbour(people):
    old = hr_of(unit("75", IN_2023))
    assert unit("70", IN_2023).pk not in visible_unit_ids(old, IN_2023)


def test_without_a_scope_one_sees_only_oneself(people):
    learner = AccountFactory(person=people["binh_loi"])
    assert seen(learner) == {people["binh_loi"]}
    assert visible_unit_ids(learner, TODAY) == set()


def test_a_transfer_takes_a_person_out_of_sight(people):
    posting = people["bao_hoa"].postings.get()
    posting.ends_on = date(2026, 1, 1)
    posting.save()
    PostingFactory(person=people["bao_hoa"], unit=unit("26188", TODAY), starts_on=date(2026, 1, 1))
    clerk = hr_of(unit("26461", TODAY))
    assert seen(clerk) == {people["xuan_bao"]}
    assert people["bao_hoa"] in seen(clerk, IN_2023)
    assert people["bao_hoa"] in seen(hr_of(unit("26188", TODAY)))


def test_an_office_covers_its_own_people_only(people):
    office = create_office(
        name="Sở Nội vụ", code="75-SNV", parent=unit("75", TODAY), valid_from=date(2020, 1, 1)
    )
    inside = PostingFactory(unit=office).person
    assert seen(hr_of(office)) == {inside}


def test_two_scopes_add_up(people):
    clerk = hr_of(unit("26461", TODAY), unit("26446", TODAY))
    assert seen(clerk) == {people["bao_hoa"], people["xuan_bao"], people["xuan_tam"]}
    assert scope_title(clerk, TODAY) == "2 đơn vị"


def test_a_person_outside_the_scope_is_not_said_to_exist(people):
    clerk = hr_of(unit("26461", TODAY))
    assert require_person(clerk, people["bao_hoa"].uuid, TODAY) == people["bao_hoa"]
    answers = []
    for target in (people["binh_loi"].uuid, uuid.uuid4()):
        with pytest.raises(DomainError) as refusal:
            require_person(clerk, target, TODAY)
        answers.append((str(refusal.value), refusal.value.status))
    assert answers[0] == answers[1]
    assert answers[0][1] == 404


def test_another_units_address_is_refused(people):
    clerk = hr_of(unit("26461", TODAY))
    assert require_unit(clerk, unit("26464", IN_2023).uuid, TODAY).name == "Bảo Hòa"
    for target in (unit("26188", TODAY).uuid, uuid.uuid4()):
        with pytest.raises(DomainError, match="phạm vi") as refusal:
            require_unit(clerk, target, TODAY)
        assert refusal.value.status == 404


def test_the_desk_is_refused_without_a_scope_and_changes_to_leaders(people):
    with pytest.raises(Forbidden):
        require_desk(AccountFactory())
    leader = hr_of(unit("75", TODAY), role=Scope.Role.LEADER)
    require_desk(leader)
    with pytest.raises(Forbidden):
        require_hr(leader)
    require_hr(hr_of(unit("75", TODAY)))


def test_the_scope_is_said_in_words(people):
    assert scope_title(hr_of(unit("75", TODAY)), TODAY) == "toàn thành phố"
    assert scope_title(hr_of(unit("75", date(2025, 8, 1))), date(2025, 8, 1)) == "toàn tỉnh"
    assert scope_title(hr_of(unit("26464", IN_2023)), TODAY) == "xã Xuân Định"
    assert scope_title(AccountFactory(is_superuser=True), TODAY) == "toàn thành phố"
    assert scope_title(AccountFactory(), TODAY) == "chưa được giao đơn vị"


def test_a_scope_costs_few_queries(people, django_assert_max_num_queries):
    clerk = hr_of(unit("26461", TODAY))
    with django_assert_max_num_queries(5):
        seen(clerk)
