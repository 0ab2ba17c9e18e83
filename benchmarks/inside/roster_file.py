"""A roster of any length as offices write them: invented people in the communes of a day."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from lms.demo.names import Names
from lms.supervisor.config import ROOT

UNITS = ROOT / "data" / "dong_nai_units_all_versions.csv"
AS_OF = date(2025, 8, 1)
HEAD = [
    "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Số điện thoại", "Email", "Chức vụ", "Đơn vị công tác",
    "Ghi chú",
]  # fmt: skip
_POSTS = ("Công chức văn hóa – xã hội", "Kế toán", "Chủ tịch UBND xã", "Cán bộ Hội Nông dân", "Trưởng ấp")

Tables = Iterable[tuple[str, Iterable[list[Any]]]]


def people(number: int, units: list[str], seed: int = 25) -> Iterator[list[Any]]:
    """Rows without the running number; one phone in fifty lost its zero, one person in fifty has only a birth year."""
    random = Random(seed)
    names = Names(random)
    for at in range(number):
        name, gender = names.person()
        born = date(1965, 1, 1) + timedelta(days=random.randrange(14_000))
        phone: Any = f"09{at:08d}" if at % 50 else float(900_000_000 + at)
        yield [
            name, born.year if at % 50 == 7 else f"{born:%d/%m/%Y}", "Nam" if gender == "nam" else "Nữ",
            f"099{born:%y}{at:07d}", phone, f"cb{at}@vidu.example", random.choice(_POSTS), units[at % len(units)], "",
        ]  # fmt: skip


def communes(day: date = AS_OF) -> list[str]:
    """Full names of the communes of a day that no other commune shares."""
    with UNITS.open(encoding="utf-8") as file:
        found = [
            row["full_name"]
            for row in csv.DictReader(file)
            if row["type"] in ("xã", "phường")
            and (row["valid_from"] or "0") <= day.isoformat() < (row["valid_to"] or "9")
        ]
    return sorted(name for name in set(found) if found.count(name) == 1)


def write(path: Path, number: int, units: list[str] | None = None, *, tables: Tables = ()) -> Path:
    """The workbook, row by row: the writer must not need the memory that is measured. `tables` are sheets before it."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        for name, rows in tables:
            page = book.add_worksheet(name)
            for at, line in enumerate(rows):
                page.write_row(at, 0, line)
        page = book.add_worksheet("Danh sách")
        page.write_row(0, 0, HEAD)
        for at, row in enumerate(people(number, units or communes()), start=1):
            page.write_row(at, 0, [at, *row])
    return path
