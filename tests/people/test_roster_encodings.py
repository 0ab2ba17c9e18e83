"""A roster is read in whatever letters it was typed; old fonts are offered, never assumed, and the reading says so."""

import unicodedata
from datetime import date

import pytest

from common.errors import DomainError
from common.legacy_vietnamese import tcvn3_table, vni_table
from common.vietnamese import clean
from people.rosters.choices import Choices
from people.rosters.encodings import decoded
from people.rosters.reading import Unreadable, look_into
from tests.people.rosters import IN_2023, book, read

HEAD = ["Họ và tên", "Ngày sinh", "Số CCCD", "Đơn vị"]
PEOPLE = [
    ["Nguyễn Thị Phượng", "05/03/1985", "099185900001", "Xã Bảo Hòa"],
    ["Trần Văn Đức", "06/03/1985", "099085900002", "Xã Long Phước"],
    ["Huỳnh Quốc Bửu", "07/03/1985", "099085900003", "Xã Bình Lợi"],
]
TEXT = "\r\n".join(";".join(row) for row in [HEAD, *PEOPLE]) + "\r\n"
NAMES = [row[0] for row in PEOPLE]


def in_tcvn3(text: str) -> str:
    signs = {letter: sign for sign, letter in tcvn3_table().items()}
    return "".join(signs.get(mark, signs.get(mark.lower(), mark)) for mark in text)


def in_vni(text: str) -> str:
    signs = {letter: sign for sign, letter in vni_table().items()}
    return "".join(signs.get(mark, mark) for mark in text)


def in_1258(text: str) -> bytes:
    """As Windows writes it: the letter with its hat in one byte, the tone in another."""
    out = b""
    for mark in unicodedata.normalize("NFC", text):
        try:
            out += mark.encode("cp1258")
        except UnicodeEncodeError:
            tone = next(
                part
                for part in unicodedata.normalize("NFD", mark)
                if part in "\u0300\u0301\u0303\u0309\u0323"
            )
            bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", mark).replace(tone, ""))
            out += (bare + tone).encode("cp1258")
    return out


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16"),
        (TEXT.encode("utf-16-be"), "utf-16"),
        (in_1258(TEXT), "windows-1258"),
        (in_tcvn3(TEXT).encode("cp1252"), "tcvn3"),
        (in_vni(TEXT).encode("cp1252"), "vni"),
    ],
)
def test_a_text_file_is_read_in_any_encoding_and_the_reading_says_which(province, data, encoding):
    reading = read(data, name="ds.csv")
    assert [row.full_name for row in reading.rows] == NAMES
    assert [row.unit.name for row in reading.rows] == ["Bảo Hòa", "Long Phước", "Bình Lợi"]
    assert (reading.encoding, reading.suggested_encoding) == (encoding, "")


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_the_one_that_cuts_evenly(province, separator):
    rows = [[f'"{cell}, và"' if cell == "Chức vụ" else cell for cell in row] for row in [HEAD, *PEOPLE]]
    text = "\n".join(separator.join(row) for row in rows)
    assert [row.full_name for row in read(text.encode(), name="ds.txt").rows] == NAMES


def test_a_quoted_field_may_hold_line_breaks_and_separators(province):
    text = 'Họ và tên,Số CCCD,Đơn vị\n"Nguyễn\nThị Ánh",099185900001,"Xã Bảo Hòa, huyện Xuân Lộc"\n'
    (row,) = read(text.encode(), name="ds.csv").rows
    assert (row.full_name, row.unit.name, row.number) == ("Nguyễn Thị Ánh", "Bảo Hòa", 2)


def test_a_csv_has_lost_its_zeros_and_they_are_restored(province):
    text = "Họ và tên,Số CCCD,Điện thoại,Đơn vị\nLê An,99085900001,900000001,Xã Bảo Hòa\n"
    (row,) = read(text.encode(), name="ds.csv").rows
    assert (row.identity.number, row.phone) == ("099085900001", "0900000001")
    assert row.warnings == ["cccd_leading_zero_restored", "phone_leading_zero_restored"]


@pytest.mark.parametrize(("typed", "encoding"), [(in_tcvn3, "tcvn3"), (in_vni, "vni")])
def test_an_old_font_in_cells_is_offered_with_a_sample_and_converted_when_chosen(province, typed, encoding):
    data = book(HEAD, *[[typed(cell) for cell in row] for row in PEOPLE])
    reading = read(data)
    assert (reading.encoding, reading.suggested_encoding) == ("unicode", encoding)
    assert typed(reading.suggested.after) == reading.suggested.before
    assert [row.full_name for row in reading.rows] == [clean(typed(name)) for name in NAMES]
    chosen = read(data, choices=Choices(encoding=encoding))
    assert [row.full_name for row in chosen.rows] == NAMES
    assert [row.unit.name for row in chosen.rows] == ["Bảo Hòa", "Long Phước", "Bình Lợi"]
    assert (chosen.encoding, chosen.suggested_encoding) == (encoding, "")


@pytest.mark.parametrize(("typed", "encoding"), [(in_tcvn3, "tcvn3"), (in_vni, "vni")])
def test_a_whole_file_in_an_old_font_is_refused_with_the_offer(province, typed, encoding):
    data = book(*[[typed(cell) for cell in row] for row in [HEAD, *PEOPLE]])
    with pytest.raises(Unreadable, match="phông cũ") as refusal:
        read(data)
    assert refusal.value.reading.suggested_encoding == encoding
    assert [row.full_name for row in read(data, choices=Choices(encoding=encoding)).rows] == NAMES


def test_capitals_of_the_capital_font_become_a_name(province):
    rows = [["NGUYÔN THÞ PH­îNG", "", "099185900001", "X· B¶o Hßa"]]
    (row,) = read(book(HEAD, *rows), choices=Choices(encoding="tcvn3")).rows
    assert row.full_name == "Nguyễn Thị Phượng"


def test_columns_that_were_unicode_all_along_are_left_alone(province):
    """Ngô and Hoà would mean Ngụ and Hồ in the old fonts; the column as a whole is plainly Unicode."""
    names = ["Ngô Hoà", "Trần Thị Ngọc", "Nguyễn Văn Hợp"]
    rows = [[name, "", row[2], in_vni(row[3])] for name, row in zip(names, PEOPLE, strict=True)]
    reading = read(book(HEAD, *rows), choices=Choices(encoding="vni"))
    assert [row.full_name for row in reading.rows] == names
    assert [row.unit.name for row in reading.rows] == ["Bảo Hòa", "Long Phước", "Bình Lợi"]


def test_unicode_rosters_are_offered_nothing(province, shared):
    for path in sorted((shared / "data/rosters").glob("*.xlsx")):
        reading = look_into(path.read_bytes(), file_name=path.name, as_of=IN_2023)
        assert (reading.encoding, reading.suggested_encoding) == ("unicode", "")


def test_two_foreign_words_make_no_old_font(province):
    rows = [["Café Nguyễn", "", "099185900001", "Xã Bảo Hòa"], ["Đinh Bé", "", "099185900002", "Xã Bảo Hòa"]]
    assert read(book(HEAD, *rows)).suggested_encoding == ""


def test_an_encoding_of_no_name_is_refused():
    with pytest.raises(DomainError, match="bảng mã"):
        decoded(b"abc", "koi8")


def test_choosing_an_encoding_by_hand_overrules_the_guess(province):
    data = in_vni(TEXT).encode("cp1252")
    reading = look_into(
        data, file_name="ds.csv", as_of=date(2023, 12, 31), choices=Choices(encoding="windows-1258")
    )
    assert reading.encoding == "windows-1258"
    assert not reading.rows
