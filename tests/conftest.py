"""Fixtures for every test: fast databases, a fixed clock where asked, markers that refuse to be silent."""

import os
from pathlib import Path

import pytest

from tests.databases import django_db_setup

__all__ = ["django_db_setup"]

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder of samples that are not ours to commit; a test that asks for it is skipped where it is absent."""
    if not SHARED.is_dir():
        if os.environ.get("REQUIRE_SHARED"):
            pytest.fail("../shared is absent")
        pytest.skip("../shared is absent: this test reads samples from there")
    return SHARED
