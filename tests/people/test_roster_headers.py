"""The header is found wherever a clerk put it, and each column is known by any of its usual names."""

import pytest

from people.rosters.book import Sheet
from people.rosters.choices import Choices
from people.rosters.columns import field_of
from people.rosters.header import find_header, is_numbering
from people.rosters.reading import Unreadable, look_into
from people.rosters.sheets import header_signature
from tests.people.rosters import IN_2023, book, read

ANH = ["Nguyễn Thị Ánh", "099185900001", "Xã Bảo Hòa"]


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        ("order", ["STT", "TT", "Số TT", "id", "S.T.T", "Số thứ tự"]),
        ("full_name", ["Họ và tên", "HỌ VÀ TÊN", "Họ tên", "ho_ten", "Họ, tên", "Họ và tên (chữ in hoa)", "Họ\nvà  tên"]),
        ("family_name", ["Họ và tên đệm", "Họ đệm", "Họ và chữ đệm", "Họ, chữ đệm", "Họ lót", "Họ"]),
        ("given_name", ["Tên", "TÊN"]),
        ("birth", ["Ngày sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Năm sinh", "Sinh ngày", "ngay_sinh"]),
        ("birth_male", ["Năm sinh (Nam)", "Ngày sinh Nam"]),
        ("birth_female", ["Năm sinh nữ", "Ngày sinh (Nữ)"]),
        ("gender", ["Giới tính", "GT", "Phái", "Giới", "Nam/Nữ"]),
        ("identity", ["Số CCCD", "CCCD/CMND", "Số định danh", "Định danh", "Số định danh cá nhân", "Số căn cước"]),
        ("phone", ["Số điện thoại", "ĐT", "SĐT", "ĐT di động", "Di động", "Điện thoại liên hệ", "Số ĐT", "dien_thoai"]),
        ("email", ["Email", "E-mail", "Thư điện tử", "Địa chỉ email", "Hộp thư điện tử"]),
        ("position", ["Chức vụ", "Chức danh", "Chức vụ, chức danh", "Vị trí việc làm"]),
        ("unit", ["Đơn vị công tác", "Đơn vị", "Nơi công tác", "Cơ quan", "Cơ quan, đơn vị", "Xã/phường/thị trấn", "Phường/xã", "Tên đơn vị"]),  # noqa: E501
        ("district", ["Huyện/TP", "Huyện/thành phố", "district", "Quận/huyện", "TP/Huyện", "Huyện, thị xã, thành phố"]),
        ("unit_code", ["Mã đơn vị", "unit_code", "Mã ĐV", "Mã xã", "Mã đơn vị hành chính"]),
        ("notes", ["Ghi chú"]),
        ("", ["Cấp", "Trình độ", "Ngạch", "Hệ số lương", "Mã NV", "Dân tộc", "DT", "Nơi sinh", "Quê quán", "Ngày cấp CCCD", "Nơi cấp", "Ngày vào Đảng", "Địa chỉ (xã, huyện)", "", None, 7.0]),  # noqa: E501
    ],
)  # fmt: skip
def test_a_column_is_known_by_its_usual_names(field, headings):
    assert {heading: field_of(heading) for heading in headings} == dict.fromkeys(headings, field)


def test_a_header_stands_below_letterhead_title_and_reference(province):
    top = [
        ["ỦY BAN NHÂN DÂN", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["XÃ BẢO HÒA", "", "Độc lập - Tự do"],
        [],
    ]
    top += [
        ["DANH SÁCH CÁN BỘ"],
        ["(Kèm theo Công văn số 12/UBND ngày 5/12/2023)"],
        ["Đơn vị: UBND xã Bảo Hòa"],
        [],
    ]
    reading = read(book(*top, ["Họ và tên", "CCCD", "Đơn vị"], ANH))
    assert [row.number for row in reading.rows] == [9]
    assert (reading.sheets[0].header_row, reading.sheets[0].first_row) == (8, 9)


def test_three_merged_header_rows_and_a_numbering_row(province):
    data = book(
        ["STT", "THÔNG TIN CÁ NHÂN", "", "", "", "CÔNG TÁC", ""],
        ["", "Họ và tên", "Năm sinh", "", "CCCD", "Chức vụ", "Đơn vị"],
        ["", "", "Nam", "Nữ", "", "", ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        [1, "Lê Văn An", 1985, "", "099085900001", "Trưởng ấp", "Xã Bảo Hòa"],
        [2, "Lê Thị Bình", "", "1/2/1980", "099185900002", "Kế toán", "Xã Bảo Hòa"],
        merged=((0, 0, 2, 0), (0, 1, 0, 4), (0, 5, 0, 6), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 2, 4),
                (1, 5, 2, 5), (1, 6, 2, 6)),
    )  # fmt: skip
    first, second = read(data).rows
    assert (first.number, first.birth.year, first.gender, first.position) == (5, 1985, "nam", "Trưởng ấp")
    assert (second.birth.on.isoformat(), second.gender) == ("1980-02-01", "nu")


def test_crosses_under_nam_and_nu_beside_a_birth_date(province):
    data = book(
        ["TT", "Họ và tên", "Giới tính", "", "Ngày sinh", "CCCD", "", "Đơn vị"],
        ["", "", "Nam", "Nữ", "", "Số", "Ngày cấp", ""],
        [1, "Lê Văn An", "x", "", "05/03/1985", "099085900001", "01/01/2020", "Xã Bảo Hòa"],
        [2, "Lê Thị Bình", "", "X", "06/03/1985", "099185900002", "01/01/2020", "Xã Bảo Hòa"],
        merged=((0, 2, 0, 3), (0, 5, 0, 6)),
    )
    rows = read(data).rows
    assert [(row.number, row.gender, row.birth.on.day) for row in rows] == [(3, "nam", 5), (4, "nu", 6)]
    assert [row.identity.number for row in rows] == ["099085900001", "099185900002"]


def test_one_heading_over_two_columns_is_family_name_and_given_name(province):
    data = book(
        ["TT", "Họ và tên", "", "CCCD", "Đơn vị"],
        [1, "HUỲNH VĂN", "AN", "099085900001", "Xã Bảo Hòa"],
        merged=((0, 1, 0, 2),),
    )
    assert read(data).rows[0].full_name == "Huỳnh Văn An"


def test_the_better_of_two_columns_for_one_thing_is_taken(province):
    data = book(
        ["Họ và tên", "Số CMND", "ĐT cơ quan", "ĐT di động", "Ngạch, chức danh nghề nghiệp",
         "Chức vụ", "Năm sinh", "Ngày sinh", "Số CCCD", "Đơn vị"],
        ["Lê An", "271234567", "02513822222", "0900000001", "Chuyên viên",
         "Trưởng ấp", "1985", "05/03/1985", "099085900001", "Xã Bảo Hòa"],
    )  # fmt: skip
    (row,) = read(data).rows
    assert (row.identity.number, row.phone, row.position) == ("099085900001", "0900000001", "Trưởng ấp")
    assert row.birth.on.isoformat() == "1985-03-05"


def test_every_sheet_has_its_own_order_of_columns_and_hidden_ones_are_named(province):
    data = book(
        ["Họ và tên", "CCCD", "Đơn vị"], ANH,
        more={
            "Hai": [["Nơi công tác", "Định danh", "Họ tên"], ["Xã Long Phước", "099085900002", "Lê An"]],
            "Ghi chép": [["ghi chú"], ["không có gì"]],
            "Cũ": [["Họ và tên", "CCCD", "Đơn vị"], ["Trần Cũ", "099085900009", "Xã Bảo Hòa"]],
        },
        hidden=("Cũ",),
    )  # fmt: skip
    reading = read(data)
    assert [(row.sheet, row.full_name, row.unit.name) for row in reading.rows] == [
        ("DS", "Nguyễn Thị Ánh", "Bảo Hòa"), ("Hai", "Lê An", "Long Phước"),
    ]  # fmt: skip
    assert (reading.hidden_sheets, reading.sheets_without_header) == (["Cũ"], ["Ghi chép"])
    assert [(sheet.name, sheet.hidden, sheet.data_rows) for sheet in reading.sheets] == [
        ("DS", False, 1), ("Hai", False, 1), ("Ghi chép", False, 0), ("Cũ", True, 0),
    ]  # fmt: skip


def test_a_sheet_shows_its_columns_with_samples_and_guesses(province):
    sheet = read(book(["STT", "Họ và tên", "CCCD", "Đơn vị", "Ghi gì đó"], [1, *ANH, "x" * 100])).sheets[0]
    assert [(column.letter, column.header, column.field) for column in sheet.columns] == [
        ("A", "STT", ""), ("B", "Họ và tên", "full_name"), ("C", "CCCD", "identity"), ("D", "Đơn vị", "unit"),
        ("E", "Ghi gì đó", ""),
    ]  # fmt: skip
    assert sheet.columns[1].samples == ("Nguyễn Thị Ánh",)
    assert len(sheet.columns[4].samples[0]) < 100
    assert sheet.fields == {"full_name": 1, "identity": 2, "unit": 3}


def test_the_signature_of_a_header_is_the_words_above_its_columns(province):
    def signature(*head: str) -> str:
        return header_signature(read(book(list(head), ANH)).sheets[0])

    assert signature("Họ và tên", "CCCD", "Đơn vị") == signature("HỌ VÀ TÊN ", "cccd", "Đơn  vị")
    assert signature("Họ và tên", "CCCD", "Đơn vị") != signature("Họ và tên", "CCCD", "Cơ quan")


def test_without_a_header_the_sheets_are_still_shown_and_columns_can_be_chosen(province):
    data = book(
        ["Nguyễn Thị Ánh", "x", "099185900001", "Xã Bảo Hòa"],
        ["Lê Văn An", "y", "099085900002", "Xã Long Phước"],
    )
    with pytest.raises(Unreadable, match="dòng tiêu đề") as refusal:
        read(data)
    sheet = refusal.value.reading.sheets[0]
    assert (sheet.header_row, header_signature(sheet)) == (None, "")
    assert [column.samples for column in sheet.columns][:2] == [("Nguyễn Thị Ánh", "Lê Văn An"), ("x", "y")]
    chosen = Choices(columns={"DS": {"full_name": 0, "identity": 2, "unit": 3}}, header_rows={"DS": 0})
    assert [row.unit.name for row in read(data, choices=chosen).rows] == ["Bảo Hòa", "Long Phước"]


def test_columns_chosen_by_hand_replace_the_guess_below_the_header_found(province):
    data = book(["Họ và tên", "CCCD", "Đơn vị", "Nơi làm"], [*ANH, "Xã Long Phước"])
    chosen = Choices(columns={"DS": {"full_name": 0, "identity": 1, "unit": 3}})
    reading = read(data, choices=chosen)
    assert [(row.number, row.unit.name) for row in reading.rows] == [(2, "Long Phước")]
    assert reading.sheets[0].columns[3].field == "unit"


def test_an_odd_header_row_can_be_named(province):
    data = book(["Danh sách"], ["Người", "Số", "Chỗ"], ANH)
    chosen = Choices(columns={"DS": {"full_name": 0, "identity": 1, "unit": 2}}, header_rows={"DS": 2})
    reading = read(data, choices=chosen)
    assert [row.number for row in reading.rows] == [3]
    assert [column.header for column in reading.sheets[0].columns] == ["Người", "Số", "Chỗ"]


def test_a_first_row_of_data_is_not_taken_for_a_second_header_row(province):
    data = book(
        ["Họ và tên", "CCCD", "Đơn vị", "Ghi chú"], ["", "099085900009", "Xã Bảo Hòa", ""], [*ANH, ""]
    )
    assert [(row.number, row.reason) for row in read(data).rows] == [(2, "missing_name"), (3, "")]


@pytest.mark.parametrize(
    ("row", "is_one"),
    [
        (["(1)", "(2)", "(3)"], True), (["1", "2", "3", "4"], True), ([1.0, 2.0, 3.0], True), (["A", "B", 1, 2], True),
        (["1", "2"], False), ([1, "Lê An", "3"], False), (["1", "3", "7"], False), ([], False), ([5, 6, 7], False),
    ],
)  # fmt: skip
def test_numbering_rows(row, is_one):
    assert is_numbering(row) is is_one


def test_a_sheet_of_nothing_has_no_header():
    assert find_header(Sheet("A", [])) is None
    assert find_header(Sheet("A", [["Họ và tên người lập: Lê An", "", "Ngày 5/12/2023"]])) is None


def test_looking_into_a_file_refuses_nothing_that_can_be_opened(province):
    reading = look_into(book(["abc"]), file_name="a.xlsx", as_of=IN_2023)
    assert (reading.rows, reading.sheets_without_header) == ([], ["DS"])
