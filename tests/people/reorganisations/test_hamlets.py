"""Units made by hand below communes that a reform changed."""

from datetime import date

import pytest

from common.errors import DomainError
from people.models import (
    AuditEntry,
    OrgUnit,
    UnitParent,
)
from people.models.org_unit import Branch
from people.queries.tree import UnitTree
from people.services.new_units import create_unit
from people.services.reorganisations import drafting
from people.services.units import load_unit_files
from tests.people.conftest import UNIT_FILES
from tests.people.reforms import AT
from tests.people.reorganisations.cast import done, dump, merge, started, unit


def test_a_hamlet_added_for_the_past_follows_what_its_commune_became(province):
    bao_hoa = OrgUnit.objects.get(code="26464")
    hamlet = create_unit(
        name="Hòa Hợp",
        code="26464-A01",
        kind="ấp",
        parent=bao_hoa,
        valid_from=date(2024, 1, 1),
        at=AT,
        by=None,
    )
    tree = UnitTree.load()
    above = [tree.units[tree.parent_of(hamlet.pk, day)].name for day in (date(2024, 5, 1), date(2025, 7, 1))]
    assert above == ["Bảo Hòa", "Xuân Định"]
    assert AuditEntry.objects.get(action="unit_created").unit == hamlet


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"code": "26188"}, "đã có"),
        ({"parent_code": "75"}, "chỉ lập dưới một xã"),
        ({"valid_from": date(2020, 1, 1), "parent_code": "26461-A01"}, "chưa có hoặc đã hết hiệu lực"),
    ],
)
def test_a_unit_by_hand_is_refused_in_a_sentence(hamlets, told, sentence):
    parent = unit(told.pop("parent_code", "26461"))
    branch = {"branch": Branch.UNION} if parent.level == "ap" else {}
    told = {"code": "26461-A03", "valid_from": date(2026, 1, 1), **branch, **told}
    with pytest.raises(DomainError, match=sentence):
        create_unit(name="X", kind="ấp", parent=parent, at=AT, by=None, **told)


def test_loading_the_files_again_leaves_hand_made_hamlets_where_they_stand(hamlets):
    draft = started()
    drafting.add_reparent(draft, units=[hamlets["hoa_binh"]], parent_code="26458")
    done(draft)
    before = set(UnitParent.objects.values_list("unit", "parent", "valid_from", "valid_to"))
    load_unit_files(UNIT_FILES)
    assert set(UnitParent.objects.values_list("unit", "parent", "valid_from", "valid_to")) == before


def test_a_table_from_before_the_reform_does_not_undo_it(hamlets):
    draft = started()
    merge(draft)
    drafting.add_dissolve(draft, units=[unit("26188")])
    done(draft)
    before = dump()
    load_unit_files(UNIT_FILES)
    assert dump() == before
