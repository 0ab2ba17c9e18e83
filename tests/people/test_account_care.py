"""What an officer does for a lost phone: within the scope, never to somebody with more rights, always with a line."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Account, AuditEntry, OrgUnit, Scope
from tests.factories.people import AccountFactory, OrgUnitFactory, PostingFactory
from tests.people.signing import (
    ASK,
    ENTER,
    digits_sent,
    officer,
    sent,
    sign_in,
    sign_in_by_phone,
    signed_in,
    text,
)

pytestmark = pytest.mark.django_db
DEEDS = ["phone_change", "account_lock", "account_unlock", "account_sign_out"]
OLD, NEW = "0912345678", "0987654321"
CHANGE = {"phone": "0987 654 321", "reason": "Mất điện thoại", "name": "tran van binh"}


@pytest.fixture(autouse=True)
def outbox(settings, tmp_path):
    """Texts of one test only."""
    settings.DATA_DIR = tmp_path


@pytest.fixture
def unit() -> OrgUnit:
    OrgUnitFactory()  # or the scope of one commune would be the whole province
    return OrgUnitFactory()


@pytest.fixture
def person(unit):
    return PostingFactory(unit=unit, person__full_name="Trần Văn Bình", person__phone=OLD).person


@pytest.fixture
def hr(unit, client) -> Account:
    account = officer(unit)
    client.force_login(account)
    return account


def test_another_number_ends_codes_and_sessions_of_the_old_phone(client, hr, person) -> None:
    lost, asked = Client(), Client()
    sign_in_by_phone(lost, OLD)
    assert signed_in(lost)
    from people.models import PhoneCode

    PhoneCode.objects.update(asked_at="2020-01-01T00:00Z")
    asked.post(ASK, {"phone": OLD})
    digits = digits_sent()
    answer = client.post(reverse("phone_change", args=[person.uuid]), CHANGE, follow=True)
    assert "Đã đổi số điện thoại" in text(answer)
    assert lost.get("/cua-toi/").status_code == 302
    asked.post(ENTER, {"code": digits})
    assert not signed_in(asked)
    new = Client()
    assert sign_in_by_phone(new, NEW).status_code == 302
    assert signed_in(new).person == person
    count = len(sent())
    PhoneCode.objects.all().delete()
    Client().post(ASK, {"phone": OLD})
    assert len(sent()) == count
    entry = AuditEntry.objects.get(action="phone_changed")
    assert (entry.actor, entry.person) == (hr, person)
    assert entry.detail == {"old_last3": "678", "new_last3": "321", "reason": "Mất điện thoại"}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": "Trần Văn Bính Đạo"}, "không phải của người này"),
        ({"name": ""}, "Hãy gõ họ tên"),
        ({"reason": ""}, "Hãy ghi lý do"),
        ({"phone": "02513822501"}, "Số di động gồm mười chữ số"),
        ({"phone": "+84 912 345 678"}, "Số mới giống số đang có"),
    ],
)
def test_a_slip_of_the_hand_changes_nothing(client, hr, person, wrong, sentence) -> None:
    answer = client.post(reverse("phone_change", args=[person.uuid]), CHANGE | wrong)
    assert sentence in text(answer)
    person.refresh_from_db()
    assert person.phone == OLD
    assert not AuditEntry.objects.exists()


def test_a_number_may_be_taken_away(client, hr, person) -> None:
    client.post(reverse("phone_change", args=[person.uuid]), CHANGE | {"phone": ""})
    person.refresh_from_db()
    assert person.phone == ""


def test_a_locked_account_is_shut_for_every_way_in_and_opened_again(client, hr, person) -> None:
    AccountFactory(username="CB1", person=person)
    own = Client()
    sign_in(own, "CB1")
    client.post(reverse("account_lock", args=[person.uuid]), {"reason": "Mất điện thoại"})
    assert own.get("/cua-toi/").status_code == 302
    for attempt in (lambda one: sign_in(one, "CB1"), lambda one: one.post(ASK, {"phone": OLD})):
        other = Client()
        attempt(other)
        assert not signed_in(other)
    assert sent() == []
    page = text(client.get(reverse("person_detail", args=[person.uuid])))
    assert "Đang khóa" in page
    assert reverse("account_unlock", args=[person.uuid]) in page
    client.post(reverse("account_unlock", args=[person.uuid]), {"reason": "Đã tìm thấy"})
    assert own.get("/cua-toi/").status_code == 302  # what was ended stays ended
    sign_in(own, "CB1")
    assert signed_in(own)
    deeds = AuditEntry.objects.exclude(kind=AuditEntry.Kind.VIEW).order_by("pk")
    assert list(deeds.values_list("action", "detail__reason")) == [
        ("account_locked", "Mất điện thoại"),
        ("account_unlocked", "Đã tìm thấy"),
    ]


def test_locking_somebody_who_never_came_keeps_the_lost_phone_from_making_an_account(
    client, hr, person
) -> None:
    client.post(reverse("account_lock", args=[person.uuid]), {"reason": "Mất điện thoại"})
    Client().post(ASK, {"phone": OLD})
    assert sent() == []
    assert not Account.objects.get(person=person).is_active


def test_every_machine_of_a_person_is_signed_out(client, hr, person) -> None:
    AccountFactory(username="CB1", person=person)
    machines = [Client(), Client()]
    for one in machines:
        sign_in(one, "CB1")
    client.post(reverse("account_sign_out", args=[person.uuid]), {"reason": "Dùng máy lạ"})
    assert [one.get("/cua-toi/").status_code for one in machines] == [302, 302]
    assert AuditEntry.objects.get(action="sessions_ended").person == person
    assert sign_in(machines[0], "CB1").status_code == 302
    assert signed_in(machines[0])


@pytest.mark.parametrize("name", DEEDS)
def test_somebody_of_another_unit_is_like_nobody(client, hr, name) -> None:
    foreign = PostingFactory(person__phone=NEW).person
    answers = []
    for uuid in (foreign.uuid, uuid4()):
        for method in (client.get, client.post):
            answer = method(reverse(name, args=[uuid]), {"reason": "x"})
            answers.append((answer.status_code, "Không có người này trong phạm vi" in text(answer)))
    assert answers == [(404, True)] * 4


@pytest.mark.parametrize("name", DEEDS)
@pytest.mark.parametrize("rights", [{"is_staff": True}, {"is_superuser": True}, "scope"])
def test_nobody_with_more_rights_is_touched(client, hr, unit, person, name, rights) -> None:
    if rights == "scope":
        Scope.objects.create(account=AccountFactory(person=person), unit=unit, role=Scope.Role.LEADER)
    else:
        AccountFactory(person=person, **rights)
    for method in (client.get, client.post):
        answer = method(reverse(name, args=[person.uuid]), CHANGE)
        assert answer.status_code == 403
        assert "việc này do quản trị làm" in text(answer)
    person.refresh_from_db()
    assert (person.phone, person.account.is_active, person.account.signed_out_at) == (OLD, True, None)
    assert not AuditEntry.objects.exists()


def test_an_administrator_does_it_for_an_officer_but_locks_not_themselves(client, unit, person) -> None:
    theirs = officer(unit, person=person)
    admin = AccountFactory(is_superuser=True, person=PostingFactory(unit=unit).person)
    client.force_login(admin)
    client.post(reverse("account_lock", args=[person.uuid]), {"reason": "x"})
    theirs.refresh_from_db()
    assert not theirs.is_active
    assert client.post(reverse("account_lock", args=[admin.person.uuid]), {"reason": "x"}).status_code == 400
    admin.refresh_from_db()
    assert admin.is_active


@pytest.mark.parametrize("name", DEEDS)
def test_leaders_cadres_and_strangers_are_refused(client, unit, person, name) -> None:
    address = reverse(name, args=[person.uuid])
    assert client.post(address, CHANGE).status_code == 302
    for account in (officer(unit, role=Scope.Role.LEADER), AccountFactory()):
        client.force_login(account)
        assert client.get(address).status_code == 403
        assert client.post(address, CHANGE).status_code == 403
    person.refresh_from_db()
    assert person.phone == OLD


def test_a_leader_sees_no_button_for_it(client, unit, person) -> None:
    client.force_login(officer(unit, role=Scope.Role.LEADER))
    assert "Đổi số điện thoại" not in text(client.get(reverse("person_detail", args=[person.uuid])))
