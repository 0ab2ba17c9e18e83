"""A sheet of units as a clerk makes it: titles in Vietnamese, days as Excel keeps them, thousands of lines."""

from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from benchmarks.inside import big_tree
from people.models import OrgUnit, UnitParent
from people.models.org_unit import Branch, Level
from people.queries.tree import UnitTree
from people.services.units import load_unit_files

pytestmark = pytest.mark.django_db
TITLES = ("STT", "Mã đơn vị", "Tên đơn vị", "Loại", "Mã cấp trên", "Từ ngày", "Đến ngày")
DAY = date(2026, 5, 1)
ROWS = [
    (1, 99, "Bình Minh", "thành phố", "", DAY, ""),
    (2, 90001, "Xuân Mai", "Xã", 99, DAY, ""),
    (3, "90001-A1", "Bàu Cối", "ấp", "90001", "01/05/2026", "01/10/2026"),
    (4, "99-SNV", "Sở Nội vụ", "sở", "99", DAY, ""),
    (5, "90001-DU", "Đảng ủy xã Xuân Mai", "đảng ủy", 90001, DAY, ""),
    (6, "90001-MT", "Ủy ban Mặt trận Tổ quốc xã Xuân Mai", "mặt trận", 90001, DAY, ""),
    (7, "90001-ND", "Hội Nông dân xã Xuân Mai", "hội", 90001, DAY, ""),
]


def sheet(path: Path, rows=ROWS, titles=TITLES, above=("DANH SÁCH ĐƠN VỊ", "")) -> Path:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        page = book.add_worksheet("Đơn vị")
        for number, row in enumerate([*[(line,) for line in above], titles, *rows]):
            for column, cell in enumerate(row):
                write = page.write_datetime if isinstance(cell, date | datetime) else page.write
                write(number, column, cell)
    return path


def unit(code: str) -> OrgUnit:
    return OrgUnit.objects.get(code=code)


def test_a_sheet_with_vietnamese_titles_below_a_heading_is_read(tmp_path):
    load_unit_files([sheet(tmp_path / "don-vi.xlsx")])
    hamlet = unit("90001-A1")
    assert (hamlet.full_name, hamlet.level) == ("Ấp Bàu Cối", Level.HAMLET)
    assert (hamlet.valid_from, hamlet.valid_to) == (DAY, date(2026, 10, 1))
    assert unit("90001").full_name == "Xã Xuân Mai"
    tree = UnitTree.load()
    assert tree.units[tree.parent_of(hamlet.pk, DAY)].code == "90001"


def test_the_kind_says_level_and_branch_of_a_body(tmp_path):
    load_unit_files([sheet(tmp_path / "don-vi.xlsx")])
    told = {
        row["code"]: (row["level"], row["branch"])
        for row in OrgUnit.objects.values("code", "level", "branch")
    }
    assert told["99-SNV"] == (Level.PROVINCE, Branch.STATE)
    assert told["90001-DU"] == (Level.COMMUNE, Branch.PARTY)
    assert told["90001-MT"] == (Level.COMMUNE, Branch.FRONT)
    assert told["90001-ND"] == (Level.COMMUNE, Branch.UNION)
    assert told["90001"] == (Level.COMMUNE, "")
    assert unit("99-SNV").full_name == "Sở Nội vụ"


def test_english_titles_and_a_csv_with_vietnamese_ones_are_read_too(tmp_path):
    english = ("note", "code", "name", "type", "parent_code", "valid_from", "valid_to")
    load_unit_files([sheet(tmp_path / "a.xlsx", titles=english, above=())])
    before = OrgUnit.objects.count()
    load_unit_files([big_tree.write_csv(tmp_path / "b.csv", 130)])
    assert OrgUnit.objects.filter(code__startswith="9000").count() > before


def test_loading_the_sheet_again_changes_nothing(tmp_path):
    path = sheet(tmp_path / "don-vi.xlsx")
    load_unit_files([path])
    before = [list(table.objects.order_by("pk").values()) for table in (OrgUnit, UnitParent)]
    load_unit_files([path])
    assert [list(table.objects.order_by("pk").values()) for table in (OrgUnit, UnitParent)] == before


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ((9, "", "X", "xã", "99", DAY, ""), "dòng 11"),
        ((9, "9", "X", "", "99", DAY, ""), "dòng 11"),
        ((9, "9", "X", "xã", "99", "ngày kia", ""), "dòng 11"),
        ((9, "9" * 33, "X", "xã", "99", DAY, ""), "dòng 11"),
        ((9, "9", "X" * 201, "xã", "99", DAY, ""), "dòng 11"),
    ],
)
def test_a_bad_line_is_named_by_its_row_in_excel(tmp_path, row, sentence):
    path = sheet(tmp_path / "sai.xlsx", rows=[*ROWS, row])
    with pytest.raises(CommandError, match=sentence):
        call_command("load_org_units", str(path))
    assert not OrgUnit.objects.exists()


def test_a_workbook_without_a_table_of_units_is_refused_by_name(tmp_path):
    path = sheet(tmp_path / "la.xlsx", titles=("a", "b"), rows=[])
    with pytest.raises(CommandError, match=r"la\.xlsx không phải bảng đơn vị"):
        call_command("load_org_units", str(path))


def test_six_thousand_units_take_few_statements(tmp_path, django_assert_max_num_queries, capsys):
    path = big_tree.write_sheet(tmp_path / "6000.xlsx", 6000)
    with django_assert_max_num_queries(120):
        call_command("load_org_units", str(path))
    assert "6000 đơn vị" in capsys.readouterr().out
    tree = UnitTree.load()
    city = tree.coded(big_tree.CITY, big_tree.SINCE)
    assert len(tree.subtree(city.id, big_tree.SINCE)) == 6000
    hamlet = tree.coded(big_tree.hamlet_code(3, 2), big_tree.SINCE)
    above = tree.units[tree.parent_of(hamlet.id, big_tree.SINCE)]
    assert (above.code, above.kind) == (big_tree.commune_code(3), "phường")
    assert hamlet.full_name.startswith("Khu phố")
