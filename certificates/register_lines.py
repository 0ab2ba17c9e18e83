"""A register's lines in words, the same for the sheet and for the printed book."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from certificates.models import Certificate, Replacement
from certificates.queries.standing import Standing, standing_of
from common.tables import Column
from common.vietnamese import format_day, format_number

BOOK_COLUMNS = (
    ("Số vào sổ, số hiệu", 41), ("Họ và tên", 43), ("Ngày sinh", 21), ("Chức vụ, đơn vị", 48), ("Khóa học", 47),
    ("Hình thức, kết quả", 24), ("Ngày cấp", 20), ("Ghi chú", 26),
)  # fmt: skip
RELATED = ("revocation", "replaced__successor", "replaces__certificate")


def columns() -> list[Column]:
    """The sheet's headings."""
    headings = (
        (_("Số vào sổ"), 12), (_("Số hiệu"), 24), (_("Họ và tên"), 28), (_("Ngày sinh"), 16), (_("Chức vụ"), 32),
        (_("Đơn vị"), 28), (_("Khóa học"), 48), (_("Số tiết"), 9), (_("Hình thức"), 14), (_("Hoàn thành"), 12),
        (_("Kết quả"), 14), (_("Ngày cấp"), 12), (_("Có giá trị đến"), 14), (_("Tình trạng"), 24), (_("Ghi chú"), 48),
    )  # fmt: skip
    return [Column(title, width) for title, width in headings]


def sheet_lines(found: Any, on: date) -> Iterator[list[Any]]:
    """One line a certificate for a workbook."""
    for row in found.select_related(*RELATED).iterator(chunk_size=1000):
        facts = row.facts
        yield [
            row.register_number, row.serial, facts["name"], _birth(facts), facts["position"], facts["unit"],
            facts["course"], facts["hours"], facts["mode"], date.fromisoformat(facts["completed_on"]), facts["result"],
            row.issued_on, row.expires_on, str(Standing.WORDS[standing_of(row, on)]), remark(row, reasons=True),
        ]  # fmt: skip


def book_lines(found: Any) -> Iterator[tuple[str, ...]]:
    """One line a certificate for the printed book, whose columns hold several facts each."""
    for row in found.select_related(*RELATED).iterator(chunk_size=1000):
        facts = row.facts
        hours = format_number(facts["hours"], 0 if facts["hours"] == int(facts["hours"]) else 1)
        post = ", ".join(part for part in (facts["position"], facts["unit"]) if part)
        yield (
            f"{row.register_number}\n{row.serial}", facts["name"], _birth(facts), post,
            f"{facts['course']} ({hours} tiết)" if facts["hours"] else facts["course"],
            f"{facts['mode']}\n{facts['result']}", format_day(row.issued_on), remark(row),
        )  # fmt: skip


def remark(row: Certificate, *, reasons: bool = False) -> str:
    """What became of it and what it came from. Vietnamese, as registers are; reasons only for the desk's own sheet."""
    said = [*_taken_back(row, reasons), *_replaced(row), *_replaces(row, reasons)]
    if row.expires_on:
        said.append(f"Có giá trị đến hết ngày {format_day(row.expires_on)}.")
    return "\n".join(said)


def _taken_back(row: Certificate, reasons: bool) -> Iterable[str]:
    revocation = getattr(row, "revocation", None)
    if revocation:
        why = f": {revocation.reason}" if reasons else ""
        yield f"Thu hồi ngày {revocation.revoked_at:%d/%m/%Y}{why}."


def _replaced(row: Certificate) -> Iterable[str]:
    replacement: Replacement | None = getattr(row, "replaced", None)
    if replacement:
        yield f"Thay bằng số {replacement.successor.register_number}."


def _replaces(row: Certificate, reasons: bool) -> Iterable[str]:
    replacement: Replacement | None = getattr(row, "replaces", None)
    if replacement:
        old = replacement.certificate
        yield f"Thay số {old.register_number}" + (f": {replacement.reason}." if reasons else ".")
        if old.facts["name"] != row.facts["name"]:
            yield f"Trước ghi: {old.facts['name']}."


def _birth(facts: dict[str, Any]) -> str:
    return str(facts["birth"]).removeprefix("Sinh ngày ").removeprefix("Sinh năm ")
