"""A province of any size as the sheet of units a clerk would send: one city, its communes, their ấp and khu phố, offices."""

import csv
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

Row = tuple[str, str, str, str, date | None, None]
HEADER = ("Mã", "Tên", "Loại", "Mã cấp trên", "Từ ngày", "Đến ngày")
SINCE = date(2026, 4, 30)
CITY = "99"
COMMUNES, OFFICES = 95, 24
_FIRST = ("Xuân", "Long", "Phú", "Tân", "Bình", "Phước", "Thanh", "An", "Lộc", "Hưng")
_LAST = ("Định", "Hòa", "Sơn", "Lợi", "Thạnh", "Thiện", "Mỹ", "Đông", "Tây", "Trung")


def rows(units: int = 6000) -> Iterator[Row]:
    """Exactly `units` lines, parents first; the same every time."""
    yield CITY, "Bình Minh", "thành phố", "", SINCE, None
    for number in range(OFFICES):
        yield f"{CITY}-S{number:02d}", f"Sở Công tác {number + 1}", "sở", CITY, SINCE, None
    for number in range(COMMUNES):
        kind = "phường" if number % 3 == 0 else "xã"
        yield commune_code(number), commune_name(number), kind, CITY, SINCE, None
    for number in range(units - 1 - OFFICES - COMMUNES):
        commune, place = number % COMMUNES, number // COMMUNES + 1
        kind = "khu phố" if commune % 3 == 0 else "ấp"
        yield (
            hamlet_code(commune, place),
            f"{_LAST[place % 10]} {place}",
            kind,
            commune_code(commune),
            SINCE,
            None,
        )


def commune_code(number: int) -> str:
    """Five digits, like the statistics office's, in a range it does not use."""
    return f"{90000 + number:05d}"


def hamlet_code(commune: int, place: int) -> str:
    return f"{commune_code(commune)}-{place:03d}"


def commune_name(number: int) -> str:
    return f"{_FIRST[number // 10]} {_LAST[number % 10]}"


def write_sheet(path: Path, units: int = 6000) -> Path:
    """One `.xlsx` with one sheet."""
    from common.tables import Column, write_xlsx

    write_xlsx(str(path), columns=[Column(title) for title in HEADER], rows=rows(units), sheet="Đơn vị")
    return path


def write_csv(path: Path, units: int = 6000) -> Path:
    """The same as CSV, with the days as ISO text."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows(units))
    return path


if __name__ == "__main__":
    from benchmarks.inside import start

    start.setup()
    print(write_sheet(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 6000))
