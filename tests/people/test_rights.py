"""Roles are given below one's own, end when they end, and are followed at once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from common import clock
from common.errors import Conflict, DomainError, Forbidden
from lms.navigation import desks_of
from people.models import Account, AuditEntry, FirstLoginCode, OrgUnit, Scope
from people.queries.rosters import visible_rosters
from people.rights import RIGHTS, SAID, Right
from people.scope import may, require, visible_people, visible_unit_ids
from people.services.first_login import issue_codes, use_code
from people.services.scopes import Grant, end_scope, grant_scope
from tests.factories.people import AccountFactory, PostingFactory
from tests.scope.world import World

pytestmark = pytest.mark.django_db
Role = Scope.Role
AT = datetime(2026, 11, 26, 3, tzinfo=UTC)


@pytest.fixture
def hr(world: World) -> Account:
    return world.own.officer


@pytest.fixture
def city(world: World) -> Account:
    return world.accounts["province"]  # type: ignore[return-value]


@pytest.fixture
def deputy(world: World) -> Account:
    """A colleague of the commune who has signed in."""
    person = PostingFactory(unit=world.own.unit, person__full_name="Phan Thị Kiều Oanh").person
    return AccountFactory(person=person, username=person.staff_code, last_login=AT)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def give(by: Account, account: Account, unit: OrgUnit, role: str = Role.HR, **more: Any) -> Scope:
    return grant_scope(account=account, grant=Grant(unit, role, **more), by=by, at=clock.now())


# the table


def test_every_role_has_rights_and_words() -> None:
    assert set(RIGHTS) == set(SAID) == set(Role)
    assert set(Right) == set().union(*RIGHTS.values())


def test_leaders_look_and_helpers_see_no_cadre(world: World) -> None:
    leader, helper = world.accounts["leader"], world.accounts["helper"]
    for right in (Right.CHANGE_PEOPLE, Right.EXPORT, Right.GRANT_RIGHTS, Right.PRINT_SLIPS):
        assert not may(leader, right)
    assert world.own.person in visible_people(leader, clock.today())
    assert world.foreign.person not in visible_people(leader, clock.today())
    assert may(helper, Right.HELP_VILLAGERS)
    assert not visible_people(helper, clock.today()).exists()
    assert visible_unit_ids(helper, clock.today()) == set()
    with pytest.raises(Forbidden, match="Bàn nhân sự"):
        require(helper, Right.EXPORT)
    with pytest.raises(Forbidden, match="trên màn hình"):
        require(leader, Right.EXPORT)


def test_two_roles_do_not_lend_each_other_their_units(world: World) -> None:
    """Leader of the province, HR of one commune: sees all, changes people in the commune."""
    mixed, today = world.accounts["mixed"], clock.today()
    assert visible_unit_ids(mixed, today) is None
    assert visible_unit_ids(mixed, today, right=Right.CHANGE_PEOPLE) == {world.own.unit.pk}
    slips = signed_in(mixed).post(
        reverse("login_slips"), {"nguoi": [world.foreign.person.uuid], "xac-nhan": "1"}
    )
    assert slips.status_code == 400
    assert not FirstLoginCode.objects.exists()


# dates


def test_a_scope_counts_from_its_first_day_until_before_its_last(
    hr: Account, deputy: Account, world: World
) -> None:
    scope = give(hr, deputy, world.own.unit, valid_to=clock.today() + timedelta(days=3))
    assert scope.valid_from == clock.today()
    for day, counts in ((-1, False), (0, True), (2, True), (3, False)):
        with time_machine.travel(clock.now() + timedelta(days=day), tick=False):
            assert may(deputy, Right.SEE_PEOPLE) is counts, day


def test_whom_is_a_matter_of_the_lists_day_and_rights_of_today(world: World) -> None:
    former = world.accounts["former"]
    assert not visible_people(former, clock.today() - timedelta(days=30)).exists()
    hr = world.own.officer
    moved = PostingFactory(unit=world.own.unit, ends_on=clock.today() - timedelta(days=10)).person
    assert moved not in visible_people(hr, clock.today())
    assert moved in visible_people(hr, clock.today() - timedelta(days=30))


def test_rosters_of_a_former_post_stay_there(world: World) -> None:
    hr = world.own.officer
    assert visible_rosters(hr, clock.today()).get() == world.own.roster
    Scope.objects.filter(account=hr).update(valid_to=clock.today())
    assert not visible_rosters(hr, clock.today()).exists()
    Scope.objects.create(account=hr, unit=world.foreign.unit, valid_from=clock.today())
    assert not visible_rosters(hr, clock.today()).exists()


# giving


def test_hr_gives_a_role_in_the_commune_and_the_log_says_so(
    hr: Account, deputy: Account, world: World
) -> None:
    scope = give(hr, deputy, world.own.unit, Role.LEADER)
    assert (scope.granted_by, scope.valid_to, scope.role) == (hr, None, Role.LEADER)
    entry = AuditEntry.objects.get(action="scope_granted")
    assert (entry.actor, entry.person, entry.unit) == (hr, deputy.person, world.own.unit)
    assert entry.detail == {"account": deputy.username, "role": "lanh_dao"}


def test_nobody_gives_beside_or_above_their_own(hr: Account, deputy: Account, world: World) -> None:
    """IOMAD#2324: a department's manager made managers of other departments."""
    province = OrgUnit.objects.get(code="75")
    for unit in (world.foreign.unit, province):
        with pytest.raises(DomainError) as refusal:
            give(hr, deputy, unit, Role.LEADER)
        assert refusal.value.status == 404
    assert not Scope.objects.filter(account=deputy).exists()


def test_nobody_gives_to_people_of_other_units(hr: Account, world: World) -> None:
    with pytest.raises(DomainError, match="phạm vi"):
        give(hr, world.foreign.account, world.own.unit)
    with pytest.raises(DomainError, match="phạm vi"):
        give(hr, world.foreign.officer, world.own.unit, Role.HELPER)


def test_nobody_changes_their_own_rights(hr: Account, city: Account, world: World) -> None:
    with pytest.raises(Forbidden, match="tự giao"):
        give(hr, hr, world.own.unit, Role.LEADER)
    with pytest.raises(Forbidden, match="tự giao"):
        end_scope(scope=Scope.objects.get(account=hr), by=hr, at=AT)


def test_leaders_give_nothing(world: World, deputy: Account) -> None:
    with pytest.raises(Forbidden):
        give(world.accounts["leader"], deputy, world.own.unit, Role.HELPER)  # type: ignore[arg-type]


def test_only_the_administrator_gives_hr_of_the_province(
    city: Account, deputy: Account, world: World
) -> None:
    province, root = OrgUnit.objects.get(code="75"), world.accounts["superuser"]
    with pytest.raises(Forbidden, match="quản trị"):
        give(city, deputy, province)
    give(city, deputy, province, Role.LEADER)
    scope = give(root, deputy, province)  # type: ignore[arg-type]
    with pytest.raises(Forbidden, match="quản trị"):
        end_scope(scope=scope, by=city, at=AT)


def test_the_same_role_is_given_once(hr: Account, deputy: Account, world: World) -> None:
    give(hr, deputy, world.own.unit, valid_to=clock.today() + timedelta(days=9))
    with pytest.raises(Conflict, match="đã có vai trò"):
        give(hr, deputy, world.own.unit)
    Scope.objects.filter(account=deputy).update(valid_to=None)
    with pytest.raises(Conflict, match="đã có vai trò"):
        give(hr, deputy, world.own.unit)
    assert Scope.objects.filter(account=deputy).count() == 1


def test_a_code_printed_before_does_not_open_the_new_officers_account(
    hr: Account, deputy: Account, world: World
) -> None:
    [(_person, code)] = issue_codes(people=[deputy.person], at=AT)  # type: ignore[list-item]
    give(hr, deputy, world.own.unit)
    assert not use_code(account=deputy, code=code, at=clock.now())


def test_rights_wait_until_somebody_has_a_password_of_their_own(hr: Account, world: World) -> None:
    person = PostingFactory(unit=world.own.unit).person
    issue_codes(people=[person], at=AT)
    with pytest.raises(Conflict, match="chưa đặt mật khẩu"):
        give(hr, person.account, world.own.unit)


def test_nonsense_is_refused(hr: Account, deputy: Account, world: World) -> None:
    with pytest.raises(DomainError, match="vai trò"):
        give(hr, deputy, world.own.unit, "vua")
    with pytest.raises(DomainError, match="thuộc một xã"):
        give(world.accounts["superuser"], deputy, OrgUnit.objects.get(code="75"), Role.HELPER)  # type: ignore[arg-type]
    with pytest.raises(DomainError, match="sau hôm nay"):
        give(hr, deputy, world.own.unit, valid_to=clock.today())
    OrgUnit.objects.filter(pk=world.own.unit.pk).update(valid_to=date(2026, 1, 1))
    world.own.unit.refresh_from_db()
    with pytest.raises(DomainError):
        give(hr, deputy, world.own.unit)


# ending


def test_ending_takes_effect_at_once_and_the_menu_follows(
    hr: Account, deputy: Account, world: World, django_capture_on_commit_callbacks: Any
) -> None:
    assert [place.href for place in desks_of(deputy)] == ["/cua-toi/"]
    with django_capture_on_commit_callbacks(execute=True):
        scope = give(hr, deputy, world.own.unit)
    assert [place.href for place in desks_of(deputy)] == ["/cua-toi/", "/nhan-su/", "/nhan-su/phieu/"]
    client = signed_in(deputy)
    assert client.get(reverse("people_list")).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        end_scope(scope=scope, by=hr, at=clock.now())
    assert [place.href for place in desks_of(deputy)] == ["/cua-toi/"]
    assert client.get(reverse("people_list")).status_code == 403
    assert AuditEntry.objects.filter(action="scope_ended", person=deputy.person).count() == 1


def test_the_menu_forgets_a_scope_that_ends_tonight(deputy: Account, world: World) -> None:
    Scope.objects.create(account=deputy, unit=world.own.unit, valid_to=clock.today() + timedelta(days=1))
    now = clock.now()
    evening = clock.start_of_day(clock.today()) + timedelta(hours=23, minutes=59)
    with time_machine.travel(max(evening, now), tick=False):
        assert len(desks_of(deputy)) == 3
    with time_machine.travel(evening + timedelta(minutes=2), tick=False):
        assert len(desks_of(deputy)) == 1


def test_ending_twice_or_elsewhere_is_refused(hr: Account, deputy: Account, world: World) -> None:
    scope = give(hr, deputy, world.own.unit)
    with pytest.raises(DomainError, match="phạm vi"):
        end_scope(scope=scope, by=world.foreign.officer, at=AT)
    end_scope(scope=scope, by=hr, at=clock.now())
    with pytest.raises(Conflict):
        end_scope(scope=scope, by=hr, at=clock.now())


def test_an_ended_officer_may_be_printed_a_code_again(hr: Account, deputy: Account, world: World) -> None:
    client = signed_in(hr)
    scope = give(hr, deputy, world.own.unit, Role.HELPER)
    chosen = {"nguoi": [deputy.person.uuid], "xac-nhan": "1"}  # type: ignore[union-attr]
    assert client.post(reverse("login_slips"), chosen).status_code == 400
    end_scope(scope=scope, by=hr, at=clock.now())
    assert client.post(reverse("login_slips"), chosen).status_code == 200
    assert AuditEntry.objects.get(action="slip_printed").person == deputy.person


# the pages


def test_the_page_names_who_what_where_and_by_whom(hr: Account, deputy: Account, world: World) -> None:
    give(hr, deputy, world.own.unit, Role.HELPER)
    text = signed_in(hr).get(reverse("rights")).content.decode()
    for said in ("Phan Thị Kiều Oanh", "Tổ công nghệ số cộng đồng", world.own.unit.full_name, hr.username):
        assert said in text
    assert world.foreign.officer.username not in text


def test_the_page_is_narrowed_by_name_role_unit_and_what_ended(city: Account, world: World) -> None:
    client = signed_in(city)
    for query, names in (
        ({"tim": world.own.officer.username}, {world.own.officer.username}),
        ({"vai-tro": "ho_tro"}, {"vai-helper"}),
        ({"tinh-trang": "da-ket-thuc"}, {"vai-former"}),
        ({"don-vi": str(world.foreign.unit.uuid), "vai-tro": "nhan_su"}, {world.foreign.officer.username}),
        ({"tim": "khong co ai"}, set()),
    ):
        lines = client.get(reverse("rights"), query).context["lines"]
        assert {line["scope"].account.username for line in lines} == names, query


def test_a_role_is_given_by_finding_and_choosing(hr: Account, deputy: Account, world: World) -> None:
    client, address = signed_in(hr), reverse("right_grant")
    found = client.get(address, {"tim": "kieu oanh"}).content.decode()
    assert deputy.username in found
    form = client.get(address, {"tai-khoan": deputy.username}).content.decode()
    assert "Giao quyền cho Phan Thị Kiều Oanh" in form
    given = {"tai-khoan": deputy.username, "unit": world.own.unit.uuid, "role": "lanh_dao", "valid_to": ""}
    assert client.post(address, given).headers["Location"] == reverse("rights")
    assert Scope.objects.get(account=deputy).role == Role.LEADER
    assert client.post(address, given).status_code == 409
    assert client.post(address, given | {"valid_to": "31/02/2027"}).status_code == 400


def test_people_without_a_password_are_found_with_the_reason(hr: Account, world: World) -> None:
    person = PostingFactory(unit=world.own.unit, person__full_name="Đinh Chưa Có").person
    address = reverse("right_grant")
    assert "Chưa có tài khoản" in signed_in(hr).get(address, {"tim": "dinh chua"}).content.decode()
    issue_codes(people=[person], at=AT)
    text = signed_in(hr).get(address, {"tim": "dinh chua"}).content.decode()
    assert "Chưa đặt mật khẩu riêng" in text
    assert 'name="tai-khoan"' not in text


def test_ending_asks_by_name_first(hr: Account, deputy: Account, world: World) -> None:
    scope = give(hr, deputy, world.own.unit)
    client, address = signed_in(hr), reverse("right_end", args=[scope.uuid])
    assert "Kết thúc quyền của Phan Thị Kiều Oanh?" in client.get(address).content.decode()
    scope.refresh_from_db()
    assert scope.valid_to is None
    assert client.post(address).status_code == 302
    scope.refresh_from_db()
    assert scope.valid_to == clock.today()
    assert client.post(address).status_code == 409


@pytest.mark.parametrize("name", ["rights", "right_grant"])
def test_the_pages_cost_the_same_for_few_and_many(
    hr: Account, world: World, django_assert_max_num_queries: Any, name: str
) -> None:
    for number in range(40):
        person = PostingFactory(unit=world.own.unit, person__full_name=f"Trần Văn {number}").person
        account = AccountFactory(person=person, username=person.staff_code, last_login=AT)
        Scope.objects.create(account=account, unit=world.own.unit, role=Role.HELPER, granted_by=hr)
    client = signed_in(hr)
    client.get(reverse(name), {"tim": "tran van"})
    with django_assert_max_num_queries(16):
        client.get(reverse(name), {"tim": "tran van"})
