"""Helpers in the ấp: counted once however often sent, named only with consent, voided and said anew, summed by month."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock
from common.errors import Conflict, DomainError, Forbidden
from courses.models import HelpedVillager, HelpSession
from courses.queries.help.taught import by_hamlet_and_month, villagers_taught
from courses.services.help.recording import Help, record_help, void_help
from people.models import Account, AuditEntry, OrgUnit, Scope, UnitParent
from people.models.org_unit import Level
from people.queries.tree import UnitTree
from tests.factories import AccountFactory, OrgUnitFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 3, tzinfo=UTC)


@pytest.fixture
def commune() -> OrgUnit:
    unit: OrgUnit = OrgUnitFactory()
    return unit


@pytest.fixture
def hamlet(commune: OrgUnit) -> OrgUnit:
    unit: OrgUnit = OrgUnitFactory(level=Level.HAMLET, kind="ấp", name="1", full_name="Ấp 1")
    UnitParent.objects.create(unit=unit, parent=commune)
    return unit


@pytest.fixture
def helper(commune: OrgUnit) -> Account:
    account: Account = AccountFactory()
    Scope.objects.create(account=account, unit=commune, role=Scope.Role.HELPER)
    return account


def said(hamlet: OrgUnit, **more: Any) -> Help:
    facts = {
        "hamlet": hamlet,
        "held_on": date(2026, 11, 20),
        "topic": "Cài VNeID",
        "villagers": 12,
        "minutes": 60,
    }
    return Help(**facts | more)


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def form(hamlet: OrgUnit, **more: Any) -> dict[str, Any]:
    facts = {
        "uuid": str(uuid4()), "hamlet": str(hamlet.uuid), "held_on": f"{clock.today():%d/%m/%Y}",
        "topic": "Nộp hồ sơ trực tuyến", "villagers": "7", "minutes": "45",
    }  # fmt: skip
    return facts | more


def sums(units: set[int] | None = None) -> tuple[int, int]:
    taught = villagers_taught(units=units, since=date(2026, 1, 1), until=date(2027, 1, 1))
    return taught.sessions, taught.villagers


def test_a_phone_that_sends_twice_records_once(helper, hamlet):
    uuid = uuid4()
    first = record_help(uuid=uuid, said=said(hamlet), at=AT, by=helper)
    assert record_help(uuid=uuid, said=said(hamlet, villagers=99), at=AT, by=helper) == first
    assert sums() == (1, 12)


def test_what_is_recorded_cannot_be_changed_only_voided(helper, hamlet):
    session = record_help(uuid=uuid4(), said=said(hamlet), at=AT, by=helper)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        HelpSession.objects.filter(pk=session.pk).update(villagers=1)
    void_help(session=session, reason="Đếm nhầm", at=AT, by=helper)
    void_help(session=session, reason="Bấm lần nữa", at=AT, by=helper)
    assert session.void.reason == "Đếm nhầm"
    assert sums() == (0, 0)
    record_help(uuid=uuid4(), said=said(hamlet, villagers=11), at=AT, by=helper, replaces=session)
    assert sums() == (1, 11)


def test_sums_are_by_hamlet_and_month_within_the_units_asked_for(helper, commune, hamlet):
    for day in (date(2026, 10, 3), date(2026, 11, 2), date(2026, 11, 20)):
        record_help(uuid=uuid4(), said=said(hamlet, held_on=day), at=AT, by=helper)
    span = {"since": date(2026, 1, 1), "until": date(2027, 1, 1)}
    lines = by_hamlet_and_month(units={hamlet.pk}, tree=UnitTree.load(), **span)
    assert [(line.month.month, line.taught.villagers) for line in lines] == [(11, 24), (10, 12)]
    assert sums({commune.pk}) == (0, 0)


def test_a_helper_stays_in_their_commune_and_in_the_last_year(helper, hamlet):
    with pytest.raises(Forbidden, match="ngoài địa bàn"):
        record_help(uuid=uuid4(), said=said(OrgUnitFactory()), at=AT, by=helper)
    for day in (date(2026, 11, 27), date(2025, 11, 1)):
        with pytest.raises(DomainError, match="một năm qua"):
            record_help(uuid=uuid4(), said=said(hamlet, held_on=day), at=AT, by=helper)
    with pytest.raises(Forbidden):
        record_help(uuid=uuid4(), said=said(hamlet), at=AT, by=AccountFactory())


def test_the_uuid_of_somebody_else_is_refused(helper, hamlet, commune):
    uuid = uuid4()
    record_help(uuid=uuid, said=said(hamlet), at=AT, by=helper)
    other = AccountFactory()
    Scope.objects.create(account=other, unit=commune, role=Scope.Role.HELPER)
    with pytest.raises(DomainError, match="đã dùng"):
        record_help(uuid=uuid, said=said(hamlet), at=AT, by=other)
    with pytest.raises(Forbidden):
        void_help(session=HelpSession.objects.get(), reason="Không phải của tôi", at=AT, by=other)


def test_the_form_records_and_says_so(helper, hamlet):
    answer = client_of(helper).post(reverse("my_help"), form(hamlet), follow=True)
    assert "Đã ghi buổi hướng dẫn" in answer.content.decode()
    assert "Nộp hồ sơ trực tuyến" in answer.content.decode()


def test_a_queue_that_is_emptied_hears_what_became_of_each(helper, hamlet):
    client, asked = client_of(helper), {"headers": {"accept": "application/json"}}
    sent = form(hamlet)
    assert client.post(reverse("my_help"), sent, **asked).json() == {"uuid": sent["uuid"]}
    assert client.post(reverse("my_help"), sent, **asked).json() == {"uuid": sent["uuid"]}
    refused = client.post(reverse("my_help"), form(hamlet, villagers="0"), **asked)
    assert (refused.status_code, HelpSession.objects.count()) == (422, 1)
    assert refused.json()["problems"]


def test_nobody_is_named_without_consent_or_with_a_number(helper, hamlet):
    client = client_of(helper)
    names = "Nguyễn Văn Tư\nLê Thị Năm"
    assert "đã đồng ý" in client.post(reverse("my_help"), form(hamlet, names=names)).content.decode()
    numbered = form(hamlet, names="Nguyễn Văn Tư 075088001234", consent="on")
    assert "không ghi số CCCD" in client.post(reverse("my_help"), numbered).content.decode()
    assert not HelpSession.objects.exists()
    client.post(reverse("my_help"), form(hamlet, names=names, consent="on"))
    assert list(HelpedVillager.objects.values_list("name", flat=True)) == names.split("\n")


def test_reading_names_at_the_desk_is_written_down(helper, hamlet, commune):
    session = record_help(uuid=uuid4(), said=said(hamlet, names=["Nguyễn Văn Tư"]), at=AT, by=helper)
    officer = AccountFactory()
    Scope.objects.create(account=officer, unit=commune)
    page = client_of(officer).get(reverse("help_detail", args=[session.uuid]))
    assert "Nguyễn Văn Tư" in page.content.decode()
    assert AuditEntry.objects.filter(action="help_named_read", actor=officer).exists()
    client_of(officer).post(reverse("help_void", args=[session.uuid]), {"ly_do": "Trùng"})
    assert sums() == (0, 0)


def test_another_commune_sees_nothing_of_it(helper, hamlet):
    session = record_help(uuid=uuid4(), said=said(hamlet), at=AT, by=helper)
    officer = AccountFactory()
    Scope.objects.create(account=officer, unit=OrgUnitFactory())
    client = client_of(officer)
    assert client.get(reverse("help_detail", args=[session.uuid])).status_code == 404
    assert "Cài VNeID" not in client.get(reverse("help_list")).content.decode()


def test_the_desks_list_asks_as_much_of_a_full_table_as_of_an_empty_one(helper, hamlet, commune):
    officer = AccountFactory()
    Scope.objects.create(account=officer, unit=commune)
    client, address = client_of(officer), reverse("help_list")
    client.get(address)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    record_help(uuid=uuid4(), said=said(hamlet, held_on=clock.today()), at=clock.now(), by=helper)
    few = asked()
    for days in range(1, 8):
        day = clock.today() - timedelta(days=days)
        record_help(uuid=uuid4(), said=said(hamlet, held_on=day), at=clock.now(), by=helper)
    assert asked() == few


def test_a_form_filled_in_anew_with_the_same_words_is_not_a_second_round(helper, hamlet):
    record_help(uuid=uuid4(), said=said(hamlet), at=AT, by=helper)
    with pytest.raises(Conflict, match="giống hệt"):
        record_help(uuid=uuid4(), said=said(hamlet), at=AT, by=helper)
    record_help(uuid=uuid4(), said=said(hamlet, note="buổi chiều"), at=AT, by=helper)

    assert sums() == (2, 24)


def test_a_voided_round_may_be_said_anew_in_the_same_words(helper, hamlet):
    first = record_help(uuid=uuid4(), said=said(hamlet), at=AT, by=helper)
    void_help(session=first, reason="Nhầm", at=AT, by=helper)
    record_help(uuid=uuid4(), said=said(hamlet), at=AT, by=helper)

    assert sums() == (1, 12)
