"""Counts as an official sentence says them: shares without rounding up to 100 %, changes in points, names in a row."""

from typing import Any

from common.vietnamese import NBSP, format_number, format_percent

Row = dict[str, Any]


def share(row: Row) -> str:
    """90,3%; a dash where nobody counts."""
    if not row["denominator"]:
        return "–"
    return format_percent(row["numerator"], row["denominator"]).replace(NBSP, "")


def rate(row: Row) -> float | None:
    """The share as a number, None where nobody counts."""
    return 100 * row["numerator"] / row["denominator"] if row["denominator"] else None


def counted(row: Row) -> str:
    """1.234/2.000 (61,7%)."""
    return f"{format_number(row['numerator'])}/{format_number(row['denominator'])} ({share(row)})"


def change(now: Row, before: Row | None) -> str:
    """How the share moved since the earlier report, as a part of a sentence; empty when there was none."""
    here, there = rate(now), rate(before) if before else None
    if here is None or there is None:
        return ""
    if here == there:
        return ", không thay đổi so với kỳ báo cáo trước"
    word, points = "tăng" if here > there else "giảm", round(abs(here - there), 1)
    many = format_number(points, 1) if points else "dưới 0,1"
    return f", {word} {many} điểm phần trăm so với kỳ báo cáo trước ({share(before or {})})"


def listed(names: list[str], most: int = 5) -> str:
    """a, b và c; of many the first ones and how many more."""
    shown, rest = names[:most], len(names) - most
    if rest > 0:
        return f"{', '.join(shown)} và {format_number(rest)} đơn vị khác"
    return " và ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def ranked(rows: list[Row]) -> list[Row]:
    """Units with people, the best first; of equals the larger, then by name as the rows came."""
    with_people = [row for row in rows if row["denominator"]]
    return sorted(with_people, key=lambda row: (-(rate(row) or 0), -row["denominator"]))


def running(name: str) -> str:
    """A place's name inside a sentence: xã Xuân Định; offices keep their capital."""
    first = name.split(" ")[0]
    return name[:1].lower() + name[1:] if first in PLACES else name


PLACES = {"Tỉnh", "Thành", "Huyện", "Thị", "Xã", "Phường", "Đặc"}
