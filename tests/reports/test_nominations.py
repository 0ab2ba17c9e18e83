"""After a round: who fits a rule, who is proposed once, what was decided, and the dossier that goes out."""

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from common.errors import Conflict, DomainError
from courses.models import HelpSession, HelpVoid
from people.models import Account, AuditEntry, OrgUnit, Person
from people.services.merging import merge_persons
from reports.models import CampaignRound, Commendation, Nomination, RoundResult, Target
from reports.queries.nominations import (
    commendations_of,
    early_people,
    helpful_people,
    standing_nominations,
    unit_candidates,
)
from reports.services.nominations import nominate, record_commendation, withdraw_nomination
from tests.factories import AccountFactory
from tests.reports.campaign_cast import AFTER, campaign_of, closed, people, target_of

pytestmark = pytest.mark.django_db
LATER = AFTER + timedelta(days=5)


@pytest.fixture
def target(province: OrgUnit) -> Target:
    return target_of(province)


@pytest.fixture
def learners(target: Target, xuan_dinh: OrgUnit) -> list[Person]:
    return people(target, xuan_dinh, 5, 5)


@pytest.fixture
def result(province: OrgUnit, target: Target, learners: list[Person], long_phuoc: OrgUnit) -> RoundResult:
    people(target, long_phuoc, 6, 10, day=4)
    return closed(campaign_of(province, {target: 1}, legal_basis="Kế hoạch 202/KH-UBND"))


def propose(round: CampaignRound, unit: OrgUnit, person: Person | None = None, **more: Any) -> Nomination:
    told = {"achievement": "Hoàn thành 100 %", "reason": "Đứng đầu nhóm", "at": LATER, "by": None} | more
    return nominate(round=round, unit=unit, person=person, **told)


def decide(round: CampaignRound, *rows: Nomination, **more: Any) -> list[Commendation]:
    told = {
        "honour": "Giấy khen", "decision_number": "12/QĐ-UBND", "decided_on": date(2026, 4, 3),
        "decided_by": "Chủ tịch UBND tỉnh", "at": LATER, "by": None,
    } | more  # fmt: skip
    return record_commendation(round=round, nominations=rows, **told)


def test_units_fit_when_first_of_their_class_or_complete(result: RoundResult, xuan_dinh: OrgUnit) -> None:
    (one,) = unit_candidates(result)
    assert (one.line.unit.id, one.first, one.full) == (xuan_dinh.pk, True, True)
    assert "100" in one.achievement
    assert "trước hạn" in one.reason


def test_whoever_completed_first_comes_first_and_nobody_outside_the_scope(
    result: RoundResult, learners: list[Person], long_phuoc: OrgUnit
) -> None:
    found = early_people(result, Person.objects.all())
    assert len(found) == 11
    assert {one.completed_on for one in found[:6]} == {date(2026, 3, 4)}
    assert {one.team.id for one in found[:6]} == {long_phuoc.pk}
    inside = early_people(result, Person.objects.filter(pk__in=[one.pk for one in learners[:2]]))
    assert {one.person for one in inside} == set(learners[:2])


def test_who_helped_the_most_villagers_within_the_round_is_found(
    result: RoundResult, learners: list[Person], xuan_dinh: OrgUnit
) -> None:
    for person, villagers, day in ((learners[0], 4, 5), (learners[1], 9, 6), (learners[0], 3, 7)):
        HelpSession.objects.create(
            hamlet=xuan_dinh, held_on=date(2026, 3, day), topic="VNeID", villagers=villagers, minutes=60,
            recorded_at=datetime(2026, 3, day, 9, tzinfo=UTC), recorded_by=account_of(person),
        )  # fmt: skip
    HelpSession.objects.create(
        hamlet=xuan_dinh, held_on=date(2026, 2, 5), topic="VNeID", villagers=99, minutes=60,
        recorded_at=AFTER - timedelta(days=9), recorded_by=account_of(learners[2]),
    )  # fmt: skip
    found = helpful_people(result, Person.objects.all())
    assert [(one.person, one.villagers) for one in found] == [(learners[1], 9), (learners[0], 7)]
    assert "9 lượt" in found[0].achievement


def account_of(person: Person) -> Account:
    return Account.objects.filter(person=person).first() or AccountFactory(person=person)


def test_a_proposal_needs_a_closed_round_a_team_and_words(
    result: RoundResult, province: OrgUnit, target: Target, xuan_dinh: OrgUnit
) -> None:
    with pytest.raises(DomainError, match="không dự"):
        propose(result.round, province)
    with pytest.raises(DomainError, match="thành tích"):
        propose(result.round, xuan_dinh, achievement="  ")
    running = campaign_of(province, {target: 1}, slug="khac")
    with pytest.raises(DomainError, match="chưa chốt"):
        propose(running, xuan_dinh)


def test_a_unit_and_each_person_are_proposed_once(
    result: RoundResult, learners: list[Person], xuan_dinh: OrgUnit
) -> None:
    propose(result.round, xuan_dinh)
    propose(result.round, xuan_dinh, learners[0])
    propose(result.round, xuan_dinh, learners[1])
    for person in (None, learners[0]):
        with pytest.raises(Conflict, match="đã có trong danh sách"):
            propose(result.round, xuan_dinh, person)
    assert len(standing_nominations(result.round)) == 3


def test_a_withdrawn_proposal_stays_as_two_rows_and_may_be_made_again(
    result: RoundResult, xuan_dinh: OrgUnit
) -> None:
    row = propose(result.round, xuan_dinh)
    with pytest.raises(DomainError, match="lý do"):
        withdraw_nomination(nomination=row, reason="", at=LATER, by=None)
    taken = withdraw_nomination(nomination=row, reason="Ghi nhầm", at=LATER, by=None)
    for again in (row, taken):
        with pytest.raises(Conflict):
            withdraw_nomination(nomination=again, reason="Ghi nhầm", at=LATER, by=None)
    assert Nomination.objects.count() == 2
    assert standing_nominations(result.round) == []
    assert propose(result.round, xuan_dinh).pk


def test_a_decision_is_recorded_once_and_shown_on_the_record(
    client: Client, officer: Account, result: RoundResult, learners: list[Person], xuan_dinh: OrgUnit
) -> None:
    row = propose(result.round, xuan_dinh, learners[0])
    decide(result.round, row)
    with pytest.raises(Conflict):
        decide(result.round, row)
    client.force_login(officer)
    shown = client.get(f"/nhan-su/can-bo/{learners[0].uuid}/hoc-tap/").content.decode()
    assert "Quyết định số 12/QĐ-UBND ngày 03/04/2026" in shown
    withdraw_nomination(nomination=row, reason="Quyết định bị hủy", at=LATER, by=None)
    assert "12/QĐ-UBND" not in client.get(f"/nhan-su/can-bo/{learners[0].uuid}/hoc-tap/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"honour": " "}, {"decision_number": ""}, {"decided_on": date(2027, 1, 1)}]
)
def test_a_decision_without_its_facts_is_refused(result: RoundResult, xuan_dinh: OrgUnit, wrong: Any) -> None:
    row = propose(result.round, xuan_dinh)
    with pytest.raises(DomainError):
        decide(result.round, row, **wrong)
    with pytest.raises(DomainError, match="còn trong danh sách"):
        decide(result.round)
    assert not Commendation.objects.exists()


def test_what_was_proposed_and_decided_cannot_be_changed_in_the_database(
    result: RoundResult, xuan_dinh: OrgUnit
) -> None:
    decide(result.round, propose(result.round, xuan_dinh))
    with pytest.raises(DatabaseError), transaction.atomic():
        Nomination.objects.update(achievement="Khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        Commendation.objects.update(honour="Khác")


def test_a_commendation_follows_a_merged_record(
    officer: Account, result: RoundResult, learners: list[Person], xuan_dinh: OrgUnit
) -> None:
    gone, survivor = learners[:2]
    decide(result.round, propose(result.round, xuan_dinh, gone))
    merge_persons(survivor=survivor, gone=gone, take={}, at=LATER, by=officer)
    assert [one.nomination.person for one in commendations_of(survivor)] == [gone]
    with pytest.raises(Conflict):
        propose(result.round, xuan_dinh, survivor)


@pytest.fixture
def office(client: Client, officer: Account) -> Client:
    client.force_login(officer)
    return client


def address(result: RoundResult, rest: str = "") -> str:
    return f"/nhan-su/thi-dua/{result.round.campaign.uuid}/khen-thuong/{rest}"


def test_the_officer_proposes_and_records_on_the_page(
    office: Client, result: RoundResult, learners: list[Person], xuan_dinh: OrgUnit
) -> None:
    shown = office.get(address(result)).content.decode()
    assert "Đứng đầu nhóm" in shown
    assert learners[0].full_name in shown
    told = {
        "viec": "de-nghi",
        "don-vi": xuan_dinh.uuid,
        "nguoi": learners[0].uuid,
        "thanh-tich": "Học xong sớm",
    }
    assert office.post(address(result, "viec/"), told).status_code == 302
    assert office.post(address(result, "viec/"), told).status_code == 409
    row = Nomination.objects.get()
    decision = {
        "viec": "quyet-dinh",
        "dong": row.uuid,
        "honour": "Giấy khen",
        "decision_number": "",
        "decided_on": "3/4/2026",
    }
    assert office.post(address(result, "viec/"), decision).status_code == 422
    decision |= {"decision_number": "12/QĐ", "decided_by": "UBND tỉnh"}
    assert office.post(address(result, "viec/"), decision).status_code == 302
    assert "12/QĐ" in office.get(address(result)).content.decode()
    assert (
        office.post(address(result, "viec/"), {"viec": "rut", "dong": row.uuid, "ly-do": "Nhầm"}).status_code
        == 302
    )
    assert standing_nominations(result.round) == []
    looked = AuditEntry.objects.filter(action="nomination_listed")
    assert looked.exists()


@pytest.mark.parametrize(
    ("told", "status"),
    [({"viec": "gì"}, 400), ({"viec": "rut", "dong": "x"}, 404), ({"viec": "de-nghi", "don-vi": "x"}, 404)],
)
def test_a_deed_on_nothing_is_refused(
    office: Client, result: RoundResult, told: dict[str, str], status: int
) -> None:
    assert office.post(address(result, "viec/"), told).status_code == status


def test_the_dossier_is_one_pdf_of_three_papers(
    office: Client, result: RoundResult, learners: list[Person], xuan_dinh: OrgUnit
) -> None:
    assert office.get(address(result, "ho-so/")).status_code == 409
    propose(result.round, xuan_dinh)
    propose(result.round, xuan_dinh, learners[0], achievement="Học xong ngày đầu")
    pdf = PdfReader(io.BytesIO(b"".join(office.get(address(result, "ho-so/")))))
    texts = [page.extract_text() for page in pdf.pages]
    assert [
        title in text for title, text in zip(("TỜ TRÌNH", "TRÍCH NGANG", "MINH CHỨNG"), texts, strict=True)
    ] == [True] * 3
    assert "Kế hoạch 202/KH-UBND" in texts[0]
    assert "Ủy ban nhân dân tỉnh Đồng Nai kính đề nghị" in texts[0].replace("\n", " ")
    assert "1 tập thể và 1 cá nhân" in texts[0].replace("\n", " ")
    assert learners[0].full_name in texts[1].replace("\n", " ")
    assert result.digest[:40] in texts[2].replace("\n", "")
    assert AuditEntry.objects.get(action="nomination_exported").count == 1


def test_the_table_goes_out_as_a_workbook_too(
    office: Client, result: RoundResult, learners: list[Person], xuan_dinh: OrgUnit
) -> None:
    decide(result.round, propose(result.round, xuan_dinh, learners[0], achievement="=1+1"))
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(b"".join(office.get(address(result, "ho-so/?kieu=xlsx"))))
    )
    last = book.get_sheet_by_index(0).to_python()[-1]
    assert last[:2] == ["Cá nhân", learners[0].full_name]
    assert last[4] == "=1+1"
    assert last[7] == "12/QĐ-UBND"


def test_help_that_was_voided_is_not_praised(
    result: RoundResult, learners: list[Person], xuan_dinh: OrgUnit
) -> None:
    session = HelpSession.objects.create(
        hamlet=xuan_dinh, held_on=date(2026, 3, 5), topic="VNeID", villagers=9, minutes=60,
        recorded_at=datetime(2026, 3, 5, 9, tzinfo=UTC), recorded_by=account_of(learners[0]),
    )  # fmt: skip
    assert len(helpful_people(result, Person.objects.all())) == 1
    HelpVoid.objects.create(session=session, reason="Ghi nhầm", at=LATER, by=session.recorded_by)
    assert helpful_people(result, Person.objects.all()) == []


def test_a_commune_proposes_nobody_of_another_commune(
    client: Client, commune_officer: Account, target: Target, xuan_dinh: OrgUnit, long_phuoc: OrgUnit
) -> None:
    (stranger,) = people(target, long_phuoc, 1, 1)
    people(target, xuan_dinh, 5, 5)
    result = closed(campaign_of(xuan_dinh, {target: 1}))
    client.force_login(commune_officer)
    told = {"viec": "de-nghi", "don-vi": xuan_dinh.uuid, "thanh-tich": "Tốt"}
    assert client.post(address(result, "viec/"), told | {"nguoi": stranger.uuid}).status_code == 404
    assert client.post(address(result, "viec/"), told | {"don-vi": long_phuoc.uuid}).status_code == 404
    assert not Nomination.objects.exists()
    assert client.post(address(result, "viec/"), told).status_code == 302


def test_a_person_who_left_the_scope_is_on_no_page_and_in_no_file(
    client: Client, commune_officer: Account, target: Target, xuan_dinh: OrgUnit, long_phuoc: OrgUnit
) -> None:
    gone, stays = people(target, xuan_dinh, 5, 5)[:2]
    result = closed(campaign_of(xuan_dinh, {target: 1}))
    for number, person in enumerate((gone, stays)):
        Person.objects.filter(pk=person.pk).update(full_name=f"Người Thứ {number}")
        propose(result.round, xuan_dinh, person)
    gone.postings.update(unit=long_phuoc)
    client.force_login(commune_officer)
    shown = client.get(address(result)).content.decode()
    assert ("Người Thứ 0" in shown, "Người Thứ 1" in shown) == (False, True)
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(b"".join(client.get(address(result, "ho-so/?kieu=xlsx"))))
    )
    cells = str(book.get_sheet_by_index(0).to_python())
    assert ("Người Thứ 0" in cells, "Người Thứ 1" in cells) == (False, True)
