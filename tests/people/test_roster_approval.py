"""Applying what the clerk saw: now, later in the queue, or only when a second person agrees."""

from datetime import date

import pytest

from common.errors import Conflict, DomainError, Forbidden
from people.models import AuditEntry, OrgUnit, Person, Posting, Roster, Scope
from people.models.roster import State
from people.queries.rosters import approvers, may_approve, visible_rosters, waiting_for
from people.resources import (
    Ending,
    approve_roster,
    ask_to_apply,
    cancel_roster,
    recheck_roster,
    refuse_roster,
    submit_roster,
    withdraw_roster,
)
from people.resources.impact import FEW, MANY_NEW, UnitChange, facts
from people.rosters.choices import Choices
from tests.factories.people import AccountFactory
from tests.people.sheets import AS_OF, AT, bring, cadre, forecast, hr, sheet

XUAN_DINH, LONG_PHUOC, CITY = "26461", "26413", "75"


@pytest.fixture
def clerk(province):
    return hr(XUAN_DINH)


@pytest.fixture
def twenty(province):
    """Twenty people in Bảo Hòa, today's Xuân Định."""
    bring(*(cadre(number) for number in range(20)))


def submit(clerk, *rows, as_of: date = AS_OF) -> Roster:
    return submit_roster(sheet(*rows), file_name="ds.xlsx", as_of=as_of, at=AT, by=clerk)


def grown(by: int) -> list[dict[str, str]]:
    return [cadre(number) for number in range(20 + by)]


def test_a_small_roster_is_applied_while_the_clerk_waits(clerk):
    roster = ask_to_apply(submit(clerk, cadre(1)), at=AT, by=clerk)
    assert (roster.state, roster.applied_by, roster.applied_at) == (State.APPLIED, clerk, AT)
    assert Person.objects.count() == 1


def test_pressed_twice_it_is_applied_once(clerk):
    roster = submit(clerk, cadre(1))
    ask_to_apply(roster, at=AT, by=clerk)
    assert ask_to_apply(roster, at=AT, by=clerk).state == State.APPLIED
    assert AuditEntry.objects.filter(action="roster_applied").count() == 1


def test_a_large_roster_goes_to_the_queue_and_is_done_by_the_worker(
    clerk, settings, django_capture_on_commit_callbacks
):
    settings.ROSTER_AT_ONCE = 2
    with django_capture_on_commit_callbacks(execute=True):
        roster = submit(clerk, *(cadre(number) for number in range(5)))
        assert (roster.state, roster.totals, roster.is_working) == (State.READING, {}, True)
    roster.refresh_from_db()
    assert (roster.state, roster.totals["created"]) == (State.CHECKED, 5)
    with django_capture_on_commit_callbacks(execute=True):
        assert ask_to_apply(roster, at=AT, by=clerk).state == State.QUEUED
        assert not Person.objects.exists()
    roster.refresh_from_db()
    assert (roster.state, roster.has_file, Person.objects.count()) == (State.APPLIED, False, 5)


def test_a_large_file_that_cannot_be_read_fails_with_a_sentence(
    clerk, settings, django_capture_on_commit_callbacks
):
    settings.ROSTER_AT_ONCE = 2
    with django_capture_on_commit_callbacks(execute=True):
        roster = submit_roster(sheet(cadre(1))[:3000], file_name="a.xlsx", as_of=AS_OF, at=AT, by=clerk)
    roster.refresh_from_db()
    assert roster.state == State.FAILED
    assert "bị hỏng" in roster.reason


def test_a_few_changes_need_nobody_else(clerk, twenty):
    roster = submit(clerk, *grown(4))
    assert roster.change["needed"] is False
    assert ask_to_apply(roster, at=AT, by=clerk).state == State.APPLIED


def test_more_than_a_fifth_waits_for_a_second_person(clerk, twenty):
    roster = ask_to_apply(submit(clerk, *grown(5)), at=AT, by=clerk)
    assert (roster.state, roster.change["why"]) == (State.WAITING_APPROVAL, ["unit_share", "file_share"])
    (unit,) = roster.change["units"]
    assert (unit["name"], unit["before"], unit["joined"], unit["left"], unit["after"], unit["share"]) == (
        "Xã Bảo Hòa", 20, 5, 0, 25, 25.0,
    )  # fmt: skip
    assert Person.objects.count() == 20


def test_moves_between_units_of_the_file_count_for_the_units_and_not_for_the_whole(twenty):
    bring(*(cadre(number, unit="Xã Long Phước") for number in range(30, 50)))
    rows = [cadre(number, unit="Xã Long Phước" if number < 5 else "Xã Bảo Hòa") for number in range(20)]
    roster = forecast(*rows, *(cadre(number, unit="Xã Long Phước") for number in range(30, 50)))
    assert (roster.change["why"], roster.change["joined"], roster.change["left"]) == (["unit_share"], 0, 0)
    assert {(unit["name"], unit["joined"], unit["left"]) for unit in roster.change["units"]} == {
        ("Xã Bảo Hòa", 0, 5),
        ("Xã Long Phước", 5, 0),
    }


def test_the_share_is_a_setting_and_nought_means_never(clerk, twenty, settings):
    settings.ROSTER_APPROVAL_SHARE = 0
    assert ask_to_apply(submit(clerk, *grown(50)), at=AT, by=clerk).state == State.APPLIED


def test_a_first_roster_of_an_empty_unit_needs_nobody_unless_it_is_a_provinces():
    first = UnitChange("", "Xã A", before=0, joined=60)
    assert facts(first, [first])["needed"] is False
    province = [
        UnitChange(str(number), "Xã", before=FEW - 1, joined=60) for number in range(MANY_NEW // 60 + 1)
    ]
    assert facts(UnitChange("", "", 0, 60 * len(province)), province)["why"] == ["many_new"]


def test_nobody_approves_their_own_roster(clerk, twenty):
    roster = ask_to_apply(submit(clerk, *grown(9)), at=AT, by=clerk)
    with pytest.raises(Forbidden, match="không tự duyệt"):
        approve_roster(roster, at=AT, by=clerk)
    assert Roster.objects.get(pk=roster.pk).state == State.WAITING_APPROVAL


def test_an_officer_over_all_its_units_approves_and_it_is_applied_as_asked(clerk, twenty):
    roster = ask_to_apply(submit(clerk, *grown(9)), at=AT, by=clerk)
    officer = hr(CITY)
    assert waiting_for(officer) == [roster]
    assert approvers(roster) == [officer]
    done = approve_roster(roster, at=AT, by=officer)
    assert (done.state, done.approved_by, done.applied_by) == (State.APPLIED, officer, clerk)
    assert Person.objects.count() == 29
    actions = list(AuditEntry.objects.order_by("pk").values_list("action", "actor__username"))
    assert actions[-3:] == [
        ("roster_approval_asked", clerk.username),
        ("roster_approved", officer.username),
        ("roster_applied", clerk.username),
    ]


@pytest.mark.parametrize("role", ["other_unit", "leader", "learner"])
def test_who_does_not_answer_for_its_units_may_not_approve(clerk, twenty, role):
    roster = ask_to_apply(submit(clerk, *grown(9)), at=AT, by=clerk)
    account = hr(LONG_PHUOC) if role == "other_unit" else AccountFactory()
    if role == "leader":
        city = OrgUnit.objects.get(code=CITY, valid_to=None)
        Scope.objects.create(account=account, unit=city, role=Scope.Role.LEADER)
    assert not may_approve(account, roster)
    with pytest.raises(Forbidden):
        approve_roster(roster, at=AT, by=account)
    with pytest.raises(Forbidden):
        refuse_roster(roster, reason="Sai", at=AT, by=account)
    assert Person.objects.count() == 20


def test_an_administrator_approves_only_where_there_is_no_second_officer(clerk, twenty):
    roster = ask_to_apply(submit(clerk, *grown(9)), at=AT, by=clerk)
    administrator = AccountFactory(is_superuser=True)
    assert may_approve(administrator, roster)
    hr(CITY)
    assert not may_approve(administrator, roster)


def test_sent_back_with_a_reason_it_can_be_mended_and_asked_again(clerk, twenty):
    officer = hr(CITY)
    roster = ask_to_apply(submit(clerk, *grown(9)), at=AT, by=clerk)
    with pytest.raises(DomainError, match="lý do"):
        refuse_roster(roster, reason="  ", at=AT, by=officer)
    back = refuse_roster(roster, reason="Thiếu quyết định điều động.", at=AT, by=officer)
    assert (back.state, back.reason, back.refused_by) == (
        State.CHECKED,
        "Thiếu quyết định điều động.",
        officer,
    )
    with pytest.raises(Conflict):
        approve_roster(roster, at=AT, by=officer)
    assert ask_to_apply(roster, at=AT, by=clerk).state == State.WAITING_APPROVAL


def test_the_clerk_takes_the_question_back(clerk, twenty):
    roster = ask_to_apply(submit(clerk, *grown(9)), at=AT, by=clerk)
    with pytest.raises(Conflict):
        recheck_roster(roster, choices=Choices(), at=AT, by=clerk)
    assert withdraw_roster(roster, at=AT, by=clerk).state == State.CHECKED
    assert recheck_roster(roster, choices=Choices(), at=AT, by=clerk).totals["created"] == 9


def test_a_cancelled_roster_lets_go_of_its_file(clerk, django_capture_on_commit_callbacks):
    roster = submit(clerk, cadre(1))
    storage, name = roster.file.storage, roster.file.name
    with django_capture_on_commit_callbacks(execute=True):
        assert cancel_roster(roster, at=AT, by=clerk).state == State.CANCELLED
    assert not storage.exists(name)
    with pytest.raises(Conflict):
        ask_to_apply(roster, at=AT, by=clerk)


def test_an_applied_roster_is_not_cancelled(clerk):
    roster = ask_to_apply(submit(clerk, cadre(1)), at=AT, by=clerk)
    with pytest.raises(Conflict, match="hoàn tác"):
        cancel_roster(roster, at=AT, by=clerk)


def test_posts_ended_by_the_clerk_count_for_the_share(clerk, twenty):
    roster = submit(clerk, *grown(0)[5:])
    assert roster.change["needed"] is False
    gone = [Ending(person.uuid, "retired") for person in Person.objects.order_by("pk")[:5]]
    asked = ask_to_apply(roster, at=AT, by=clerk, endings=gone)
    assert (asked.state, asked.change["left"], asked.change["after"]) == (State.WAITING_APPROVAL, 5, 15)
    back = withdraw_roster(asked, at=AT, by=clerk)
    assert (back.change["left"], back.endings) == (0, [])


def test_a_roster_that_waits_is_seen_by_who_may_approve_it_and_not_by_others(clerk, twenty):
    roster = submit(clerk, *grown(9))
    neighbour, officer = hr(LONG_PHUOC), hr(CITY)
    assert list(visible_rosters(clerk, AS_OF)) == [roster]
    assert roster in visible_rosters(officer, AS_OF)
    district = hr(XUAN_DINH)
    assert roster not in visible_rosters(district, AS_OF)
    ask_to_apply(roster, at=AT, by=clerk)
    assert roster in visible_rosters(district, AS_OF)
    assert roster not in visible_rosters(neighbour, AS_OF)


def test_a_large_roster_waits_its_turn_behind_another(clerk):
    Roster.objects.filter(pk=submit(clerk, cadre(1)).pk).update(state=State.APPLYING, leased_until=AT)
    second = ask_to_apply(submit(clerk, cadre(2)), at=AT, by=clerk)
    assert (second.state, Posting.objects.count()) == (State.QUEUED, 0)
