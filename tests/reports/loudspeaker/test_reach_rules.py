"""The estimate is arithmetic on stated numbers; what nobody stated stays unknown."""

from decimal import Decimal

from reports.reach_rules import Estimate, heard_by, together


def test_houses_times_the_share_rounded_down() -> None:
    assert heard_by(Decimal(333), Decimal(1000), Decimal("62.5")) == Estimate(208, 625)


def test_without_a_share_there_is_no_estimate() -> None:
    assert not heard_by(Decimal(333), Decimal(1000), None).known


def test_without_houses_people_may_still_be_known() -> None:
    assert heard_by(None, Decimal(10), Decimal(50)) == Estimate(None, 5)


def test_a_share_of_nought_reaches_nobody_and_is_known() -> None:
    assert heard_by(Decimal(333), None, Decimal(0)) == Estimate(0, None)


def test_the_unknown_adds_nothing_and_all_unknown_is_unknown() -> None:
    assert together([Estimate(3, None), Estimate(None, None), Estimate(4, None, shared=True)]) == Estimate(
        7, None, shared=True
    )
    assert together([]) == Estimate()
