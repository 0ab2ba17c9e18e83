"""The closing report of a round as a workbook: the board as it stands on the page, with its rules above."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from common.tables import Cell, Column, xlsx_chunks
from common.vietnamese import format_day, format_moment
from reports.models import Campaign
from reports.queries.campaigns import Board, Line


def board_chunks(
    campaign: Campaign,
    board: Board,
    groups: Iterable[Any],
    counted: Collection[int] | None,
    rules: Iterable[str],
) -> Iterator[bytes]:
    """Numbers of people only of the units in `counted`; None means of all. `rules`: as the page states them."""
    columns = [
        Column(_("Nhóm"), 28), Column(_("Hạng"), 8), Column(_("Mã"), 10), Column(_("Đơn vị"), 34),
        Column(_("Tỷ lệ (%)"), 12), Column(_("Hoàn thành"), 12), Column(_("Mẫu số"), 10),
        Column(_("Lượt hoàn thành cuối được tính"), 18),
    ]  # fmt: skip
    rows = [_row(group.label, line, counted) for group in groups for line in group.lines]
    return xlsx_chunks(
        columns=columns,
        rows=rows,
        sheet=_("Bảng thi đua"),
        title=campaign.title,
        notes=[*_notes(board), *rules],
    )


def _row(label: str, line: Line, counted: Collection[int] | None) -> list[Cell]:
    team, seen = line.team, counted is None or line.unit.id in counted
    rate = team.percent if seen or team.is_ranked else None
    numbers: list[Cell] = [team.numerator, team.denominator, team.reached_on] if seen else [None, None, None]
    return [label, line.place.rank, line.unit.code, line.unit.full_name, rate, *numbers]


def _notes(board: Board) -> list[str]:
    told = {"number": board.round.number, "day": format_day(board.as_of)}
    notes = [_("Đợt %(number)s, số liệu đến hết ngày %(day)s") % told]
    if board.result:
        told = {"moment": format_moment(board.result.closed_at), "digest": board.result.digest}
        notes.append(_("Chốt lúc %(moment)s; mã kiểm tra SHA-256: %(digest)s") % told)
    return notes
