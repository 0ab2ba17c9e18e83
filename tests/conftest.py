"""Fixtures for every test: fast databases, a fixed clock where asked, markers that refuse to be silent."""

import os
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

from tests.browser import browser, chromium, page, phone, pytest_runtest_teardown
from tests.databases import django_db_setup
from tests.embedded_queue import embedded_queue
from tests.garbage import pytest_collection_finish
from tests.kept_pages import remembering
from tests.running_order import pytest_collection_modifyitems

__all__ = [
    "browser", "chromium", "django_db_setup", "embedded_queue", "page", "phone", "pytest_collection_finish",
    "pytest_collection_modifyitems", "pytest_runtest_teardown", "remembering",
]  # fmt: skip


# How long an example takes on a busy machine proves nothing. A commit is judged by the same examples every time;
# `make explore` looks for new ones, and what it finds becomes a test of its own.
settings.register_profile(
    "lopso", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.register_profile("explore", settings.get_profile("lopso"), derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "lopso"))


@pytest.fixture(autouse=True)
def fresh_cache(settings: Any) -> None:
    """Every test begins with an empty cache, so limits and remembered rights never leak from one to the next."""
    default = settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}
    settings.CACHES = settings.CACHES | {"default": default}


@pytest.fixture(autouse=True)
def living_connection() -> None:
    """Drop a connection that died with the database it led to.

    While a browser is open its loop gives this thread another connection object; the one from before does not hear
    that PostgreSQL ended it when a copy was made anew.
    """
    if connection.connection is not None and not connection.is_usable():
        connection.close()


ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder of samples that are not ours to commit; a test that asks for it is skipped without it."""
    if not SHARED.is_dir():
        if os.environ.get("REQUIRE_SHARED"):
            pytest.fail("../shared is absent")
        pytest.skip("../shared is absent: this test reads samples from there")
    return SHARED
