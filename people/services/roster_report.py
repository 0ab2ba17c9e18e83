"""The import report as JSON: totals, reasons, warnings, and one record per row (never stored)."""

from collections import Counter
from datetime import date
from typing import Any

from people.models import RosterRow
from people.rosters.reading import Reading
from people.rosters.row import Row
from people.services.rosters import summary

RULES = "rosters/RULES.md v1"
OF_THE_NUMBER = ("cccd_precision_lost", "cccd_invalid")


def import_report(reading: Reading, *, file_name: str, as_of: date) -> dict[str, Any]:
    """What became, or would become, of every row."""
    totals = summary(reading)
    return {
        "file": file_name,
        "rules": RULES,
        "as_of": as_of.isoformat(),
        "encoding": reading.encoding,
        "suggested_encoding": reading.suggested_encoding,
        "hidden_sheets_ignored": totals.pop("hidden_sheets"),
        "sheets_without_header": totals.pop("sheets_without_header"),
        "totals": totals,
        "reject_reasons": dict(Counter(row.reason for row in reading.rows if row.reason)),
        "warning_counts": dict(Counter(code for row in reading.rows for code in _warnings(row))),
        "rows": [_record(row) for row in reading.rows],
    }


def _warnings(row: Row) -> list[str]:
    """Of a row without an identifier the reason says what was wrong with its number, as the samples have it."""
    return [code for code in row.warnings if row.reason != "missing_identifier" or code not in OF_THE_NUMBER]


def _record(row: Row) -> dict[str, Any]:
    record: dict[str, Any] = {"sheet": row.sheet, "row": row.number, "status": str(row.status)}
    if row.reason:
        record["reason"] = row.reason
    if warnings := _warnings(row):
        record["warnings"] = warnings
    if row.after:
        record["person"] = row.after
    if row.status == RosterRow.Status.UPDATED:
        record["changed"] = row.changed
    if row.reason and row.full_name:
        record["hint"] = {
            "full_name": row.full_name,
            "unit_text_code": row.unit.code if row.unit else None,
        }
    return record
