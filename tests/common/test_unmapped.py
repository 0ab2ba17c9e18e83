"""Inside, SQLite maps nothing of its file; afterwards as much as before, also after a mishap."""

import pytest
from django.db import connection

from common.unmapped import mapped, unmapped

pytestmark = pytest.mark.django_db


def test_the_mapping_comes_back() -> None:
    before = mapped()
    assert bool(before) == (connection.vendor == "sqlite")
    with unmapped():
        assert mapped() == 0
    assert mapped() == before


def test_it_comes_back_after_a_mishap() -> None:
    before = mapped()
    with pytest.raises(LookupError), unmapped():
        raise LookupError
    assert mapped() == before
