"""The three reforms of Đồng Nai as files a clerk would hold, cut from the tables of the project."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

from people.models import OrgUnit, Reorganisation
from people.queries.drafts.plan import Plan
from people.queries.tree import UnitTree
from people.services.reorganisations.applying import apply_reorganisation
from people.services.reorganisations.drafting import decide_split
from people.services.reorganisations.from_files import draft_from_files
from people.services.units import load_unit_files
from tests.people.conftest import DATA

AT = datetime(2026, 11, 26, 3, tzinfo=UTC)
DAYS = {2024: date(2024, 11, 1), 2025: date(2025, 7, 1), 2026: date(2026, 4, 30)}
BASES = {2024: "1194/NQ-UBTVQH15", 2025: "1662/NQ-UBTVQH15", 2026: "30/2026/QH16"}
Row = dict[str, str]


@cache
def _versions() -> list[Row]:
    with (DATA / "dong_nai_units_all_versions.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def units_table(day: date) -> bytes:
    """The table of units of one day, as an office publishes it: it does not know yet when they will end."""
    begun = (row for row in _versions() if row["valid_from"] <= day.isoformat())
    return as_csv([row | {"valid_to": ""} for row in begun if not 0 < _end(row) <= day.toordinal()])


def _end(row: Row) -> int:
    return date.fromisoformat(row["valid_to"]).toordinal() if row["valid_to"] else 0


def as_csv(rows: list[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def mapping(year: int) -> bytes:
    return (DATA / f"dong_nai_{year}_mapping.csv").read_bytes()


def load_2023(folder) -> None:
    """Nothing but the units of 2023, Bình Phước's too: the neighbour with whom Đồng Nai is merged later."""
    path = folder / "2023.csv"
    path.write_bytes(units_table(date(2023, 12, 31)))
    load_unit_files([path])


def draft(year: int, *, with_table: bool = True) -> Reorganisation:
    files = [("chuyen-doi.csv", mapping(year))]
    if with_table:
        files.append(("don-vi.csv", units_table(DAYS[year])))
    return draft_from_files(files, title=f"Sắp xếp {year}", legal_basis=BASES[year], at=AT, by=None)


def decide_all(prepared: Reorganisation) -> None:
    """Confirm what the draft guessed of every split."""
    plan = Plan(prepared, UnitTree.load())
    for pk in plan.undecided:
        principal = next(way.to_code for way in plan.of_unit[pk] if way.is_principal)
        decide_split(prepared, unit=OrgUnit.objects.get(pk=pk), principal=principal, posts={}, below={})


def reform(year: int) -> Reorganisation:
    prepared = draft(year)
    decide_all(prepared)
    return apply_reorganisation(prepared, at=AT, by=None)


def half() -> Decimal:
    return Decimal("0.5")
