"""Six thousand units and a hundred thousand people from one workbook, by the commands an operator types."""

import csv
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.inside import roster_file, start

HEAD = ["code", "name", "type", "parent_code", "valid_from", "valid_to", "full_name", "name_ascii", "name_in_source",
        "note"]  # fmt: skip
UNITS, PEOPLE = 6_000, 100_000


def units(number: int) -> Iterator[list[Any]]:
    """One province, its communes, and some ten hamlets and offices below each: all with names of their own."""
    yield ["Z0", "Mẫu", "tỉnh", "", "", "", "Tỉnh Mẫu", "", "", ""]
    for at in range(1, number):
        yield [f"Z{at}", f"Mẫu Số {at}", "xã", "Z0", "", "", f"Xã Mẫu Số {at}", "", "", ""]


def main(folder: str) -> None:
    start.setup()
    from django.core.management import call_command

    path = Path(folder) / "cay-va-nguoi.xlsx"
    table = [HEAD, *units(UNITS)]
    roster_file.write(path, PEOPLE, [row[6] for row in table[2:]], tables=[("Đơn vị", table)])
    begun = time.perf_counter()
    call_command("load_org_units", str(_loadable(path, table)), stdout=sys.stderr)
    loaded = time.perf_counter()
    call_command("import_roster", str(path), "--as-of", f"{roster_file.AS_OF}", "--apply", stdout=sys.stderr)
    done = time.perf_counter()
    start.tell({"units": loaded - begun, "people": done - loaded, "counts": _counts()})


def _loadable(path: Path, table: list[list[Any]]) -> Path:
    """The workbook itself where the command reads workbooks; else its sheet of units as CSV."""
    from people.services import unit_files

    if hasattr(unit_files, "read_workbook"):
        return path
    sheet = path.with_suffix(".csv")
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    return sheet


def _counts() -> list[int]:
    from people.models import OrgUnit, Person

    return [OrgUnit.objects.filter(code__startswith="Z").count(), Person.objects.count()]


if __name__ == "__main__":
    main(sys.argv[1])
