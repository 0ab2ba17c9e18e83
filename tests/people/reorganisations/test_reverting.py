"""A reorganisation is taken back exactly, or refused by the name of what came after it."""

from datetime import date

import pytest

from common.errors import Conflict
from people.models import (
    AuditEntry,
    OrgUnit,
    Posting,
    Reorganisation,
    Roster,
    Scope,
    UnitAlias,
)
from people.models.org_unit import ChangeKind
from people.services.new_units import create_unit
from people.services.reorganisations import drafting
from people.services.reorganisations.applying import apply_reorganisation
from people.services.reorganisations.drafting import NewUnit
from people.services.reorganisations.reverting import revert_reorganisation
from tests.factories.people import AccountFactory, PostingFactory
from tests.people.reforms import AT
from tests.people.reorganisations.cast import DAY, done, dump, merge, split, started, unit


@pytest.mark.parametrize("prepare", [merge, split])
def test_reverting_restores_exactly(hamlets, prepare):
    post = PostingFactory(unit=unit("26461"))
    UnitAlias.objects.create(code="26461", alias="Xuân Đinh", valid_from=date(2025, 7, 1))
    draft = started()
    prepare(draft)
    if prepare is split:
        below = {hamlets["bau_coi"]: "26458"}
        drafting.decide_split(
            draft, unit=unit("26461"), principal="26464", posts={post: "26458"}, below=below
        )
    before = dump()
    applied = apply_reorganisation(draft, at=AT, by=None)
    assert dump() != before
    revert_reorganisation(applied, at=AT, by=None)
    assert dump() == before
    actions = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert actions[-2:] == ["reorganisation_applied", "reorganisation_reverted"]


def test_what_was_reverted_can_be_prepared_anew_and_applied(hamlets):
    draft = started()
    split(draft)
    post = PostingFactory(unit=unit("26461"))
    drafting.decide_split(draft, unit=unit("26461"), principal="26464", posts={post: "26458"}, below={})
    revert_reorganisation(apply_reorganisation(draft, at=AT, by=None), at=AT, by=None)
    again = drafting.copy_draft(Reorganisation.objects.get(pk=draft.pk), at=AT, by=None)
    tree = done(again)
    assert tree.coded("26464", DAY).name == "Bảo Định"
    assert Reorganisation.objects.get(pk=draft.pk).status == "reverted"


def _posting(new: OrgUnit) -> None:
    PostingFactory(unit=new, starts_on=DAY)


def _scope(new: OrgUnit) -> None:
    Scope.objects.create(account=AccountFactory(), unit=new)


def _later_change(new: OrgUnit) -> None:
    later = started(date(2028, 1, 1))
    drafting.add_succession(later, kind=ChangeKind.RENAME, unit=new, to=NewUnit(name="Khác", kind="xã"))
    done(later)


def _hamlet(new: OrgUnit) -> None:
    create_unit(name="Mới", code="26461-A09", kind="ấp", parent=new, valid_from=DAY, at=AT, by=None)


def _roster_row(new: OrgUnit) -> None:
    roster = Roster.objects.create(file_name="x", sha256="0", as_of=DAY, uploaded_at=AT)
    roster.rows.create(sheet="1", number=2, status="created", data={"unit_uuid": str(new.uuid)})


@pytest.mark.parametrize(
    ("come", "sentence"),
    [
        (_posting, "1 vị trí công tác đang gắn"),
        (_scope, "1 phạm vi phụ trách đang gắn"),
        (_later_change, "lần sắp xếp sau|bản sắp xếp khác"),
        (_hamlet, "quan hệ cấp trên, cấp dưới"),
        (_roster_row, "1 dòng danh sách"),
    ],
)
def test_reverting_is_refused_by_the_name_of_what_depends_on_it(hamlets, come, sentence):
    draft = started()
    merge(draft)
    applied = apply_reorganisation(draft, at=AT, by=None)
    come(unit("26461"))
    before = dump()
    with pytest.raises(Conflict, match=sentence):
        revert_reorganisation(applied, at=AT, by=None)
    assert dump() == before


def test_a_person_moved_on_since_keeps_the_reorganisation_in_place(hamlets):
    post = PostingFactory(unit=unit("26461"))
    draft = started()
    split(draft)
    drafting.decide_split(draft, unit=unit("26461"), principal="26464", posts={post: "26458"}, below={})
    applied = apply_reorganisation(draft, at=AT, by=None)
    Posting.objects.filter(source="reorganisation").update(ends_on=date(2027, 5, 1))
    with pytest.raises(Conflict, match="đã có thay đổi vị trí công tác"):
        revert_reorganisation(applied, at=AT, by=None)


def test_a_later_end_of_the_receiving_unit_keeps_it_in_place(hamlets):
    """Nothing points at a new unit here, but a row this one wrote has been written again."""
    draft = started()
    drafting.add_merge(draft, units=[hamlets["hoa_binh"]], into="26461-A01")
    applied = apply_reorganisation(draft, at=AT, by=None)
    OrgUnit.objects.filter(pk=hamlets["hoa_binh"].pk).update(valid_to=date(2026, 6, 1))
    with pytest.raises(Conflict, match="nay đã được sửa tiếp"):
        revert_reorganisation(applied, at=AT, by=None)
