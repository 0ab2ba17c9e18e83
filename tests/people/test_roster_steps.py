"""An import of many steps: killed anywhere it ends as if nothing had happened; two never mix; twice is once."""

import random
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, transaction

from common import clock
from common.errors import Conflict
from common.leases import LEASE, Lease
from people.models import Person, Posting, Roster, RosterBatch
from people.models.roster import State
from people.resources import apply_roster, applying, job, retry_roster
from people.resources.lease import claim
from people.services import audit
from people.services.staff_codes import StaffCodes
from tests.people.sheets import AT, bring, cadre, forecast, outcomes, register

LATER = date(2024, 6, 1)


@pytest.fixture(autouse=True)
def short_steps(monkeypatch):
    monkeypatch.setattr(applying, "ROWS_A_STEP", 4)


@pytest.fixture
def before(province):
    """Who is on record when the roster of the story comes."""
    bring(*(cadre(number, cccd="" if number == 3 else f"0991859{number:05d}") for number in range(6)))


def story() -> list[dict[str, str]]:
    """Newcomers, changes, moves, the same people again many rows later, and rows that are refused."""
    rows = [cadre(number) for number in range(20)]
    rows[1] |= {"position": "Chủ tịch UBND xã"}
    rows[2] |= {"unit": "Xã Long Phước"}
    rows[3] |= {"phone": "0900000003"}  # found by phone, gets the number
    rows[8] |= {"unit": "Xã Không Có"}
    rows[9] |= {"cccd": "", "phone": "", "birth": "1985"}
    again = [
        cadre(2, phone="0911000002"),  # comes back from Long Phước
        cadre(7, email="muoi.bay@vidu.example"),  # made three steps ago
        cadre(16, unit="Xã Long Phước"),
        cadre(3, cccd="", phone="0900000003", email="ba@vidu.example"),
        cadre(5, name="Người Khác"),
    ]
    return rows + again


class Killed(BaseException):
    """kill -9: nobody tidies up."""


class PowerCut:
    """Fails at one statement of the database, once."""

    def __init__(self, at: int = -1) -> None:
        self.at, self.seen = at, 0

    def __call__(self, execute, sql, params, many, context):
        self.seen += 1
        if self.seen == self.at:
            raise Killed
        return execute(sql, params, many, context)


def work(roster: Roster, cut: PowerCut) -> None:
    """The worker's way, with a power cut; then the next worker, when the lease of the first has run out."""
    late = clock.now() + timedelta(hours=1)
    with connection.execute_wrapper(cut):
        try:
            job.run(roster.pk, clock.now)
        except Killed:
            job.run(roster.pk, lambda: late)
    roster.refresh_from_db()


def queued(*rows: dict[str, str]) -> Roster:
    roster = forecast(*rows, as_of=LATER)
    Roster.objects.filter(pk=roster.pk).update(state=State.QUEUED, asked_at=AT)
    return roster


def test_killed_at_any_statement_the_end_is_that_of_an_undisturbed_import(before, monkeypatch):
    monkeypatch.setattr(Lease, "give_back", lambda self: None)
    start = transaction.savepoint()
    counting = PowerCut()
    undisturbed = queued(*story())
    work(undisturbed, counting)
    assert undisturbed.state == State.APPLIED
    wanted = register(), outcomes(undisturbed), undisturbed.totals
    assert {row["status"] for row in wanted[1]} == {
        "created",
        "updated",
        "unchanged",
        "duplicate",
        "rejected",
    }
    for cut in sorted(random.sample(range(1, counting.seen + 1), 25)):
        transaction.savepoint_rollback(start)
        start = transaction.savepoint()
        roster = queued(*story())
        work(roster, PowerCut(cut))
        got = register(), outcomes(roster), roster.totals
        assert (roster.state, got) == (State.APPLIED, wanted), f"killed at statement {cut} of {counting.seen}"


def test_steps_give_what_one_pass_gives(before, monkeypatch):
    start = transaction.savepoint()
    roster = queued(*story())
    work(roster, PowerCut())
    in_steps = register(), outcomes(roster)
    assert roster.batches.count() == 7
    transaction.savepoint_rollback(start)
    monkeypatch.setattr(applying, "ROWS_A_STEP", 1_000)
    roster = queued(*story())
    work(roster, PowerCut())
    assert (register(), outcomes(roster)) == in_steps
    assert roster.batches.count() == 1


def test_a_second_message_does_nothing(before):
    roster = queued(*story())
    work(roster, PowerCut())
    once = register()
    assert not job.run(roster.pk, clock.now) or not Roster.objects.get(pk=roster.pk).file
    assert (register(), RosterBatch.objects.filter(roster=roster).count()) == (once, 7)


def test_a_message_delivered_while_the_worker_works_leaves(before):
    roster = queued(*story())
    lease = claim(roster.pk, clock.now)
    assert lease
    assert claim(roster.pk, clock.now) is None
    assert job.run(roster.pk, clock.now) is False


def test_the_same_file_again_changes_nothing(before):
    work(queued(*story()), PowerCut())
    once = register()
    rows = story()[4:8] + story()[10:15]
    roster = queued(*rows)
    work(roster, PowerCut())
    assert roster.totals["unchanged"] == len(rows)
    assert register() == once


def test_two_imports_never_mix_even_when_the_first_was_killed(before):
    first, second = queued(*story()[:12]), queued(*story()[12:])
    lease = claim(first.pk, clock.now)
    assert lease
    assert claim(second.pk, clock.now) is None
    long_after = clock.now() + timedelta(days=1)
    assert claim(second.pk, lambda: long_after) is None  # killed, but begun
    with pytest.raises(Conflict, match="danh sách khác"):
        apply_roster(second, at=AT, by=None)
    assert job.run(first.pk, lambda: long_after)
    assert job.run(second.pk, lambda: long_after)
    assert set(Roster.objects.filter(pk__in=[first.pk, second.pk]).values_list("state", flat=True)) == {
        "applied"
    }


def test_a_worker_that_lost_its_roster_writes_nothing_more(before, monkeypatch):
    roster = queued(*story())
    write_step = applying.write_step

    def taken_over(lease, *args):
        if args[2] == 8:
            Roster.objects.filter(pk=roster.pk).update(lease=None, leased_until=clock.now() - LEASE)
        write_step(lease, *args)

    monkeypatch.setattr(applying, "write_step", taken_over)
    job.run(roster.pk, clock.now)
    assert list(roster.batches.values_list("end", flat=True)) == [4, 8]
    monkeypatch.undo()
    monkeypatch.setattr(applying, "ROWS_A_STEP", 4)
    job.run(roster.pk, clock.now)
    roster.refresh_from_db()
    assert roster.state == State.APPLIED


def test_a_clerks_change_in_the_middle_is_not_overwritten(before, monkeypatch):
    """The file was judged with an e-mail missing; meanwhile somebody typed a position and a phone."""
    roster = queued(*[cadre(number, email=f"cb{number}@vidu.example") for number in range(6)])
    write_step = applying.write_step
    done = []

    def edited(lease, examined, drafts, start, codes):
        if start == 4 and not done:
            done.append(Person.objects.filter(id_last3="004").update(gender="nu"))
        write_step(lease, examined, drafts, start, codes)

    monkeypatch.setattr(applying, "write_step", edited)
    work(roster, PowerCut())
    person = Person.objects.get(id_last3="004")
    assert done == [1]
    assert (roster.state, person.gender, person.email) == (State.APPLIED, "nu", "cb4@vidu.example")


def test_an_import_that_fails_three_times_says_so_and_can_go_on(before, monkeypatch):
    roster = queued(*story())
    write_step = applying.write_step

    def broken(lease, examined, drafts, start, codes):
        if start >= 8:
            raise OSError("disk")
        write_step(lease, examined, drafts, start, codes)

    monkeypatch.setattr(applying, "write_step", broken)
    at = clock.now()
    for hour in range(6):
        later = at + timedelta(hours=hour)
        try:
            job.run(roster.pk, lambda later=later: later)
        except OSError:
            assert hour < 4
    roster.refresh_from_db()
    assert (roster.state, roster.done) == (State.FAILED, 8)
    assert "Thử lại" in roster.reason
    monkeypatch.setattr(applying, "write_step", write_step)
    retry_roster(roster, at=AT, by=None)
    assert (roster.state, roster.total) == (State.APPLIED, len(story()))


def test_staff_codes_stay_one_row_when_somebody_is_added_by_hand(before):
    codes = StaffCodes()
    assert codes.take(2) == ["CB000007", "CB000008"]
    Person.objects.create(full_name="Lê Văn Cường", staff_code="CB000020", created_at=AT)
    assert codes.take(2) == ["CB000021", "CB000022"]


def test_progress_is_told_in_rows(before, monkeypatch):
    told = []
    monkeypatch.setattr(Lease, "step", lambda self, stage, done, total: told.append((stage, done, total)))
    job.run(queued(*story()).pk, clock.now)
    assert told == [*[("write", min(end, 25), 25) for end in range(4, 29, 4)], ("write", 25, 25)]


def test_the_deed_is_in_the_log_once(before):
    roster = queued(*story())
    work(roster, PowerCut())
    (entry,) = audit.AuditEntry.objects.filter(action="roster_applied", detail__roster=str(roster.uuid))
    assert entry.count == roster.totals["created"] + roster.totals["updated"]
    assert "0991859" not in str(entry.detail)


def test_posts_of_one_day_are_taken_up_again_and_not_doubled(province):
    for unit in ("Xã Bảo Hòa", "Xã Long Phước", "Xã Bảo Hòa"):
        bring(cadre(1, unit=unit))
    bring(cadre(1, position="Văn thư"))
    assert Posting.objects.filter(ends_on=None).count() == 1
    assert Posting.objects.get(ends_on=None).position == "Văn thư"


def test_rosters_from_before_states_are_told_apart(province):
    """Applied, waiting with its file, or given up when the file was deleted."""
    fill = import_module("people.migrations.0015_states_of_earlier_rosters").fill
    applied, waiting, given_up = (forecast(cadre(number)) for number in range(3))
    Roster.objects.update(state="checked", covered=[], total=0)
    Roster.objects.filter(pk=applied.pk).update(applied_at=AT, file="")
    Roster.objects.filter(pk=given_up.pk).update(file="")
    fill(apps, None)
    states = dict(Roster.objects.values_list("pk", "state"))
    assert states == {applied.pk: "applied", waiting.pk: "checked", given_up.pk: "cancelled"}
    assert {tuple(roster.covered) for roster in Roster.objects.all()} == {tuple(applied.covered)}
    assert set(Roster.objects.values_list("total", flat=True)) == {1}
