"""A unit is found as clerks write it, or the row says why not; nothing is guessed."""

import json
from datetime import date

import pytest

from people.rosters.book import open_book
from people.rosters.lines import data_lines
from people.rosters.unit_finder import UnitFinder

IN_2023, AFTER_2025, TODAY = date(2023, 12, 31), date(2025, 8, 1), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UBND xã Bảo Hòa", "26464"),
        ("xã bảo hòa ,  H. Xuân Lộc", "26464"),
        ("ĐU xã Bảo Hòa", "26464"),
        ("Uỷ ban nhân dân xã Long Phước, huyện Long Thành", "26413"),
        ("X.Long Phước", "26413"),
        ("xã Bình Lợi - Vĩnh Cửu", "26185"),
        ("Hội Nông dân xã Bình Lợi", "26185"),
        ("X. Thanh Sơn (Tân Phú)", "26143"),
        ("Xã Thanh Sơn, huyện Định Quán", "26209"),
        ("TT Long Thành", "26368"),
        ("P.Tân Hiệp", "26008"),
        ("UBND xã Tân Hiệp", "26419"),
        ("UBND huyện Thống Nhất", "738"),
        ("UBND TP. Biên Hòa", "731"),
        ("UBND tỉnh Đồng Nai", "75"),
        ("Xã Dak Lua", "26119"),
    ],
)
def test_the_usual_spellings_mean_one_unit(finder, text, code):
    found = finder(text)
    assert (found.unit.code, found.warnings) == (code, ())


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("Bao Hoa", "unit_matched_without_accents"),
        ("Phường Bảo Hòa", "unit_type_mismatch"),
        ("Ấp Hòa Bình, xã Bảo Hòa", "hamlet_text_kept"),
    ],
)
def test_a_looser_match_is_said(finder, text, warning):
    found = finder(text)
    assert (found.unit.code, found.warnings) == ("26464", (warning,))


@pytest.mark.parametrize(
    ("text", "day", "reason"),
    [
        ("Xã Thanh Sơn", IN_2023, "unit_ambiguous"),
        ("Xuan Thanh", IN_2023, "unit_ambiguous"),
        ("Xuân Hòa", IN_2023, "unit_ambiguous"),
        ("Xã Bảo Hoàng", IN_2023, "unit_not_found"),
        ("Xã Hố Nai III", IN_2023, "unit_not_found"),
        ("Sở Nông nghiệp và PTNT", IN_2023, "unit_not_found"),
        ("", IN_2023, "unit_not_found"),
        ("Xã Xuân Tâm", TODAY, "unit_split_needs_choice"),
        ("UBND huyện Xuân Lộc", TODAY, "unit_level_abolished"),
        ("Phường Tân Triều", IN_2023, "unit_not_yet_valid"),
        ("Xã Bảo Hòa, huyện Long Thành", IN_2023, "unit_not_found"),
    ],
)
def test_what_cannot_be_known_is_refused_with_its_reason(finder, text, day, reason):
    assert finder(text, day).reason == reason


def test_an_old_name_is_carried_to_the_successor(finder):
    found = finder("Xã Bảo Hòa, huyện Xuân Lộc", TODAY)
    assert (found.unit.name, found.warnings) == ("Xuân Định", ("unit_mapped_to_successor",))


def test_a_district_of_the_past_does_not_hide_a_commune_of_today(finder):
    assert finder("Xã Xuân Định, huyện Xuân Lộc", TODAY).unit.name == "Xuân Định"


def test_the_district_may_stand_in_a_column_or_a_section(finder):
    assert finder("Thanh Sơn", district="Huyện Tân Phú").unit.code == "26143"
    assert finder("Thanh Sơn", section="HUYỆN ĐỊNH QUÁN").unit.code == "26209"


@pytest.mark.parametrize(
    ("text", "code", "day", "expected"),
    [
        ("Xã Bảo Hòa", "26464", IN_2023, ("26464", ())),
        ("Xã Bảo Hòa", "26464.0", IN_2023, ("26464", ())),
        ("Xã Thanh Sơn", "26143", IN_2023, ("26143", ())),
        ("", "26464", IN_2023, ("26464", ())),
        ("Xã Bảo Hòa", "99999", IN_2023, ("26464", ("unit_code_unknown",))),
        ("Xã Xuân Định", "26464", TODAY, ("26461", ("unit_code_superseded",))),
        ("Xã Xuân Hưng", "26446", TODAY, ("26446", ("unit_name_superseded",))),
    ],
)
def test_code_and_name_together(finder, text, code, day, expected):
    found = finder(text, day, code=code)
    assert (found.unit.code, found.warnings) == expected


def test_two_different_units_in_one_row_are_refused(finder):
    assert finder("Xã Bảo Hòa", code="26413").reason == "unit_code_name_mismatch"


def test_a_neighbouring_province_is_a_second_choice_before_the_merger(finder):
    assert finder("UBND tỉnh Bình Phước").unit.code == "70"
    assert finder("Xã Tân Hiệp").unit.code == "26419"


@pytest.mark.parametrize(
    "name", ["01_tieu_de_hai_dong", "02_so_bi_hong", "03_unicode_don_vi", "04_nhieu_sheet_trung"]
)
def test_the_sample_rosters_find_the_units_that_were_meant(province, shared, name):
    folder = shared / "data/rosters"
    expected = {
        (row["sheet"], row["row"]): (row.get("person") or {}).get("unit_code") or row["reason"]
        for row in json.loads((folder / f"{name}.expected.json").read_text())["rows"]
        if row.get("person") or row.get("reason", "").startswith("unit_")
    }
    finder = UnitFinder(province, IN_2023)
    found = {}
    for sheet in open_book((folder / f"{name}.xlsx").read_bytes(), "x.xlsx").sheets:
        for line in data_lines(sheet):
            answer = finder.find(
                text=line.text("unit"),
                code=line.text("unit_code"),
                district=line.text("district"),
                section=line.section,
            )
            found[line.sheet, line.number] = answer.unit.code if answer.unit else answer.reason
    assert {key: found[key] for key in expected} == expected
