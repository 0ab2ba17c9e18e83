"""What these files of tests share."""

from datetime import date

import pytest

from people.models import (
    OrgUnit,
)
from people.models.org_unit import Branch
from people.services.new_units import create_unit
from tests.people.reforms import AT
from tests.people.reorganisations.cast import unit


@pytest.fixture
def hamlets(province) -> dict[str, OrgUnit]:
    """Two ấp and a hội below xã Xuân Định."""
    told = {"parent": unit("26461"), "valid_from": date(2025, 9, 1), "at": AT, "by": None}
    return {
        "bau_coi": create_unit(name="Bàu Cối", code="26461-A01", kind="ấp", **told),
        "hoa_binh": create_unit(name="Hòa Bình", code="26461-A02", kind="ấp", **told),
        "hoi": create_unit(
            name="Hội Nông dân xã Xuân Định", code="26461-HND", kind="hội", branch=Branch.UNION, **told
        ),
    }
