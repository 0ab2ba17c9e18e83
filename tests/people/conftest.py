"""The province with all its reforms, for tests that need the real units."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management.color import no_style
from django.db import connection

from people.models import OrgUnit, UnitAlias, UnitChange, UnitParent
from people.queries.tree import UnitTree
from people.rosters.unit_finder import Found, UnitFinder
from people.services.units import load_unit_files
from tests.built_world import built_world, world

__all__ = ["built_world", "world"]

DATA = Path(__file__).resolve().parents[2] / "data"
UNIT_FILES = [
    DATA / "dong_nai_units_all_versions.csv",
    DATA / "unit_aliases.csv",
    DATA / "dong_nai_2024_mapping.csv",
    DATA / "dong_nai_2025_mapping.csv",
    DATA / "dong_nai_2026_mapping.csv",
]
_TABLES = (OrgUnit, UnitParent, UnitAlias, UnitChange)
_loaded: dict[str, tuple[list[str], list[Any]]] = {}


@pytest.fixture
def province(db: None) -> UnitTree:
    """Đồng Nai of every date; read from the files once, then copied row by row (a tenth of the time)."""
    if _loaded:
        _copy_in()
    else:
        load_unit_files(UNIT_FILES)
        _remember()
    return UnitTree.load()


@pytest.fixture
def finder(province: UnitTree) -> Callable[..., Found]:
    """Finds a unit by what was written, on a day of the test's choice."""
    finders: dict[date, UnitFinder] = {}

    def find(text: str, day: date = date(2023, 12, 31), **more: str) -> Found:
        finders.setdefault(day, UnitFinder(province, day))
        return finders[day].find(text=text, **more)

    return find


def _remember() -> None:
    with connection.cursor() as cursor:
        for model in _TABLES:
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            _loaded[model._meta.db_table] = [column[0] for column in cursor.description], cursor.fetchall()


def _copy_in() -> None:
    with connection.cursor() as cursor:
        for table, (columns, rows) in _loaded.items():
            names = ", ".join(map(connection.ops.quote_name, columns))
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(_TABLES)):
            cursor.execute(statement)
