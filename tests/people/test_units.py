"""The org tree has memory: every generation of Đồng Nai's units loads with its dates."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from common.errors import DomainError
from people.models import AuditEntry, OrgUnit, UnitAlias, UnitChange, UnitParent
from people.models.org_unit import Level
from people.queries.tree import Unit, UnitTree
from people.queries.units import lineage_ids, subtree_ids, successor_on, units_on
from people.services.new_units import create_office
from people.services.units import load_unit_files
from tests.people.conftest import DATA, UNIT_FILES

IN_2023, IN_2024 = date(2023, 12, 31), date(2024, 11, 1)
IN_2025, IN_2026 = date(2025, 7, 1), date(2026, 4, 30)


def unit(tree: UnitTree, code: str, day: date) -> Unit:
    return next(unit for unit in tree.on(day) if unit.code == code)


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (IN_2023, {"xã": 121, "phường": 40, "thị trấn": 9}),
        (IN_2024, {"xã": 117, "phường": 33, "thị trấn": 9}),
        (date(2025, 6, 30), {"xã": 117, "phường": 33, "thị trấn": 9}),
        (IN_2025, {"xã": 72, "phường": 23}),
        (IN_2026, {"xã": 62, "phường": 33}),
    ],
)
def test_each_reform_leaves_the_communes_the_resolutions_name(province, day, kinds):
    dong_nai = unit(province, "75", day)
    below = [province.units[pk] for pk in province.subtree(dong_nai.id, day)]
    assert Counter(unit.kind for unit in below if unit.level == Level.COMMUNE) == kinds


def test_loading_twice_changes_nothing(province):
    tables = (OrgUnit, UnitParent, UnitAlias, UnitChange)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    load_unit_files(UNIT_FILES)
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def test_files_may_come_in_any_order_and_apart(db):
    for path in reversed(UNIT_FILES[:1] + UNIT_FILES[1:2]):
        load_unit_files([path])
    load_unit_files(UNIT_FILES[2:][::-1])
    tree = UnitTree.load()
    old = unit(tree, "26464", IN_2023)
    assert tree.units[tree.current(old.id, IN_2026)].name == "Xuân Định"


def test_the_pilot_communes_arrive_where_the_resolution_sends_them(province):
    for code, name in (("26464", "Xuân Định"), ("26413", "Long Phước"), ("26185", "Tân Triều")):
        old = unit(province, code, IN_2023)
        assert province.units[province.current(old.id, IN_2025)].name == name


def test_a_split_unit_has_one_principal_successor(province):
    xuan_tam = unit(province, "26449", IN_2023)
    assert province.units[province.current(xuan_tam.id, IN_2025)].name == "Xuân Hòa"
    assert {change.is_whole for change in province.changes_out[xuan_tam.id]} == {False}
    tan_phong = unit(province, "25996", IN_2023)
    assert province.units[province.current(tan_phong.id, IN_2024)].name == "Tân Phong"
    assert province.units[province.current(tan_phong.id, IN_2025)].name == "Tân Triều"


def test_a_reused_code_is_another_unit(province):
    before, after = unit(province, "26446", IN_2023), unit(province, "26446", IN_2025)
    assert (before.name, after.name) == ("Xuân Hưng", "Xuân Hòa")
    assert before.id != after.id


def test_a_commune_keeps_its_identity_while_the_province_above_it_changes(province):
    commune = unit(province, "26461", IN_2025)
    assert commune == unit(province, "26461", IN_2026)
    above = [province.units[province.parent_of(commune.id, day)] for day in (IN_2025, IN_2026)]
    assert [parent.full_name for parent in above] == ["Tỉnh Đồng Nai", "Thành phố Đồng Nai"]


def test_both_old_provinces_lead_to_the_city(province):
    city = unit(province, "75", IN_2026)
    for code in ("70", "75"):
        assert province.current(unit(province, code, IN_2023).id, IN_2026) == city.id


def test_an_abolished_district_has_no_successor(province):
    xuan_loc = unit(province, "741", IN_2023)
    assert province.current(xuan_loc.id, IN_2023) == xuan_loc.id
    assert province.current(xuan_loc.id, IN_2025) is None


def test_lineage_follows_ancestors_and_heirs_but_not_siblings(province):
    bao_hoa = unit(province, "26464", IN_2023)
    xuan_dinh = unit(province, "26461", IN_2025)
    assert province.lineage(bao_hoa.id) == {bao_hoa.id, xuan_dinh.id}
    names = {province.units[pk].name for pk in province.lineage(xuan_dinh.id)}
    assert names == {"Xuân Định", "Bảo Hòa", "Xuân Bảo"}


def test_units_are_read_in_vietnamese_order(province):
    names = [
        unit.name for unit in units_on(IN_2026) if unit.name in {"An Lộc", "Đak Lua", "Dầu Giây", "Định Quán"}
    ]
    assert names == ["An Lộc", "Dầu Giây", "Đak Lua", "Định Quán"]


def test_the_tree_is_read_once_and_then_known_by_its_stamp(province, django_assert_num_queries):
    OrgUnit.objects.filter(code="741").update(note="mới")
    with django_assert_num_queries(4):
        tree = UnitTree.load()
    with django_assert_num_queries(1):
        assert UnitTree.load() is tree
    with django_assert_num_queries(0):
        assert len(tree.subtree(unit(tree, "741", IN_2023).id, IN_2023)) == 16


def test_no_write_to_the_tree_goes_unseen_whichever_door_it_takes(province):
    """A later migration that rebuilds one of the tables on SQLite must put the triggers back: this fails if not."""
    commune, link = OrgUnit.objects.get(code="741"), UnitParent.objects.earliest("pk")
    change = UnitChange.objects.earliest("pk")
    deeds = [
        lambda: OrgUnit.objects.filter(pk=commune.pk).update(name="Xuân Lộc cũ"),
        lambda: OrgUnit.objects.bulk_create(
            [OrgUnit(code="1", name="A", kind="ấp", level="ap", full_name="Ấp A")]
        ),
        lambda: OrgUnit.objects.get(code="1").delete(),
        lambda: UnitParent.objects.filter(pk=link.pk).update(valid_to=IN_2024),
        lambda: link.delete(),
        lambda: UnitParent.objects.create(unit=commune, parent=commune),
        lambda: UnitChange.objects.filter(pk=change.pk).update(is_principal=False),
        lambda: change.delete(),
        lambda: UnitChange.objects.create(
            from_unit=commune, to_unit=commune, extent="whole", effective_on=IN_2024
        ),
    ]
    for number, deed in enumerate(deeds):
        before = UnitTree.load().stamp
        deed()
        assert UnitTree.load().stamp != before, number
    assert UnitTree.load().units[commune.pk].name == "Xuân Lộc cũ"


def test_what_was_rolled_back_is_forgotten(province):
    with transaction.atomic():
        OrgUnit.objects.filter(code="741").update(name="Sai")
        assert "Sai" in {one.name for one in UnitTree.load().units.values()}
        transaction.set_rollback(True)
    assert "Sai" not in {one.name for one in UnitTree.load().units.values()}


def test_questions_take_model_units_too(province):
    bao_hoa = OrgUnit.objects.get(code="26464")
    assert successor_on(bao_hoa, IN_2023) == bao_hoa
    assert successor_on(bao_hoa, IN_2026).name == "Xuân Định"
    assert successor_on(OrgUnit.objects.get(code="741"), IN_2026) is None
    assert subtree_ids(bao_hoa, IN_2023) == {bao_hoa.pk}
    assert len(lineage_ids(bao_hoa)) == 2


def test_an_office_stays_under_the_province_through_its_versions(province):
    start = date(2020, 1, 1)
    create_office(
        name="Sở Nông nghiệp và Môi trường",
        code="75-SNN",
        parent=OrgUnit.objects.get(code="75", valid_from=None),
        valid_from=start,
    )
    tree = UnitTree.load()
    office = unit(tree, "75-SNN", IN_2026)
    assert office.is_office
    for day in (IN_2023, IN_2025, IN_2026):
        assert tree.parent_of(office.id, day) == unit(tree, "75", day).id
    with pytest.raises(DomainError, match="đã có"):
        create_office(
            name="Sở khác", code="75-SNN", parent=OrgUnit.objects.get(pk=office.id), valid_from=start
        )
    load_unit_files(UNIT_FILES)
    assert UnitTree.load().parent_of(office.id, IN_2026) == unit(tree, "75", IN_2026).id


def test_the_command_says_what_it_loaded(db, capsys):
    call_command("load_org_units", *map(str, UNIT_FILES))
    assert "422 đơn vị" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "không phải bảng đơn vị"),
        ("a,b\n1,2\n", "không phải bảng đơn vị"),
        ("code,name,type,parent_code,valid_from,valid_to\n1,X,xã,,hôm qua,\n", "dòng 2"),
    ],
)
def test_a_wrong_file_is_refused_by_name(db, tmp_path: Path, text, sentence):
    path = tmp_path / "la.csv"
    path.write_text(text)
    with pytest.raises(CommandError, match=sentence):
        call_command("load_org_units", str(path))
    assert not OrgUnit.objects.exists()


def test_a_missing_or_binary_file_is_a_sentence(db, tmp_path: Path):
    (tmp_path / "x.csv").write_bytes(b"\xff\xfe\x00binary")
    for name, sentence in (("x.csv", "UTF-8"), ("y.csv", "Không có tệp")):
        with pytest.raises(CommandError, match=sentence):
            call_command("load_org_units", str(tmp_path / name))


def test_the_log_says_that_the_operator_loaded_units(db):
    call_command("load_org_units", str(DATA / "unit_aliases.csv"))
    entry = AuditEntry.objects.get(action="units_loaded")
    assert (entry.actor, entry.detail) == (None, {"file": "unit_aliases.csv"})


def test_data_of_the_project_names_every_mapping():
    assert all(path.is_file() for path in UNIT_FILES)
    assert DATA.is_dir()
