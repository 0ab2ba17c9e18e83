"""Rules 8 and 9 for units, on days before and after each reform: resolved as written, or refused with the reason."""

from datetime import date

import pytest

from people.models import OrgUnit
from people.queries.tree import UnitTree
from people.rosters.unit_finder import Found, UnitFinder
from people.rosters.unit_text import read_unit_text
from people.services.units import create_office

IN_2023, IN_2024, IN_2025, IN_2026 = (
    date(2023, 12, 31),
    date(2024, 12, 1),
    date(2025, 8, 1),
    date(2026, 5, 10),
)


@pytest.mark.parametrize(
    ("text", "kind", "name", "context"),
    [
        ("UBND xã Bảo Hoà", "xã", "Bảo Hoà", []),
        ("Uỷ ban nhân dân X. Bảo Hòa, H. Xuân Lộc", "xã", "Bảo Hòa", ["Xuân Lộc"]),
        ("ĐU xã Bảo Hòa", "xã", "Bảo Hòa", []),
        ("Hội Nông dân phường Tân Triều", "phường", "Tân Triều", []),
        ("P. Tân Triều", "phường", "Tân Triều", []),
        ("UBND P Tân Hiệp", "phường", "Tân Hiệp", []),
        ("TT. Vĩnh An", "thị trấn", "Vĩnh An", []),
        ("T.T Vĩnh An", "thị trấn", "Vĩnh An", []),
        ("TP. Biên Hòa", "thành phố", "Biên Hòa", []),
        ("xã Bình Lợi - Vĩnh Cửu", "xã", "Bình Lợi", ["Vĩnh Cửu"]),
        ("Bình Lợi-Vĩnh Cửu", "", "Bình Lợi", ["Vĩnh Cửu"]),
        ("X. Thanh Sơn (Tân Phú)", "xã", "Thanh Sơn", ["Tân Phú"]),
        ("Xã Bảo Hòa huyện Xuân Lộc tỉnh Đồng Nai", "xã", "Bảo Hòa", ["Xuân Lộc", "Đồng Nai"]),
        ("xa Bao Hoa huyen Xuan Loc", "xã", "Bao Hoa", ["Xuan Loc"]),
        ("MTTQ xã Bảo Hòa", "xã", "Bảo Hòa", []),
        ("Trạm y tế xã Bảo Hòa", "xã", "Bảo Hòa", []),
        ("Văn phòng HĐND và UBND xã Bảo Hòa", "xã", "Bảo Hòa", []),
        ("Phòng Văn hóa - Xã hội xã Bảo Hòa", "xã", "Bảo Hòa", []),
        ("Trường TH Nguyễn Du, xã Bảo Hòa", "xã", "Bảo Hòa", []),
        ("Đoàn xã Bảo Hòa", "xã", "Bảo Hòa", []),
        ("UBND Bảo Hòa", "", "Bảo Hòa", []),
        ("Phòng Nội vụ huyện Xuân Lộc", "huyện", "Xuân Lộc", []),
        ("UBND tỉnh Đồng Nai", "tỉnh", "Đồng Nai", []),
        ("Sở Nội vụ tỉnh Đồng Nai", "", "Sở Nội vụ", ["Đồng Nai"]),
        ("Phương Lâm", "", "Phương Lâm", []),
        ("Xã Hố Nai 3", "xã", "Hố Nai 3", []),
    ],
)
def test_what_a_text_means(text, kind, name, context):
    said = read_unit_text(text)
    assert (said.place.kind, said.place.name, [place.name for place in said.context]) == (kind, name, context)
    assert not said.hamlet


@pytest.mark.parametrize(
    "text",
    [
        "Ấp 3, xã Bảo Hòa", "Ấp 3 xã Bảo Hòa", "Ấp Hòa Bình, xã Bảo Hòa", "xã Bảo Hòa, ấp Hòa Bình", "KP.3 - P. Bảo Hòa",
        "Khu phố 2, P. Bảo Hòa", "Tổ 5, khu phố 2, phường Bảo Hòa", "Ban nhân dân ấp 3, xã Bảo Hòa", "Hòa Bình, xã Bảo Hòa",
        "Chi bộ ấp 3 xã Bảo Hòa", "Ấp Hòa Bình, Bảo Hòa",
    ],
)  # fmt: skip
def test_a_hamlet_beside_the_commune_is_noticed(text):
    said = read_unit_text(text)
    assert (said.place.name, said.hamlet) == ("Bảo Hòa", True)


@pytest.mark.parametrize("text", ["Đảng ủy xã", "MTTQ xã", "UBND xã", "UBND phường", "Ấp 3", "xã"])
def test_a_text_without_a_place_belongs_to_the_section_or_to_nothing(finder, text):
    assert finder(text).reason == "unit_not_found"
    assert finder(text, section="XÃ BẢO HÒA, HUYỆN XUÂN LỘC").unit.code == "26464"


def name_above(tree: UnitTree, unit_id: int, day: date) -> list[str]:
    return [tree.units[pk].full_name for pk in tree.ancestors(unit_id, day)]


@pytest.mark.parametrize("day", [IN_2023, IN_2024, IN_2025, IN_2026])
def test_every_unit_of_the_day_is_found_by_its_full_address(province, finder, day):
    for unit in province.on(day):
        found = finder(", ".join([unit.full_name, *name_above(province, unit.id, day)]), day)
        assert (found.unit, found.warnings) == (unit, ())


@pytest.mark.parametrize("day", [IN_2023, IN_2024, IN_2025, IN_2026])
def test_every_unit_of_the_day_is_found_by_its_code_whatever_else_has_its_name(province, finder, day):
    for unit in province.on(day):
        assert finder(unit.full_name, day, code=unit.code) == Found(unit)
        assert finder("", day, code=f"{unit.code}.0") == Found(unit)


@pytest.mark.parametrize("day", [IN_2024, IN_2025, IN_2026])
def test_an_old_commune_with_its_district_leads_to_what_became_of_it(province, finder, day):
    """Or to a unit of today with the same kind and name in the same place; or it was split and the row says so."""
    for unit in [
        unit
        for unit in province.units.values()
        if unit.level == "xa" and unit.valid_to and unit.valid_to <= day
    ]:
        above = name_above(province, unit.id, date.fromordinal(unit.valid_to.toordinal() - 1))
        found = finder(f"{unit.full_name}, {above[0]}", day)
        same_name = found.unit and (found.unit.kind, found.unit.name) == (unit.kind, unit.name)
        is_heir = found.unit and found.unit.id == province.current(unit.id, day)
        assert is_heir or same_name or found.reason == "unit_split_needs_choice", unit


@pytest.mark.parametrize(
    ("text", "day", "code", "warnings"),
    [
        # 1 November 2024: the code of Tân Tiến becomes Tân Mai; Phú Trung becomes Phú Sơn
        ("Phường Tân Tiến", IN_2023, "26014", ()),
        ("Phường Tân Mai", IN_2023, "26026", ()),
        ("Phường Tân Mai", IN_2024, "26014", ()),
        ("Phường Tân Tiến", IN_2024, "26014", ("unit_mapped_to_successor",)),
        # 1 July 2025
        ("Xã Bảo Hòa, huyện Xuân Lộc", IN_2025, "26461", ("unit_mapped_to_successor",)),
        ("Xã Bình Lợi", IN_2025, "26188", ("unit_mapped_to_successor",)),
        ("Xã Long Phước", IN_2025, "26413", ()),
        ("Thị trấn Vĩnh An", IN_2025, "26170", ("unit_mapped_to_successor",)),
        ("Xã Trị An", IN_2025, "26170", ()),
        ("Phường Xuân Hòa, TP. Long Khánh", IN_2025, "26080", ("unit_mapped_to_successor",)),
        ("Ấp 3, xã Bảo Hòa", IN_2026, "26461", ("unit_mapped_to_successor", "hamlet_text_kept")),
        ("Bao Hoa", IN_2026, "26461", ("unit_mapped_to_successor", "unit_matched_without_accents")),
        # 30 April 2026: xã Đồng Phú becomes a phường
        ("Xã Đồng Phú", IN_2025, "25363", ()),
        ("Xã Đồng Phú", IN_2026, "25363", ("unit_type_mismatch",)),
        ("Thành phố Đồng Nai", IN_2026, "75", ()),
        ("Tỉnh Đồng Nai", IN_2026, "75", ("unit_type_mismatch",)),
        # looser matches
        ("xa Bao Hoa", IN_2023, "26464", ("unit_matched_without_accents",)),
        ("Phường Bảo Hòa", IN_2023, "26464", ("unit_type_mismatch",)),
        ("Xã Đắk Lua", IN_2023, "26119", ()),
        ("Xã Dak Lua", IN_2025, "26119", ()),
    ],
)
def test_the_same_words_on_different_days(finder, text, day, code, warnings):
    found = finder(text, day)
    assert (found.unit and found.unit.code, found.reason, found.warnings) == (code, "", warnings)


@pytest.mark.parametrize(
    ("text", "day", "reason"),
    [
        ("Xã Thanh Sơn", IN_2023, "unit_ambiguous"),
        ("Tân Hiệp", IN_2023, "unit_ambiguous"),
        ("xa Phu Thanh", IN_2023, "unit_ambiguous"),
        ("Bảo Hoàng", IN_2023, "unit_not_found"),
        ("Phuong Bao Hoa", IN_2023, "unit_not_found"),
        ("Xã Bảo Hòa, huyện Long Thành", IN_2023, "unit_not_found"),
        ("Xã Bảo Hòa, huyện Long Thành", IN_2026, "unit_not_found"),
        ("Xã Xuân Định, huyện Long Thành", IN_2026, "unit_not_found"),
        ("Xã Xuân Tâm, huyện Xuân Lộc", IN_2025, "unit_split_needs_choice"),
        ("Huyện Xuân Lộc", IN_2025, "unit_level_abolished"),
        ("UBND TP. Biên Hòa", IN_2026, "unit_level_abolished"),
        ("Phường Tân Triều", IN_2024, "unit_not_yet_valid"),
        ("Biên Hòa", IN_2023, "unit_not_yet_valid"),
        ("Thành phố Đồng Nai", IN_2023, "unit_type_mismatch"),
        ("Phòng Giáo dục", IN_2023, "unit_not_found"),
        ("-nt-", IN_2023, "unit_not_found"),
        ("???", IN_2023, "unit_not_found"),
    ],
)
def test_what_cannot_be_known_is_refused(finder, text, day, reason):
    found = finder(text, day)
    assert (found.reason or found.warnings[0]) == reason


@pytest.mark.parametrize(
    ("text", "code", "day", "expected"),
    [
        ("Phường Tân Mai", "26026", IN_2024, ("26014", ("unit_code_superseded",))),
        ("Xã Trị An", "26176", IN_2025, ("26170", ("unit_code_superseded",))),
        ("Thị trấn Vĩnh An", "26170", IN_2025, ("26170", ("unit_name_superseded",))),
        ("Phường Tân Tiến", "26014", IN_2024, ("26014", ("unit_name_superseded",))),
        ("Xã Bảo Hòa", "26464", IN_2026, ("26461", ("unit_mapped_to_successor",))),
        ("", "26464", IN_2026, ("26461", ("unit_mapped_to_successor",))),
        ("Xã Bảo Hòa", "26461", IN_2026, ("26461", ("unit_mapped_to_successor",))),
        ("Xã Thanh Sơn", "26209", IN_2023, ("26209", ())),
        ("Xã Bảo Hòa", "'26464 ", IN_2023, ("26464", ())),
        ("Xã Bảo Hòa", "ABC", IN_2023, ("26464", ("unit_code_unknown",))),
        ("Xã Bảo Hoàng", "ABC", IN_2023, ("unit_not_found", ())),
        ("Xã Bảo Hoàng", "26464", IN_2023, ("unit_not_found", ())),
        ("Xã Bảo Hòa", "26413", IN_2023, ("unit_code_name_mismatch", ())),
        ("Xã Thanh Sơn, huyện Định Quán", "26143", IN_2023, ("unit_code_name_mismatch", ())),
        ("Phường Xuân Thanh", "26434", IN_2023, ("unit_code_name_mismatch", ())),
        ("Xã Xuân Tâm", "26449", IN_2026, ("unit_split_needs_choice", ())),
        ("Bảo Hòa", "26464", IN_2023, ("26464", ())),
    ],
)
def test_code_and_name_together(finder, text, code, day, expected):
    found = finder(text, day, code=code)
    assert (found.unit.code if found.unit else found.reason, found.warnings) == expected


def test_the_row_of_a_district_office_is_not_lost_by_its_own_district_column(finder):
    assert finder("UBND huyện Xuân Lộc", district="Huyện Xuân Lộc").unit.name == "Xuân Lộc"
    assert finder("Phường Thống Nhất", district="Thống Nhất").reason == "unit_not_found"


@pytest.mark.parametrize(
    "district", ["Huyện Tân Phú", "H. Tân Phú", "Tân Phú", "TAN PHU", "huyện Tân Phú, tỉnh Đồng Nai"]
)
def test_the_district_column_is_read_like_any_place(finder, district):
    assert finder("Xã Thanh Sơn", district=district).unit.code == "26143"


def test_a_body_that_is_a_unit_of_its_own_goes_before_the_place_in_its_name(province):
    parent = OrgUnit.objects.get(code="75", valid_to=None)
    create_office(
        name="Sở Nông nghiệp và Môi trường", code="SO-NNMT", parent=parent, valid_from=date(2025, 7, 1)
    )
    create_office(name="Hội Nông dân tỉnh Đồng Nai", code="HND", parent=parent, valid_from=date(2025, 7, 1))
    finder = UnitFinder(UnitTree.load(), IN_2026)
    assert finder.find(text="SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG").unit.code == "SO-NNMT"
    assert finder.find(text="Hội Nông dân tỉnh Đồng Nai").unit.code == "HND"
    assert (
        UnitFinder(UnitTree.load(), IN_2023).find(text="Sở Nông nghiệp và Môi trường").reason
        == "unit_not_yet_valid"
    )


def test_no_text_breaks_the_finder(finder):
    for text in (
        "",
        "(",
        ",,,",
        " - ",
        "X.",
        "P.",
        "TT.",
        "xã,",
        "ấp",
        "ấp ,",
        "H. , X.",
        "UBND",
        "()()",
        "/",
        "T.",
        "\u200b",
    ):
        assert finder(text).unit is None
