"""The province with all its reforms, for tests that need the real units."""

from pathlib import Path

import pytest

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


@pytest.fixture
def province(db: None) -> UnitTree:
    """Đồng Nai of every date."""
    load_unit_files(UNIT_FILES)
    return UnitTree.load()
