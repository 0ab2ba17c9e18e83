"""The four annexes: by unit, by level, who does not count and why, what the units said."""

from collections import Counter
from typing import Any

from common.vietnamese import format_day, format_number
from people.models.org_unit import Level
from reports.documents.figures_told import Row, share
from reports.documents.nd30 import Annex, Column
from reports.models import UnitReport
from reports.queries.consolidating import Material

TARGETS_A_TABLE = 4
COUNTS = ("numerator", "denominator")


def annexes_of(material: Material) -> list[Annex]:
    """In the order in which the text refers to them."""
    return [*_by_unit(material), _by_level(material), _excluded(material), _said(material)]


def _heads(definitions: list[dict[str, Any]]) -> list[Column]:
    found = []
    for number, definition in enumerate(definitions, start=1):
        found += [
            Column(f"Chỉ tiêu {definition.get('number', number)}: hoàn thành", 12, "right"),
            Column("Phải thực hiện", 12, "right"),
            Column("Tỷ lệ", 10, "right"),
        ]
    return found


def _cells(row: Row | None) -> list[str]:
    if row is None or not row["denominator"]:
        return ["–", "–", "–"]
    return [*(format_number(row[name]) for name in COUNTS), share(row)]


def _by_unit(material: Material) -> list[Annex]:
    """All targets side by side, at most so many a table; a unit once, in the order of the units' reports."""
    numbered = [one | {"number": place} for place, one in enumerate(material.definitions, start=1)]
    pieces = [numbered[start : start + TARGETS_A_TABLE] for start in range(0, len(numbered), TARGETS_A_TABLE)]
    return [
        _units_table(material, piece, "I" if len(pieces) == 1 else f"I.{place}")
        for place, piece in enumerate(pieces or [[]], start=1)
    ]


def _units_table(material: Material, definitions: list[dict[str, Any]], number: str) -> Annex:
    codes = [definition["code"] for definition in definitions]
    by_unit: dict[tuple[str, str], dict[str, Row]] = {}
    for code in codes:
        for row in material.units(code):
            if row["level"] != Level.PROVINCE or row["parent"]:
                by_unit.setdefault((row["code"], row["valid_from"] or ""), {})[code] = row
    order = {
        (one.unit.code, str(one.unit.valid_from or "")): place for place, one in enumerate(material.reports)
    }
    keys = sorted(by_unit, key=lambda key: (order.get(key, len(order)), key))
    rows = [
        [
            str(place),
            _name(by_unit[key]),
            *(cell for code in codes for cell in _cells(by_unit[key].get(code))),
        ]
        for place, key in enumerate(keys, start=1)
    ]
    total = ["", "Tổng số", *(cell for code in codes for cell in _cells(material.totals.get(code)))]
    columns = [Column("TT", 7, "center"), Column("Đơn vị", 26), *_heads(definitions)]
    title = "Kết quả theo đơn vị"
    if not rows:
        return Annex(number, title, columns, [], "Không có đơn vị nào thuộc diện tính chỉ tiêu.")
    return Annex(number, title, columns, [*rows, total], bold=frozenset({len(rows)}))


def _name(rows: dict[str, Row]) -> str:
    return str(next(iter(rows.values()))["name"])


def _by_level(material: Material) -> Annex:
    """Own people of the units of each level: the levels add up to the total."""
    columns = [
        Column("Chỉ tiêu", 40), Column("Cấp", 14), Column("Hoàn thành", 12, "right"),
        Column("Phải thực hiện", 12, "right"), Column("Tỷ lệ", 10, "right"),
    ]  # fmt: skip
    rows: list[list[str]] = []
    sums = set()
    for definition in material.definitions:
        for level, row in _levels(material.units(definition["code"])).items():
            rows.append([definition["title"], str(Level(level).label), *_cells(row)])
        sums.add(len(rows))
        rows.append([definition["title"], "Cộng", *_cells(material.totals[definition["code"]])])
    return Annex("II", "Kết quả theo cấp", columns, rows, "Không có chỉ tiêu nào.", frozenset(sums))


def _levels(rows: list[Row]) -> dict[str, Row]:
    found: dict[str, Counter[str]] = {}
    for row in rows:
        for name in COUNTS:
            found.setdefault(row["level"], Counter())[name] += row[f"own_{name}"]
    ordered = [level for level in Level.values if level in found and found[level]["denominator"]]
    return {level: dict(found[level]) for level in ordered}


def _excluded(material: Material) -> Annex:
    columns = [
        Column("Chỉ tiêu", 40),
        Column("Đơn vị", 24),
        Column("Lý do", 36),
        Column("Số người", 9, "right"),
    ]
    rows = []
    for definition in material.definitions:
        names = {
            f"{row['code']}@{row['valid_from'] or ''}": row["name"]
            for row in material.units(definition["code"])
        }
        counts = Counter((row["unit"], row["reason"]) for row in material.excluded(definition["code"]))
        for (unit, reason), n in sorted(counts.items()):
            rows.append(
                [definition["title"], names.get(unit, unit), reason or "không ghi lý do", format_number(n)]
            )
    return Annex("III", "Trường hợp không tính vào chỉ tiêu", columns, rows, "Không có trường hợp nào.")


def _said(material: Material) -> Annex:
    columns = [
        Column("STT", 7, "center"), Column("Đơn vị", 18), Column("Ngày nộp", 11, "center"),
        Column("Kết quả nổi bật", 30), Column("Khó khăn, vướng mắc", 26), Column("Đề xuất, kiến nghị", 26),
    ]  # fmt: skip
    rows = [
        [str(place), one.unit.full_name, _when(one), *_words(one)]
        for place, one in enumerate(material.reports, start=1)
    ]
    return Annex(
        "IV", "Báo cáo, giải trình của các đơn vị", columns, rows, "Không có đơn vị nào phải báo cáo."
    )


def _when(report: UnitReport) -> str:
    if report.state == UnitReport.State.CLOSED:
        return "không phải nộp"
    return format_day(report.submitted_at) if report.is_handed_in and report.submitted_at else "chưa nộp"


def _words(report: UnitReport) -> list[str]:
    """Only what was handed in: a draft is the unit's own."""
    if not report.is_handed_in:
        return ["", "", ""]
    return [_with_numbers(report), report.hindrances, report.proposals]


def _with_numbers(report: UnitReport) -> str:
    numbers = [f"{name}: {format_number(value)}" for name, value in report.extra.items()]
    return "\n".join(part for part in (report.done, *numbers) if part)
