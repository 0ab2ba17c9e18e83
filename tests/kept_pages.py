"""Public pages kept for minutes, as in production; other tests draw each one anew."""

from collections.abc import Iterator
from typing import Any

import pytest

from content.public_cache import memory


@pytest.fixture
def remembering(settings: Any) -> Iterator[None]:
    settings.PUBLIC_PAGES_SECONDS = 300
    memory.forget()
    yield
    memory.forget()
