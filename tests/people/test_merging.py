"""Two records of one person become one: nothing is lost, and it can be taken back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import models

from common.errors import Conflict, DomainError, Forbidden
from people.models import (
    Account,
    AuditEntry,
    OrgUnit,
    Person,
    PersonIdentity,
    PersonMerge,
    Posting,
    ProgrammeRole,
    RoleKind,
    RosterRow,
)
from people.queries.identity import holder_of, same_person
from people.queries.merging import belongings, counts_of
from people.rosters.row import identity_hash
from people.scope import require_person, visible_people
from people.services.merging import CHOICES, merge_persons
from people.services.unmerging import obstacle, unmerge
from tests.factories import AccountFactory, OrgUnitFactory, PersonFactory, PostingFactory, ScopeFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 3, tzinfo=UTC)
TODAY = date(2026, 11, 26)
CCCD, CMND = "075088001234", "271234567"


@pytest.fixture
def commune() -> OrgUnit:
    return OrgUnitFactory()


@pytest.fixture
def clerk(commune: OrgUnit) -> Account:
    account: Account = ScopeFactory(unit=commune).account
    return account


def record(commune: OrgUnit, **more: Any) -> Person:
    number = more.pop("number", "")
    if number:
        kind = "cccd" if len(number) == 12 else "cmnd"
        more |= {"id_hash": identity_hash(number), "id_kind": kind, "id_last3": number[-3:]}
    person: Person = PersonFactory(**more)
    PostingFactory(person=person, unit=commune, starts_on=more.get("posted", date(2023, 12, 31)))
    return person


def merge(survivor: Person, gone: Person, by: Account, *take: str, at: datetime = AT) -> PersonMerge:
    return merge_persons(survivor=survivor, gone=gone, take=dict.fromkeys(take, True), at=at, by=by)


def everything() -> dict[str, list[Any]]:
    """Every row of every kind that belongs to people, and the people."""
    found = {
        kind.model._meta.label: list(kind.model._base_manager.order_by("pk").values())
        for kind in belongings()
    }
    return found | {"person": list(Person.objects.order_by("pk").values())}


def test_what_belonged_to_one_belongs_to_the_survivor(commune: OrgUnit, clerk: Account) -> None:
    survivor, gone = record(commune), record(OrgUnitFactory())
    PostingFactory(person=gone, unit=commune, starts_on=date(2024, 1, 1))
    kind = RoleKind.objects.get(code="bcd_ntm")
    ProgrammeRole.objects.create(person=gone, unit=commune, role=kind, starts_on=date(2024, 1, 1))
    merge(survivor, gone, clerk)
    assert survivor.postings.count() == 3
    assert survivor.roles.get().role == kind
    assert counts_of(gone) == {}
    assert list(visible_people(clerk, TODAY)) == [survivor]
    assert set(same_person(survivor.pk)) == {survivor, gone}


def test_the_old_address_leads_to_the_survivor(commune: OrgUnit, clerk: Account) -> None:
    survivor, gone = record(commune), record(commune)
    merge(survivor, gone, clerk)
    assert require_person(clerk, gone.uuid, TODAY) == survivor
    with pytest.raises(DomainError):
        require_person(ScopeFactory().account, gone.uuid, TODAY)


def test_the_clerk_chooses_field_by_field_and_an_empty_one_erases_nothing(
    commune: OrgUnit, clerk: Account
) -> None:
    survivor = record(commune, full_name="Nguyen Thi Anh", phone="0912000001", email="a@b.vn", birth_on=None)
    gone = record(commune, full_name="Nguyễn Thị Ánh", phone="0912000002", birth_on=date(1988, 3, 5))
    merge(survivor, gone, clerk, "full_name", "birth", "email")
    survivor.refresh_from_db()
    assert (survivor.full_name, survivor.phone, survivor.email) == ("Nguyễn Thị Ánh", "0912000001", "a@b.vn")
    assert survivor.birth_on == date(1988, 3, 5)
    assert survivor.sort_key == gone.sort_key


@pytest.mark.parametrize(
    ("own", "other", "main"), [(CMND, CCCD, "234"), (CCCD, CMND, "234"), ("", CMND, "567")]
)
def test_the_survivor_is_known_by_both_numbers(
    commune: OrgUnit, clerk: Account, own: str, other: str, main: str
) -> None:
    survivor, gone = record(commune, number=own), record(commune, number=other)
    merge(survivor, gone, clerk, *(["number"] if other == CCCD else []))
    survivor.refresh_from_db()
    assert survivor.id_last3 == main
    assert {holder_of(identity_hash(number)) for number in (own, other) if number} == {survivor}


def test_nobody_is_counted_twice_for_a_post_that_both_records_had(commune: OrgUnit) -> None:
    """The same roster imported under two spellings: one unit, one day; the longer one stays."""
    operator = AccountFactory(is_superuser=True)
    survivor, gone = record(commune), record(commune)
    survivor.postings.update(ends_on=date(2024, 6, 1))
    before = everything()
    done = merge(survivor, gone, operator)
    assert survivor.postings.get().ends_on is None
    assert gone.postings.get().ends_on == gone.postings.get().starts_on
    unmerge(merge=done, at=AT, by=operator)
    assert everything() == before


def test_the_used_account_stays_and_the_other_is_closed(commune: OrgUnit, clerk: Account) -> None:
    survivor, gone = record(commune), record(commune)
    unused, used = AccountFactory(person=survivor), AccountFactory(person=gone, last_login=AT)
    merge(survivor, gone, clerk)
    for account in (unused, used):
        account.refresh_from_db()
    assert (used.person, used.is_active) == (survivor, True)
    assert (unused.person, unused.is_active) == (gone, False)


def test_a_survivor_without_account_takes_the_other_one_over(commune: OrgUnit, clerk: Account) -> None:
    survivor, gone = record(commune), record(commune)
    account = AccountFactory(person=gone)
    merge(survivor, gone, clerk)
    account.refresh_from_db()
    assert (account.person, account.is_active) == (survivor, True)


def test_undoing_restores_every_row(commune: OrgUnit, clerk: Account) -> None:
    survivor = record(commune, full_name="Nguyen Thi Anh", number=CMND, phone="0912000001")
    gone = record(commune, number=CCCD, phone="0912000002")
    AccountFactory(person=survivor)
    AccountFactory(person=gone, last_login=AT)
    PostingFactory(person=gone, unit=OrgUnitFactory())
    before = everything()
    done = merge(survivor, gone, clerk, *CHOICES)
    assert everything() != before
    assert unmerge(merge=done, at=AT + timedelta(days=1), by=clerk) == gone
    assert everything() == before
    assert not PersonIdentity.objects.exists()


def test_what_was_written_after_the_merge_stays_with_the_survivor(commune: OrgUnit, clerk: Account) -> None:
    survivor, gone = record(commune, phone="0912000001"), record(commune, phone="0912000002")
    done = merge(survivor, gone, clerk, "phone")
    Person.objects.filter(pk=survivor.pk).update(phone="0912000003")
    later = PostingFactory(person=survivor, unit=OrgUnitFactory())
    unmerge(merge=done, at=AT, by=clerk)
    survivor.refresh_from_db()
    later.refresh_from_db()
    assert survivor.phone == "0912000003"
    assert later.person == survivor
    assert Person.objects.get(pk=gone.pk).phone == "0912000002"


def test_a_chain_stays_flat_and_is_undone_from_its_end(commune: OrgUnit, clerk: Account) -> None:
    first, second, third = (record(commune) for _ in range(3))
    one = merge(second, first, clerk)
    two = merge(third, second, clerk)
    assert set(same_person(third.pk)) == {first, second, third}
    assert third.full_name in obstacle(one)
    with pytest.raises(Conflict, match="tách lần gộp ấy trước"):
        unmerge(merge=one, at=AT, by=clerk)
    unmerge(merge=two, at=AT, by=clerk)
    assert set(same_person(second.pk)) == {first, second}
    unmerge(merge=one, at=AT, by=clerk)
    assert not Person.objects.filter(merged_into__isnull=False).exists()


def test_a_record_merged_away_takes_no_part_in_another_merge(commune: OrgUnit, clerk: Account) -> None:
    survivor, gone = record(commune), record(commune)
    merge(survivor, gone, clerk)
    for pair in ((survivor, gone), (gone, survivor), (record(commune), gone)):
        with pytest.raises(Conflict):
            merge(*pair, clerk)
    with pytest.raises(DomainError, match="khác nhau"):
        merge(survivor, survivor, clerk)


def test_a_merge_is_undone_once(commune: OrgUnit, clerk: Account) -> None:
    done = merge(record(commune), record(commune), clerk)
    unmerge(merge=done, at=AT, by=clerk)
    with pytest.raises(Conflict, match="đã được tách"):
        unmerge(merge=done, at=AT, by=clerk)


def test_only_people_in_scope_are_merged(commune: OrgUnit, clerk: Account) -> None:
    inside, outside = record(commune), record(OrgUnitFactory())
    for pair in ((inside, outside), (outside, inside)):
        with pytest.raises(DomainError, match="trong phạm vi") as refusal:
            merge(*pair, clerk)
        assert refusal.value.status == 404
    assert not PersonMerge.objects.exists()


def test_a_clerk_does_not_bring_back_somebody_elses_person(commune: OrgUnit, clerk: Account) -> None:
    done = merge(record(commune), record(OrgUnitFactory()), AccountFactory(is_superuser=True))
    with pytest.raises(Forbidden, match="cấp tỉnh"):
        unmerge(merge=done, at=AT, by=clerk)
    assert Person.objects.filter(merged_into__isnull=False).exists()


def test_nobody_takes_over_a_stronger_account_by_merging(commune: OrgUnit, clerk: Account) -> None:
    strong = record(commune)
    ScopeFactory(account=AccountFactory(person=strong), unit=commune)
    for pair in ((strong, record(commune)), (record(commune), strong)):
        with pytest.raises(Forbidden, match="quản lý"):
            merge(*pair, clerk)
    merge(strong, record(commune), AccountFactory(is_superuser=True))


def test_a_leader_looks_but_does_not_merge(commune: OrgUnit) -> None:
    leader = ScopeFactory(unit=commune, role="lanh_dao").account
    with pytest.raises(Forbidden):
        merge(record(commune), record(commune), leader)


def test_both_deeds_are_in_the_log_without_a_number(commune: OrgUnit, clerk: Account) -> None:
    survivor, gone = record(commune, number=CMND), record(commune, number=CCCD)
    unmerge(merge=merge(survivor, gone, clerk, "number"), at=AT, by=clerk)
    entries = list(AuditEntry.objects.order_by("pk"))
    assert [entry.action for entry in entries] == ["person_merged", "person_merge_undone"]
    assert all(entry.person == survivor for entry in entries)
    assert identity_hash(CCCD) not in str([entry.detail for entry in entries])


def test_every_kind_of_row_that_points_to_a_person_has_been_thought_of() -> None:
    """A new one appears here: let it move, or say `stays_at_merge` and teach its readers `merged_into`."""
    moving = {kind.model._meta.label for kind in belongings()}
    assert moving == {
        "assessments.Accommodation",
        "certificates.ExternalCertificate",
        "content.ClaimedTutorial",
        "courses.CalendarFeed",
        "courses.Claim",
        "courses.Enrolment",
        "courses.PastRow",
        "courses.Seat",
        "courses.WatchAnomaly",
        "people.Account",
        "people.Notice",
        "people.Person",
        "people.PersonIdentity",
        "people.Posting",
        "people.ProgrammeRole",
        "people.RosterRow",
        "reports.BulkLine",
        "reports.ChaseMessage",
        "reports.ChaseReason",
        "reports.ChaseSkip",
        "reports.ReminderChoice",
        "reports.Target",
    }
    pointing: set[type[models.Model]] = {
        relation.related_model
        for relation in Person._meta.get_fields(include_hidden=True)
        if relation.is_relation
    }  # type: ignore[misc]
    staying = {model._meta.label for model in pointing if getattr(model, "stays_at_merge", False)}
    assert staying == {
        "people.AuditEntry",
        "people.NotTheSame",
        "people.PersonMerge",
        "reports.Nomination",
    }


def test_a_roster_row_that_is_gone_by_then_does_not_hinder(commune: OrgUnit, clerk: Account) -> None:
    from people.models import Roster

    survivor, gone = record(commune), record(commune)
    roster = Roster.objects.create(file_name="a.xlsx", sha256="0", as_of=TODAY, uploaded_at=AT)
    RosterRow.objects.create(roster=roster, sheet="1", number=1, status="created", person=gone)
    done = merge(survivor, gone, clerk)
    assert RosterRow.objects.get().person == survivor
    RosterRow.objects.all().delete()
    unmerge(merge=done, at=AT, by=clerk)
    assert Posting.objects.filter(person=gone).exists()
