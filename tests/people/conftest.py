"""The province with all its reforms, for tests that need the real units."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management.color import no_style
from django.db import connection

from people.models import OrgUnit, UnitAlias, UnitChange, UnitParent
from people.queries.tree import UnitTree
from people.services.units import load_unit_files

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
