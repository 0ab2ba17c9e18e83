"""Of the rows below a header: which are people, what holds for several rows, and which reason comes first."""

from datetime import date

import pytest

from tests.people.rosters import book, read

HEAD = ["TT", "Họ và tên", "Ngày sinh", "Chức vụ", "Đơn vị", "SĐT", "Số CCCD"]
END = [
    ["", "", "", "", "", "Đồng Nai, ngày 5 tháng 12 năm 2023", ""],
    ["", "NGƯỜI LẬP BIỂU", "", "", "", "GIÁM ĐỐC", "TM. UBND"],
    ["", "(Ký, ghi rõ họ tên)", "", "", "", "", "(Ký tên, đóng dấu)"],
    ["", "Trần Thị Ký", "", "", "", "Lê Văn Tám", "Hồ Văn Chín"],
]


def person(number: int, **cells: object) -> list[object]:
    row = {
        "tt": number,
        "name": f"Lê Văn {'ABCDEFGHIK'[number]}",
        "birth": "05/03/1985",
        "position": "Trưởng ấp",
    }
    row |= {"unit": "Xã Bảo Hòa", "phone": f"090000000{number}", "cccd": f"09908590000{number}"} | cells
    return list(row.values())


def numbers(*rows: list[object], **more: object) -> list[int]:
    return [row.number for row in read(book(HEAD, *rows, **more)).rows]


@pytest.mark.parametrize(
    "row",
    [
        [], ["", "", "", "", "", "", ""], ["I.", "HUYỆN XUÂN LỘC"], ["", "I. HUYỆN XUÂN LỘC"], ["A", "Cán bộ, công chức"],
        ["", "B. Người hoạt động không chuyên trách"], ["II", "KHỐI ĐẢNG"], ["1", "Xã Bảo Hòa"], ["", "UBND XÃ BẢO HÒA"],
        ["", "Tổng cộng: 60 người"], ["", "Cộng", "35", "", "", "25", "60"], ["Tổng số", "", "", "", "", "", "60"],
        ["", "TỔNG CỘNG", "", "", "", "", 60], ["TT", "Họ và tên", "Ngày sinh", "Chức vụ", "Đơn vị", "SĐT", "Số CCCD"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"], ["2"], ["2", "", "", "Trưởng ấp", "Xã Bảo Hòa"],
        ["", "", "", "", "Xã Bảo Hòa"], ["Ghi chú: danh sách lập ngày 5/12/2023"],
    ],
)  # fmt: skip
def test_what_is_no_person_is_not_counted(province, row):
    assert numbers(person(1), row, person(2)) == [2, 4]


@pytest.mark.parametrize(
    "row",
    [
        [3, "Tống Văn Công"], [3, "Đoàn Thị Hội"], [3, "Cổng Văn Ba", "", "", "Xã Bảo Hòa"], ["", "Kỷ Văn Đào", "1985"],
        ["", "Hội Văn A", "", "", "Xã Bảo Hòa"], [3, "Trưởng Văn B"], [3, "", "", "", "", "", "099085900009"],
        [3, "", "05/03/1985", "", "", "", "271234567"], [3, "", "", "", "", "", "9.91900E+10"],
    ],
)  # fmt: skip
def test_whoever_has_a_name_or_an_id_counts(province, row):
    assert numbers(person(1), row, person(2)) == [2, 3, 4]


def test_the_signature_block_ends_the_table_but_not_a_table_that_goes_on(province):
    assert numbers(person(1), ["", "Cộng: 1 người"], *END) == [2]
    assert numbers(person(1), *END, person(2)) == [2, 7]


def test_sections_give_the_district_and_the_commune(province):
    rows = read(
        book(
            HEAD,
            ["I.", "HUYỆN TÂN PHÚ (2 người)"],
            person(1, unit="Thanh Sơn"),
            ["II.", "HUYỆN ĐỊNH QUÁN"],
            person(2, unit="Thanh Sơn"),
            ["1.", "Xã Phú Vinh"],
            person(3, unit=""),
            person(4, unit="Đảng ủy xã"),
            person(5, unit="Ấp 3"),
            ["2.", "UBND XÃ LA NGÀ: 2 người"],
            person(6, unit="Trạm y tế"),
            ["III.", "CÁC SỞ, NGÀNH"],
            person(7, unit="Thanh Sơn"),
        )
    ).rows
    assert [row.unit.code if row.unit else row.reason for row in rows] == [
        "26143", "26209", "26215", "26215", "26215", "26227", "unit_ambiguous",
    ]  # fmt: skip
    assert rows[4].warnings == ["hamlet_text_kept"]


def test_a_heading_of_people_keeps_the_district_above_it(province):
    rows = [
        ["I.", "HUYỆN TÂN PHÚ"],
        ["1.", "Cán bộ"],
        person(1, unit="Thanh Sơn"),
        ["a)", "Công chức"],
        person(2, unit="Thanh Sơn"),
    ]
    assert [row.unit.code for row in read(book(HEAD, *rows)).rows] == ["26143", "26143"]


@pytest.mark.parametrize(
    "mark", ["-nt-", "nt", "NT", '"', "''", "″", "”", "- nt -", "như trên", "-//-", '-"-', "〃"]
)
def test_ditto_marks_repeat_the_value_above(province, mark):
    data = book(HEAD, person(1), person(2, unit=mark, position=mark), person(3, unit=mark))
    rows = read(data).rows
    assert [(row.unit.name, row.position) for row in rows[:2]] == [("Bảo Hòa", "Trưởng ấp")] * 2
    assert rows[2].unit.name == "Bảo Hòa"
    assert [row.warnings for row in rows] == [[], ["ditto_expanded"], ["ditto_expanded"]]


def test_ditto_in_the_columns_of_district_code_gender_and_phone(province):
    head = [*HEAD, "Huyện", "Mã đơn vị", "GT"]
    rows = read(
        book(
            head,
            [*person(1, unit="Thanh Sơn"), "Tân Phú", "26143", "Nữ"],
            [*person(2, unit="nt", phone="nt"), "nt", "nt", "nt"],
        )
    ).rows
    assert [(row.unit.code, row.gender, row.phone) for row in rows] == [("26143", "nu", "0900000001")] * 2


def test_an_identity_number_is_never_copied_from_above(province):
    (_first, row) = read(book(HEAD, person(1), person(2, cccd="nt"))).rows
    assert (row.identity.number, row.warnings) == ("", ["cccd_invalid"])


def test_a_merged_cell_holds_for_every_row_and_says_nothing(province):
    data = book(
        HEAD, person(1), person(2, unit=""), person(3, unit=""), ["", ""], person(4), merged=((1, 4, 4, 4),)
    )
    rows = read(data).rows
    assert [(row.number, row.unit.name, row.warnings) for row in rows] == [
        (2, "Bảo Hòa", []), (3, "Bảo Hòa", []), (4, "Bảo Hòa", []), (6, "Bảo Hòa", []),
    ]  # fmt: skip


def test_a_unit_cell_merged_over_an_empty_row_is_no_section(province):
    rows = read(book(HEAD, person(1), ["", ""], person(2, unit=""), merged=((1, 4, 2, 4),))).rows
    assert [row.unit.name if row.unit else row.reason for row in rows] == ["Bảo Hòa", "unit_not_found"]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"name": ""}, "missing_name"),
        ({"name": "", "unit": "Xã Không Có"}, "missing_name"),
        ({"cccd": "", "phone": "", "birth": ""}, "missing_identifier"),
        ({"cccd": "9.9E+10", "phone": "123", "birth": "1985"}, "missing_identifier"),
        ({"cccd": "", "phone": "", "birth": "31/02/1985", "unit": "Xã Không Có"}, "missing_identifier"),
        ({"cccd": "", "phone": ""}, ""),
        ({"cccd": "", "birth": ""}, ""),
        ({"cccd": "271234567", "phone": "", "birth": ""}, ""),
        ({"unit": "Xã Không Có"}, "unit_not_found"),
    ],
)
def test_the_first_reason_that_stands_in_the_way_is_given(province, cells, reason):
    (row,) = read(book(HEAD, person(1, **cells))).rows
    assert row.reason == reason


def test_cells_of_every_type_are_understood(province):
    number, day = read(
        book(
            HEAD, person(1, phone=900000001, cccd=99085900001, birth=31111), person(2, birth=date(1985, 3, 5))
        )
    ).rows
    assert (number.phone, number.identity.number, number.birth.on) == (
        "0900000001",
        "099085900001",
        date(1985, 3, 5),
    )
    assert number.warnings == ["cccd_leading_zero_restored", "phone_leading_zero_restored"]
    assert day.birth.on == date(1985, 3, 5)


def test_text_is_composed_cleaned_and_capitals_become_a_name(province):
    names = [
        "PHAN  CÔNG\u00a0KHOA",
        "\u200bÐỗ Thị Ánh ",
        "Nguye\u0302\u0303n Va\u0306n A\u0301nh",
        "K'VANG",
        "Thổ Ðức",
    ]
    rows = read(book(HEAD, *[person(at, name=name) for at, name in enumerate(names)])).rows
    assert [row.full_name for row in rows] == [
        "Phan Công Khoa",
        "Đỗ Thị Ánh",
        "Nguyễn Văn Ánh",
        "K'Vang",
        "Thổ Đức",
    ]


def test_names_are_the_same_whatever_their_case_and_tone_placement_but_not_without_accents(province):
    pairs = [
        ("NGUYỄN THỊ THUÝ", "Nguyễn Thị Thúy"),
        ("Lê Văn Hoà", "lê văn hòa"),
        ("Trần Khoẻ", "Trần Khỏe"),
        ("Hòang Tòan", "Hoàng Toàn"),
    ]
    for left, right in pairs:
        first, second = read(book(HEAD, person(1, name=left), person(2, name=right))).rows
        assert first.key == second.key
    for left, right in [("Lê Hoa", "Lê Hòa"), ("Lê Quý", "Lê Quí"), ("Lê Đức", "Lê Dức")]:
        first, second = read(book(HEAD, person(1, name=left), person(2, name=right))).rows
        assert first.key != second.key
