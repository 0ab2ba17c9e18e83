"""Rounds are counted from the record, announced once, closed once, and what was closed does not change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from common.errors import Conflict, DomainError
from courses.models import Enrolment
from people.models import AuditEntry, Notice, OrgUnit, Posting, Scope, UnitChange, UnitParent
from people.models.org_unit import Level
from reports import triggers
from reports.models import Campaign, CampaignRound, Counts, RoundResult, RoundRow, Target
from reports.queries.campaigns import board_of, changed_since, counted, frozen_board
from reports.queries.figures import Frame, compute
from reports.queries.rows import unit_rows
from reports.services.campaigns import close_round, digest_of, next_round, open_round, save_campaign
from tests.factories import AccountFactory, OrgUnitFactory, PostingFactory
from tests.reports.campaign_cast import (
    AFTER,
    END,
    OPENED,
    START,
    campaign_of,
    closed,
    commune,
    complete,
    people,
    target_of,
)

pytestmark = pytest.mark.django_db
DURING = datetime(2026, 3, 20, 1, tzinfo=UTC)


@pytest.fixture
def target(province: OrgUnit) -> Target:
    return target_of(province)


@pytest.fixture
def round(province: OrgUnit, target: Target, xuan_dinh: OrgUnit, long_phuoc: OrgUnit) -> CampaignRound:
    people(target, xuan_dinh, 4, 5)
    people(target, long_phuoc, 6, 10)
    return campaign_of(province, {target: 1})


def board(round: CampaignRound, at: datetime = DURING) -> dict[str, tuple[int | None, int, int]]:
    lines = board_of(round, today=at.date(), known_at=at).lines
    return {
        line.unit.full_name: (line.place.rank, line.team.numerator, line.team.denominator) for line in lines
    }


def test_the_board_is_the_figure_of_each_unit(round: CampaignRound, target: Target) -> None:
    assert board(round) == {"Xã Xuân Định": (1, 4, 5), "Xã Long Phước": (2, 6, 10)}
    figures = compute(target, as_of=DURING.date(), known_at=DURING, frame=Frame.DAY)
    told = {
        row["name"]: (row["numerator"], row["denominator"])
        for row in unit_rows(figures)
        if row["level"] == "xa"
    }
    assert told == {name: numbers[1:] for name, numbers in board(round).items()}


def test_the_live_board_follows_the_record(round: CampaignRound, long_phuoc: OrgUnit) -> None:
    board(round)
    for enrolment in Enrolment.objects.filter(
        learner__postings__unit=long_phuoc, progress__completed_at=None
    ):
        complete(enrolment, DURING - timedelta(hours=1))
    assert board(round)["Xã Long Phước"] == (1, 10, 10)


def test_before_the_last_day_has_passed_nothing_is_closed(round: CampaignRound) -> None:
    with pytest.raises(DomainError, match="chưa phát động"):
        close_round(round=round, at=AFTER, by=None)
    open_round(round=round, at=OPENED, by=None)
    with pytest.raises(DomainError, match="31/03/2026"):
        close_round(round=round, at=DURING, by=None)


def test_a_closed_round_keeps_its_rows_and_tells_what_differs_since(
    round: CampaignRound, long_phuoc: OrgUnit
) -> None:
    result = closed(round)
    assert changed_since(result, known_at=AFTER) == []
    late = Enrolment.objects.filter(learner__postings__unit=long_phuoc, progress__completed_at=None)[0]
    complete(late, DURING, recorded_at=AFTER + timedelta(days=3))
    later = AFTER + timedelta(days=4)
    assert board(round, later)["Xã Long Phước"] == (2, 6, 10)
    ((unit, then, now),) = changed_since(result, known_at=later)
    assert then
    assert now
    assert (unit.id, then.numerator, now.numerator) == (long_phuoc.pk, 6, 7)
    again = counted(round, as_of=END, known_at=later, cutoff=result.closed_at)
    assert [team.numerator for team in again] == [
        line.team.numerator for line in sorted_by_unit(result, again)
    ]


def sorted_by_unit(result: RoundResult, teams: list) -> list:  # type: ignore[type-arg]
    order = [team.unit for team in teams]
    return sorted(frozen_board(result).lines, key=lambda line: order.index(line.unit.id))


def test_the_digest_is_of_rules_and_rows(round: CampaignRound) -> None:
    result = closed(round)
    places = [line.place for line in frozen_board(result).lines]
    assert digest_of(result.rules, places) == result.digest
    assert digest_of(result.rules, places[::-1]) != result.digest
    assert digest_of(result.rules | {"bounds": [7]}, places) != result.digest


def test_what_is_closed_cannot_be_changed_in_the_database(round: CampaignRound) -> None:
    closed(round)
    for rows, change in ((RoundResult.objects.all(), {"digest": ""}), (RoundRow.objects.all(), {"rank": 1})):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(rows.db)


def test_the_triggers_come_and_go() -> None:
    with connection.cursor() as cursor:
        for create in (False, True):
            for line in triggers.campaign_statements(connection.vendor, create=create):
                cursor.execute(line)


def test_a_round_is_closed_once_whoever_comes_second(round: CampaignRound) -> None:
    """Both hold the round as it was before the first closing."""
    open_round(round=round, at=OPENED, by=None)
    stale = CampaignRound.objects.get(pk=round.pk)
    close_round(round=round, at=AFTER, by=None)
    with pytest.raises(Conflict, match="đã chốt rồi"):
        close_round(round=stale, at=AFTER, by=None)
    assert RoundResult.objects.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        RoundResult.objects.create(round=round, as_of=END, closed_at=AFTER, rules={}, digest="")


def test_units_that_merge_in_the_middle_compete_as_one(
    round: CampaignRound, province: OrgUnit, xuan_dinh: OrgUnit, long_phuoc: OrgUnit
) -> None:
    day = date(2026, 3, 25)
    new = commune(province, full_name="Xã Mới", valid_from=day)
    for old in (xuan_dinh, long_phuoc):
        UnitChange.objects.create(from_unit=old, to_unit=new, extent="whole", effective_on=day)
    OrgUnit.objects.filter(pk__in=[xuan_dinh.pk, long_phuoc.pk]).update(valid_to=day)
    assert set(board(round)) == {"Xã Xuân Định", "Xã Long Phước"}
    closed(round)
    assert board(round, AFTER) == {"Xã Mới": (1, 10, 15)}


def test_within_the_round_only_those_count_who_were_not_done_before(
    province: OrgUnit, target: Target, xuan_dinh: OrgUnit
) -> None:
    people(target, xuan_dinh, 10, 10, month=2)
    people(target, xuan_dinh, 3, 6)
    round = campaign_of(province, {target: 1}, measure="trong_dot", bounds=[12])
    (line,) = board_of(round, today=END, known_at=AFTER).lines
    assert (line.team.numerator, line.team.denominator) == (3, 6)
    assert (line.team.size, line.place.size_class) == (16, 1)


def test_units_without_anybody_and_of_few_are_on_the_board_without_a_place(
    province: OrgUnit, target: Target, xuan_dinh: OrgUnit, long_phuoc: OrgUnit
) -> None:
    people(target, xuan_dinh, 4, 4)
    round = campaign_of(province, {target: 1})
    assert board(round) == {"Xã Long Phước": (None, 0, 0), "Xã Xuân Định": (None, 4, 4)}
    assert closed(round).rows.filter(rank__isnull=False).count() == 0


def test_two_targets_are_weighed(province: OrgUnit, target: Target, xuan_dinh: OrgUnit) -> None:
    other = target_of(province, "khac")
    people(target, xuan_dinh, 5, 5)
    people(other, xuan_dinh, 0, 5)
    round = campaign_of(province, {target: 3, other: 1})
    (line,) = board_of(round, today=END, known_at=AFTER).lines
    assert [(part.numerator, part.denominator, part.weight) for part in line.team.parts] == [
        (5, 10, 3),
        (0, 10, 1),
    ]
    assert line.team.percent == 37.5


def test_hamlets_compete_within_their_commune(province: OrgUnit, xuan_dinh: OrgUnit) -> None:
    target = target_of(province)
    target.population = {"levels": ["ap"]}
    target.save()
    hamlet = OrgUnitFactory(level=Level.HAMLET, kind="ấp", full_name="Ấp 1")
    UnitParent.objects.create(unit=hamlet, parent=xuan_dinh)
    people(target, hamlet, 5, 6)
    round = campaign_of(xuan_dinh, {target: 1}, level=Level.HAMLET)
    assert board(round) == {"Ấp 1": (1, 5, 6)}


def test_opening_and_closing_tell_the_officers_of_the_teams(round: CampaignRound, xuan_dinh: OrgUnit) -> None:
    accounts = {role: AccountFactory() for role in (Scope.Role.HR, Scope.Role.LEADER, Scope.Role.HELPER)}
    for role, account in accounts.items():
        Scope.objects.create(account=account, unit=xuan_dinh, role=role)
    closed(round)
    told = Notice.objects.order_by("pk").values_list("account", "title")
    wanted = {accounts[Scope.Role.HR].pk, accounts[Scope.Role.LEADER].pk}
    assert {account for account, _title in told} == wanted
    assert len(told) == 4
    assert told[0][1].startswith("Phát động đợt 1")
    assert told[3][1].startswith("Kết quả đợt 1")


def test_the_next_round_follows_a_closed_one_alone(round: CampaignRound) -> None:
    with pytest.raises(Conflict, match="Hãy chốt đợt"):
        next_round(campaign=round.campaign, at=AFTER, by=None)
    closed(round)
    fresh = next_round(campaign=round.campaign, at=AFTER, by=None)
    assert (fresh.number, fresh.starts_on, fresh.ends_on) == (2, date(2026, 4, 1), date(2026, 4, 30))
    assert fresh.opened_at is None
    with pytest.raises(Conflict):
        next_round(campaign=round.campaign, at=AFTER, by=None)


def resave(round: CampaignRound, target: Target, weight: int = 1, **more: object) -> None:
    campaign = Campaign.objects.get(pk=round.campaign_id)
    days = {"starts_on": more.pop("starts_on", START), "ends_on": more.pop("ends_on", END)}
    for name, value in more.items():
        setattr(campaign, name, value)
    save_campaign(campaign=campaign, weights={target: weight}, **days, at=DURING, by=None)  # type: ignore[arg-type]


def test_rules_and_days_that_were_announced_stand(round: CampaignRound, target: Target) -> None:
    resave(round, target, bounds=[9, 7, 9])
    assert Campaign.objects.get().bounds == [7, 9]
    open_round(round=round, at=OPENED, by=None)
    resave(round, target, bounds=[7, 9], title="Tên mới")
    for wrong in (
        {"bounds": [8]},
        {"weight": 2},
        {"measure": "trong_dot"},
        {"ends_on": END + timedelta(days=1)},
    ):
        with pytest.raises(Conflict):
            resave(round, target, **({"bounds": [7, 9]} | wrong))  # type: ignore[arg-type]
    assert Campaign.objects.get().title == "Tên mới"


def test_a_round_is_opened_once_and_not_after_its_end(round: CampaignRound) -> None:
    with pytest.raises(DomainError, match="qua ngày cuối"):
        open_round(round=round, at=AFTER, by=None)
    open_round(round=round, at=OPENED, by=None)
    with pytest.raises(Conflict):
        open_round(round=round, at=OPENED, by=None)


def test_campaigns_that_make_no_sense_are_refused(province: OrgUnit, target: Target) -> None:
    units = target_of(province, "don-vi")
    units.counts = Counts.UNITS
    with pytest.raises(DomainError, match="ít nhất một chỉ tiêu"):
        campaign_of(province, {})
    with pytest.raises(DomainError, match="đếm đơn vị"):
        campaign_of(province, {units: 1})
    with pytest.raises(DomainError, match="sau ngày đầu"):
        campaign_of(province, {target: 1}, ends_on=START - timedelta(days=1))
    assert not Campaign.objects.exists()


def test_every_deed_is_in_the_log(round: CampaignRound) -> None:
    closed(round)
    next_round(campaign=round.campaign, at=AFTER, by=None)
    told = AuditEntry.objects.filter(action__startswith="campaign").order_by("pk")
    assert [entry.action for entry in told] == [
        "campaign_set", "campaign_round_opened", "campaign_round_closed", "campaign_round_begun",
    ]  # fmt: skip


def test_who_moved_within_the_round_counts_once_where_they_stand_at_its_end(
    round: CampaignRound, xuan_dinh: OrgUnit, long_phuoc: OrgUnit
) -> None:
    mover = Posting.objects.filter(unit=xuan_dinh).order_by("pk")[0]
    Posting.objects.filter(pk=mover.pk).update(ends_on=date(2026, 3, 15))
    PostingFactory(person=mover.person, unit=long_phuoc, starts_on=date(2026, 3, 15))
    rows = {row.unit_id: row.parts[0][1:3] for row in closed(round).rows.all()}
    assert rows == {xuan_dinh.pk: [3, 4], long_phuoc.pk: [7, 11]}


def test_the_live_board_after_a_change_of_weights_is_counted_anew(
    province: OrgUnit, xuan_dinh: OrgUnit
) -> None:
    first, second = target_of(province), target_of(province, "khac")
    people(first, xuan_dinh, 5, 5)
    people(second, xuan_dinh, 0, 5)
    round = campaign_of(province, {first: 1, second: 1})
    (line,) = board_of(round, today=END, known_at=AFTER).lines
    assert line.team.percent == 25
    save_campaign(
        campaign=round.campaign,
        weights={first: 4, second: 1},
        starts_on=START,
        ends_on=END,
        at=DURING,
        by=None,
    )
    fresh = CampaignRound.objects.get(pk=round.pk)
    (line,) = board_of(fresh, today=END, known_at=AFTER).lines
    assert line.team.percent == 40


def test_two_rounds_closed_at_one_moment_keep_apart(
    round: CampaignRound, province: OrgUnit, target: Target
) -> None:
    """Of two campaigns over the same people: each has its rows and its digest."""
    other = campaign_of(province, {target: 5}, slug="khac", bounds=[7])
    first, second = closed(round), closed(other)
    assert first.rows.count() == second.rows.count() == 2
    assert first.digest != second.digest
    assert {row.rank for row in second.rows.all()} == {1}
    assert {row.rank for row in first.rows.all()} == {1, 2}
