"""An import taken back: people and posts as before, and whoever is needed since is kept and named."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from common import clock
from common.errors import Conflict, Forbidden
from common.leases import LEASE, Lease
from courses.models import LearningEvent
from people.models import Account, AuditEntry, OrgUnit, Person, Posting, RosterBatch, Scope
from people.models.roster import State
from people.queries.rosters import may_undo
from people.resources import Ending, apply_roster, applying, ask_to_apply, job, undo_roster
from people.services import audit
from tests.factories.courses import EnrolmentFactory
from tests.factories.people import AccountFactory
from tests.people.sheets import AT, bring, cadre, forecast, hr, register
from tests.people.test_roster_steps import Killed, PowerCut, story

LATER = date(2024, 6, 1)
NEXT_YEAR = date(2025, 1, 1)


@pytest.fixture(autouse=True)
def short_steps(monkeypatch):
    monkeypatch.setattr(applying, "ROWS_A_STEP", 4)


@pytest.fixture
def before(province):
    bring(*(cadre(number, cccd="" if number == 3 else f"0991859{number:05d}") for number in range(6)))
    return register()


def kept(roster) -> dict[str, str]:
    return {one["name"]: one["why"] for one in roster.kept}


def newcomer(number: int) -> Person:
    return Person.objects.get(id_last3=f"{number:03d}")


def test_everything_is_as_before(before):
    roster = bring(*story(), as_of=LATER)
    assert register() != before
    undone = undo_roster(roster, at=AT, by=None)
    assert (undone.state, register(), undone.kept) == (State.UNDONE, before, [])
    assert undone.totals["undone"] == {"deleted": 12, "restored": 3}
    assert undone.rows.filter(status="created").count() == 12  # what the file would have done stays readable


def test_undone_twice_is_undone_once(before):
    roster = bring(*story(), as_of=LATER)
    undo_roster(roster, at=AT, by=None)
    assert undo_roster(roster, at=AT, by=None).state == State.UNDONE
    assert AuditEntry.objects.filter(action="roster_undone").count() == 1


def test_killed_at_any_statement_the_undoing_ends_the_same(before, monkeypatch):
    monkeypatch.setattr(Lease, "give_back", lambda self: None)
    roster = bring(*story(), as_of=LATER)
    late = clock.now() + LEASE + timedelta(days=1)
    undo_roster_later(roster)
    counting = PowerCut()
    start = transaction.savepoint()
    with connection.execute_wrapper(counting):
        job.run(roster.pk, clock.now)
    for cut in sorted(random.sample(range(1, counting.seen + 1), 12)):
        transaction.savepoint_rollback(start)
        start = transaction.savepoint()
        with connection.execute_wrapper(PowerCut(cut)):
            try:
                job.run(roster.pk, clock.now)
            except Killed:
                job.run(roster.pk, lambda: late)
        roster.refresh_from_db()
        assert (roster.state, register()) == (State.UNDONE, before), f"killed at statement {cut}"
        assert roster.totals["undone"] == {"deleted": 12, "restored": 3}


def undo_roster_later(roster):
    """As the page leaves it for the worker."""
    type(roster).objects.filter(pk=roster.pk).update(state=State.UNDOING, leased_until=None)


def test_ended_posts_are_open_again(province, settings):
    settings.ROSTER_APPROVAL_SHARE = 0
    bring(*(cadre(number) for number in range(3)))
    before = register()
    roster = forecast(cadre(0), as_of=LATER)
    ask_to_apply(roster, at=AT, by=hr("75"), endings=[Ending(newcomer(2).uuid, "retired")])
    assert register() != before
    undo_roster(roster, at=AT, by=None)
    assert register() == before


def test_whoever_is_in_a_later_roster_stays_as_they_are(before):
    first = bring(*story(), as_of=LATER)
    bring(cadre(12), cadre(2, unit="Xã Long Phước"), as_of=NEXT_YEAR)
    now = register()
    undone = undo_roster(first, at=AT, by=None)
    assert set(kept(undone).values()) == {"later_roster"}
    assert len(undone.kept) == 2
    people, posts = register()
    assert [one for one in people if one["id_last3"] in ("012", "002")] == [
        one for one in now[0] if one["id_last3"] in ("012", "002")
    ]
    assert {post["person__staff_code"] for post in posts} == {one["staff_code"] for one in people}
    assert not Person.objects.filter(id_last3="011").exists()


def test_a_later_roster_that_was_undone_itself_keeps_nobody(before):
    first = bring(*story(), as_of=LATER)
    second = bring(cadre(12), cadre(30), as_of=NEXT_YEAR)
    undo_roster(second, at=AT, by=None)
    undo_roster(first, at=AT, by=None)
    assert register() == before


def test_somebody_who_has_signed_in_stays(before):
    roster = bring(*story(), as_of=LATER)
    AccountFactory(person=newcomer(12), last_login=AT)
    undone = undo_roster(roster, at=AT, by=None)
    assert list(kept(undone).values()) == ["signed_in"]
    assert Posting.objects.filter(person=newcomer(12)).exists()


def test_an_account_nobody_used_goes_with_its_person(before):
    roster = bring(*story(), as_of=LATER)
    AccountFactory(person=newcomer(12), must_set_password=True)
    undone = undo_roster(roster, at=AT, by=None)
    assert (undone.kept, register()) == ([], before)
    assert not Account.objects.exists()


def test_somebody_who_was_given_rights_stays(before):
    roster = bring(*story(), as_of=LATER)
    account = AccountFactory(person=newcomer(12), must_set_password=True)
    Scope.objects.create(account=account, unit=OrgUnit.objects.get(code="75", valid_to=None))
    assert list(kept(undo_roster(roster, at=AT, by=None)).values()) == ["has_rights"]


def test_somebody_changed_by_hand_stays(before):
    roster = bring(*story(), as_of=LATER)
    Person.objects.filter(id_last3="012").update(phone="0999000012")
    Posting.objects.filter(person__id_last3="013").update(ends_on=NEXT_YEAR)
    assert sorted(kept(undo_roster(roster, at=AT, by=None)).values()) == ["edited", "edited"]
    assert newcomer(12).phone == "0999000012"


def test_whoever_learned_stays_and_whoever_was_only_enrolled_leaves_the_unit(before):
    roster = bring(*story(), as_of=LATER)
    learned, enrolled = EnrolmentFactory(learner=newcomer(12)), EnrolmentFactory(learner=newcomer(13))
    for enrolment, kind in ((learned, "enrolled"), (learned, "activity_completed"), (enrolled, "enrolled")):
        LearningEvent.objects.create(enrolment=enrolment, kind=kind, occurred_at=AT, recorded_at=AT)
    undone = undo_roster(roster, at=AT, by=None)
    assert sorted(kept(undone).values()) == ["learning", "named"]
    assert Posting.objects.filter(person=newcomer(12)).exists()
    assert not Posting.objects.filter(person=newcomer(13)).exists()


def test_whoever_stands_in_the_log_is_kept_on_record(before):
    roster = bring(*story(), as_of=LATER)
    audit.record("person_viewed", kind="xem", by=None, at=AT, person=newcomer(12))
    assert list(kept(undo_roster(roster, at=AT, by=None)).values()) == ["named"]


def test_half_an_import_can_be_taken_back(before, monkeypatch):
    roster = forecast(*story(), as_of=LATER)
    write_step = applying.write_step

    def broken(lease, examined, drafts, start, codes):
        if start >= 8:
            raise OSError("disk")
        write_step(lease, examined, drafts, start, codes)

    monkeypatch.setattr(applying, "write_step", broken)
    with pytest.raises(OSError, match="disk"):
        apply_roster(roster, at=AT, by=None)
    type(roster).objects.filter(pk=roster.pk).update(state=State.FAILED, leased_until=None)
    assert register() != before
    undo_roster(roster, at=AT, by=None)
    assert register() == before


def test_what_was_never_applied_is_not_undone(before):
    with pytest.raises(Conflict):
        undo_roster(forecast(*story()), at=AT, by=None)


def test_a_roster_from_before_steps_were_kept_says_so(before):
    roster = bring(*story(), as_of=LATER)
    RosterBatch.objects.filter(roster=roster).delete()
    assert not may_undo(hr("75"), roster)
    with pytest.raises(Conflict, match="trước khi có chức năng"):
        undo_roster(roster, at=AT, by=None)


def test_without_the_right_nothing_is_undone(before):
    roster = bring(*story(), as_of=LATER)
    now = register()
    with pytest.raises(Forbidden):
        undo_roster(roster, at=AT, by=AccountFactory())
    assert register() == now


def test_a_large_roster_is_undone_by_the_worker(before, settings, django_capture_on_commit_callbacks):
    roster = bring(*story(), as_of=LATER)
    settings.ROSTER_AT_ONCE = 5
    with django_capture_on_commit_callbacks(execute=True):
        assert undo_roster(roster, at=AT, by=None).state == State.UNDOING
    roster.refresh_from_db()
    assert (roster.state, register()) == (State.UNDONE, before)
