"""Rounding decides no target: never 100 % while one is missing, never 0 % once one is there."""

from typing import Any

import pytest
from django.template.loader import render_to_string

from reports.campaign_rules import Part, Team
from reports.documents.figures_told import change
from reports.map import _told
from reports.rules import Cell, percent_of, step_of


@pytest.mark.parametrize(("done", "of"), [(24_999, 25_000), (199_999, 200_000), (2_999, 3_000)])
def test_one_of_a_province_missing_is_not_all(done: int, of: int) -> None:
    cell = Cell(numerator=done, denominator=of)
    assert (cell.percent or 100) < 100
    assert step_of(cell.percent or 100) == 4
    assert _told(cell).endswith("99,9\u00a0%")


def test_one_of_a_province_is_not_none() -> None:
    assert Cell(numerator=1, denominator=200_000).percent == 0.01
    assert _told(Cell(numerator=1, denominator=3_000)).endswith("0,1\u00a0%")


@pytest.mark.parametrize(("part", "whole", "told"), [(0, 3, 0), (3, 3, 100), (6, 5, 120), (1, 3, 33.33)])
def test_what_is_exact_stays(part: int, whole: int, told: float) -> None:
    assert percent_of(part, whole) == told


def test_a_team_that_lacks_one_is_not_full() -> None:
    team = Team(1, (Part(1, 24_999, 25_000),), 25_000)
    assert (team.percent, team.is_full) == (99.99, False)


class _Goal:
    least = 0


class _Target:
    goal, counts_units = _Goal(), False


def test_the_great_number_of_the_desk_is_not_rounded_to_all() -> None:
    context: dict[str, Any] = {"total": Cell(numerator=2_999, denominator=3_000), "target": _Target()}
    assert "99,9\u00a0%" in render_to_string("reports/_number.html", context)


def test_a_share_that_moved_a_little_did_not_stay() -> None:
    nearly, all_of_them = ({"numerator": n, "denominator": 10_000} for n in (9_996, 10_000))
    assert change(nearly, all_of_them) == ", giảm dưới 0,1 điểm phần trăm so với kỳ báo cáo trước (100%)"
    assert "không thay đổi" in change(nearly, nearly)
