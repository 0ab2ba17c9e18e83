"""What a line of a draft may say; the rest is refused in a sentence."""

from datetime import date
from decimal import Decimal

import pytest

from common.errors import DomainError
from people.models import (
    OrgUnit,
    Reorganisation,
)
from people.models.org_unit import ChangeKind
from people.queries.drafts.plan import Plan
from people.queries.drafts.problems import problems
from people.queries.tree import UnitTree
from people.services.reorganisations import drafting
from people.services.reorganisations.drafting import NewUnit, Part
from tests.factories.people import PostingFactory
from tests.people.reorganisations.cast import DAY, done, merge, split, started, unit


def wrong(draft: Reorganisation) -> str:
    return " ".join(problems(Plan(draft, UnitTree.load())))


def test_taking_a_line_back_takes_its_new_unit_back(province):
    draft = started()
    merge(draft)
    drafting.remove_changes(draft, unit=unit("26458"))
    assert draft.units.count() == 1
    drafting.remove_changes(draft, unit=unit("26461"))
    assert not draft.units.exists()
    assert "chưa có thay đổi nào" in wrong(draft)


def test_a_unit_changes_once_in_a_draft(province):
    draft = started()
    merge(draft)
    with pytest.raises(DomainError, match="đã có thay đổi trong bản này"):
        drafting.add_dissolve(draft, units=[unit("26461")])


def test_a_unit_must_be_there_on_the_eve(province):
    draft = started()
    drafting.add_dissolve(draft, units=[OrgUnit.objects.get(code="741")])
    assert "Huyện Xuân Lộc (741) đã hết hiệu lực từ 01/07/2025" in wrong(draft)
    early = started(date(2025, 7, 1))
    drafting.add_dissolve(early, units=[unit("26461")])
    assert "mới có từ 01/07/2025" in wrong(early)


def test_a_recorded_change_is_not_made_again(province):
    draft = started(date(2025, 7, 1))
    drafting.add_dissolve(draft, units=[OrgUnit.objects.get(code="26464")])
    assert "đã có thay đổi được ghi nhận từ 01/07/2025" in wrong(draft)
    applied = started()
    drafting.add_dissolve(applied, units=[unit("26461")])
    done(applied)
    again = started()
    drafting.add_dissolve(again, units=[OrgUnit.objects.get(code="26461", valid_to=DAY)])
    assert "đã có thay đổi được ghi nhận từ 01/01/2027" in wrong(again)


@pytest.mark.parametrize(
    ("rest", "given", "sentence"),
    [
        (Decimal("0.7"), Decimal("0.2"), "cộng lại được 90 %, phải là 100 %"),
        (Decimal("0.75"), Decimal("0.5"), "cộng lại được 125 %"),
        (Decimal("1"), None, "không còn gì cho phần chưa biết"),
        (Decimal("0.7"), Decimal("0.3"), ""),
        (Decimal("0.7"), None, ""),
        (None, None, ""),
    ],
)
def test_the_shares_of_a_split_are_a_whole(province, rest, given, sentence):
    draft = started()
    split(draft, rest=rest, given=given)
    assert wrong(draft) == "" if not sentence else sentence in wrong(draft)


def test_a_code_in_use_is_refused_by_the_name_of_who_uses_it(province):
    draft = started()
    drafting.add_merge(draft, units=[unit("26461")], into=NewUnit(name="X", kind="xã", code="26188"))
    assert "Mã 26188 của Xã X đang là mã của Phường Tân Triều" in wrong(draft)
    free = started()
    drafting.add_merge(free, units=[unit("26461")], into=NewUnit(name="X", kind="xã", code="26464"))
    assert wrong(free) == ""  # its commune ended in 2025: codes are used again


def test_an_unknown_destination_or_parent_is_named(province):
    draft = started()
    drafting.add_merge(draft, units=[unit("26461")], into="00000")
    drafting.add_reparent(draft, units=[unit("26188")], parent_code="11111")
    assert "Nơi đến của Xã Xuân Định, mã 00000" in wrong(draft)
    assert "Cấp trên của Phường Tân Triều, mã 11111" in wrong(draft)


def test_nobody_stands_below_themselves(hamlets):
    draft = started()
    drafting.add_reparent(draft, units=[unit("26461")], parent_code="26461-A01")
    assert "Xã Xuân Định sẽ nằm dưới chính mình" in wrong(draft)


def test_a_split_needs_two_places_and_names_only_them(province):
    with pytest.raises(DomainError, match="ít nhất hai"):
        drafting.add_split(started(), unit=unit("26461"), parts=[Part("26458")])
    draft = started()
    split(draft)
    with pytest.raises(DomainError, match="không nằm trong các phần"):
        drafting.decide_split(draft, unit=unit("26461"), principal="26188", posts={}, below={})


def test_a_choice_can_be_taken_back_and_made_anew(hamlets):
    post, home = PostingFactory(unit=unit("26461")), unit("26461")
    draft = started()
    split(draft)
    below = {hamlets["bau_coi"]: "26458", hamlets["hoa_binh"]: "26464"}
    drafting.decide_split(draft, unit=home, principal="26464", posts={post: "26458"}, below=below)
    drafting.decide_split(draft, unit=home, principal="26458", posts={}, below=dict.fromkeys(below, "26458"))
    assert not draft.moves.exists()
    assert set(draft.changes.values_list("kind", flat=True)) == {ChangeKind.SPLIT}
    tree = done(draft)
    assert tree.units[tree.current(home.pk, DAY)].name == "Xuân Phú"
