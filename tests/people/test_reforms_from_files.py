"""Three reforms as drafts from the published tables give the tree that loading all versions gives."""

from collections import Counter
from datetime import date

import pytest

from common.errors import DomainError
from people.models import OrgUnit, Reorganisation, UnitChange, UnitParent
from people.models.org_unit import ChangeKind, Level
from people.queries.drafts.plan import Plan
from people.queries.drafts.problems import problems
from people.queries.tree import UnitTree
from people.services.reorganisations.applying import apply_reorganisation
from people.services.reorganisations.from_files import draft_from_files
from people.services.units import load_unit_files
from tests.people.conftest import UNIT_FILES
from tests.people.reforms import AT, DAYS, as_csv, decide_all, draft, load_2023, mapping, reform, units_table

pytestmark = pytest.mark.django_db


def _key(unit_id: int | None, units: dict[int, OrgUnit]) -> tuple[str, date | None] | None:
    return (units[unit_id].code, units[unit_id].valid_from) if unit_id else None


def _picture() -> dict[str, set[tuple[object, ...]]]:
    """The whole tree without keys that depend on the order of writing."""
    units = OrgUnit.objects.in_bulk()
    columns = (
        "code",
        "name",
        "kind",
        "level",
        "is_office",
        "branch",
        "full_name",
        "sort_key",
        "valid_from",
        "valid_to",
    )
    return {
        "units": set(OrgUnit.objects.values_list(*columns)),
        "parents": {
            (_key(link.unit_id, units), _key(link.parent_id, units), link.valid_from, link.valid_to)
            for link in UnitParent.objects.all()
        },
        "changes": {
            (
                _key(one.from_unit_id, units),
                _key(one.to_unit_id, units),
                one.kind,
                one.extent,
                one.is_principal,
                one.effective_on,
            )
            for one in UnitChange.objects.all()
        },
    }


@pytest.fixture
def reformed(tmp_path) -> UnitTree:
    load_2023(tmp_path)
    for year in DAYS:
        reform(year)
    return UnitTree.load()


def communes(tree: UnitTree, day: date) -> Counter[str]:
    root = tree.coded("75", day)
    below = (tree.units[pk] for pk in tree.subtree(root.id, day))
    return Counter(unit.kind for unit in below if unit.level == Level.COMMUNE)


def test_drafts_from_the_published_tables_give_the_tree_of_all_versions(reformed):
    drafted = _picture()
    for table in (UnitChange, UnitParent, Reorganisation):
        table.objects.all().delete()
    OrgUnit.objects.all().delete()
    load_unit_files([path for path in UNIT_FILES if "alias" not in path.name])
    loaded = _picture()
    for what in drafted:
        assert drafted[what] == loaded[what], what


def test_each_day_has_the_communes_the_resolutions_name(reformed):
    assert communes(reformed, date(2023, 12, 31)) == {"xã": 121, "phường": 40, "thị trấn": 9}  # 170
    assert sum(communes(reformed, DAYS[2024]).values()) == 159
    assert communes(reformed, DAYS[2025]) == {"xã": 72, "phường": 23}
    assert communes(reformed, DAYS[2026]) == {"xã": 62, "phường": 33}


@pytest.mark.parametrize(
    ("code", "heir"),
    [("26464", "26461 Xuân Định"), ("26413", "26413 Long Phước"), ("26185", "26188 Tân Triều")],
)
def test_the_pilots_arrive(reformed, code, heir):
    pilot = reformed.coded(code, date(2023, 12, 31))
    now = reformed.units[reformed.current(pilot.id, DAYS[2026])]
    assert f"{now.code} {now.name}" == heir


def test_two_provinces_become_one_and_then_a_city(reformed):
    for code in ("70", "75"):
        old = reformed.coded(code, date(2023, 12, 31))
        assert reformed.units[reformed.current(old.id, DAYS[2026])].full_name == "Thành phố Đồng Nai"
    kinds = UnitChange.objects.filter(from_unit__level=Level.PROVINCE).values_list(
        "effective_on__year", "kind"
    )
    assert Counter(kinds) == {(2025, ChangeKind.MERGE): 2, (2026, ChangeKind.RETYPE): 1}


def test_districts_end_without_an_heir_and_with_their_legal_basis(reformed):
    ended = UnitChange.objects.filter(kind=ChangeKind.DISSOLVE)
    assert ended.count() == 22
    assert set(ended.values_list("legal_basis", flat=True)) == {"1662/NQ-UBTVQH15"}
    assert {reformed.current(pk, DAYS[2025]) for pk in ended.values_list("from_unit_id", flat=True)} == {None}


def test_the_split_commune_is_a_choice_and_applying_waits_for_it(tmp_path):
    load_2023(tmp_path)
    reform(2024)
    prepared = draft(2025)
    plan = Plan(prepared, UnitTree.load())
    assert [plan.tree.units[pk].name for pk in plan.undecided] == ["Xuân Tâm"]
    guessed = {way.to_code: way.is_principal for way in plan.of_unit[plan.undecided[0]]}
    assert guessed == {"26446": True, "26359": False}
    with pytest.raises(DomainError, match="cần chọn"):
        apply_reorganisation(prepared, at=AT, by=None)
    assert not OrgUnit.objects.filter(valid_from=DAYS[2025]).exists()
    decide_all(prepared)
    apply_reorganisation(prepared, at=AT, by=None)
    assert OrgUnit.objects.filter(valid_from=DAYS[2025], level=Level.COMMUNE).count() == 95


def test_a_small_reform_needs_no_table_of_units(tmp_path):
    load_2023(tmp_path)
    prepared = draft(2024, with_table=False)
    assert problems(Plan(prepared, UnitTree.load())) == []
    decide_all(prepared)
    apply_reorganisation(prepared, at=AT, by=None)
    assert sum(communes(UnitTree.load(), DAYS[2024]).values()) == 159


def test_a_reform_that_ends_the_districts_says_what_is_missing_without_the_table(tmp_path):
    """Without it the new communes stay below the districts: what applying would do is what was asked."""
    load_2023(tmp_path)
    reform(2024)
    prepared = draft(2025, with_table=False)
    assert not prepared.changes.filter(kind=ChangeKind.DISSOLVE).exists()
    parents = OrgUnit.objects.filter(code__in=prepared.units.values("parent_code"), valid_to=None)
    assert set(parents.values_list("level", flat=True)) == {Level.DISTRICT}


def test_a_line_said_twice_counts_once_and_a_table_may_leave_the_province_out(tmp_path):
    load_2023(tmp_path)
    lines = mapping(2024).decode().splitlines()
    twice = "\n".join([*lines, *lines[1:]]).replace(",75,", ",,").encode()
    files = [("a.csv", twice), ("b.csv", units_table(DAYS[2024]))]
    doubled = draft_from_files(files, title="X", legal_basis="Y", at=AT, by=None)
    once = draft(2024)
    for told in ("changes", "units"):
        assert getattr(doubled, told).count() == getattr(once, told).count() > 0


def test_a_table_of_the_wrong_day_is_refused_by_its_codes(tmp_path):
    load_2023(tmp_path)
    OrgUnit.objects.filter(code="26461").update(valid_to=DAYS[2024])
    with pytest.raises(DomainError, match=r"1 mã .* không có đơn vị nào vào ngày 30/06/2025: 26461\."):
        draft(2025)
    assert not Reorganisation.objects.exists()


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([("a.csv", units_table(DAYS[2025]))], "Chưa có bảng chuyển đổi"),
        ([("a.csv", b"a,b\n1,2\n")], "không phải bảng đơn vị"),
        ([("a.csv", mapping(2024)), ("b.csv", mapping(2025))], "nhiều ngày hiệu lực"),
        ([("a.csv", b"")], "không phải bảng đơn vị"),
    ],
)
def test_wrong_files_are_refused_in_a_sentence(tmp_path, files, sentence):
    with pytest.raises(DomainError, match=sentence):
        draft_from_files(files, title="X", legal_basis="Y", at=AT, by=None)


def test_loading_says_the_kind_of_every_change(province):
    kinds = Counter(UnitChange.objects.filter(effective_on=DAYS[2026]).values_list("kind", flat=True))
    assert kinds == {ChangeKind.RETYPE: 11}
    split = UnitChange.objects.get(from_unit__code="26449", to_unit__code="26446")
    assert (split.kind, split.share, split.is_principal) == (ChangeKind.SPLIT, None, True)
    kept = UnitChange.objects.get(from_unit__code="26173", effective_on=DAYS[2025])
    assert kept.kind == ChangeKind.REPARENT


def test_as_csv_is_read_back_as_it_was(tmp_path):
    rows = [{"code": "1", "name": "Hòa, “Bình”"}]
    assert as_csv(rows).decode().splitlines()[1] == '1,"Hòa, “Bình”"'
