"""Vietnamese text is kept, found, sorted and written as offices do it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import vietnamese as vn


def backwards(words: list[str]) -> list[str]:
    return words[::-1]


def test_given_names_sort_in_the_order_of_the_alphabet():
    names = ["An", "Ánh", "Ăn", "Ân", "Ẩn", "Duy", "Đức"]
    assert sorted(backwards(names), key=vn.sort_key) == names


def test_tones_sort_as_the_unicode_consortium_lists_them():
    words = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(backwards(words), key=vn.plain_sort_key) == words


def test_people_sort_by_given_name_then_family_and_middle_names():
    people = [
        "An",  # one word, no family name
        "Điểu An",
        "Đinh An",
        "Lê Văn An",
        "Lê Văn Tám An",
        "Nguyễn An",
        "Trần Thị Ánh",
        "Thị Mai",
    ]
    assert sorted(backwards(people), key=vn.sort_key) == people


def test_letters_decide_before_tones():
    assert sorted(["Hoàng", "Hoa", "Hòa", "Hoàn"], key=vn.plain_sort_key) == ["Hoa", "Hòa", "Hoàn", "Hoàng"]


def test_numbered_communes_sort_by_value():
    communes = ["Đồi 61", "Gia Tân 1", "Gia Tân 2", "Gia Tân 10", "Lộ 25"]
    assert sorted(backwards(communes), key=vn.plain_sort_key) == communes


@given(st.text(max_size=60))
def test_sort_keys_are_digits_alone_so_every_collation_agrees(text):
    assert set(vn.sort_key(text)) <= set("0123456789")


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("hoà", "hòa"),
        ("thuý", "thúy"),
        ("THUỶ", "thủy"),
        ("khoẻ", "khỏe"),
        ("Hoá An", "Hóa An"),
        ("Hoạ", "Họa"),
        ("An Hoà-Hưng", "An Hòa-Hưng"),
    ],
)
def test_both_placements_of_the_tone_are_one_name(new, old):
    assert vn.name_key(new) == vn.name_key(old)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xuân Thanh", "Xuân Thành"),
        ("Phú Thạnh", "Phú Thanh"),
        ("Dung", "Đung"),
        ("Lý", "Lí"),
        ("Hoa", "Hòa"),
    ],
)
def test_accents_and_spelling_keep_names_apart(one, other):
    assert vn.name_key(one) != vn.name_key(other)


def test_after_q_the_u_is_a_consonant():
    assert vn.place_tones("Quý") == "quý"
    assert vn.place_tones("Quỳnh") == "quỳnh"


def test_a_decomposed_name_is_the_same_name():
    assert vn.name_key(unicodedata.normalize("NFD", "Nguyễn Thị Hồng Ánh")) == vn.name_key(
        "nguyễn thị hồng ánh"
    )


def test_text_is_stored_composed_without_strange_spaces_and_with_the_right_d():
    messy = unicodedata.normalize("NFD", "\u200b Ðặng\u00a0 Thị\u2060  Hòa ")
    assert vn.clean(messy) == "Đặng Thị Hòa"


@given(st.text(max_size=60))
def test_cleaning_twice_is_cleaning_once(text):
    assert vn.clean(vn.clean(text)) == vn.clean(text)


def test_search_ignores_marks_and_d():
    assert vn.fold("Đặng Thị  Ánh") == "dang thi anh"
    assert vn.fold("Ðắk Ơ") == "dak o"


def test_the_given_name_is_the_last_word():
    assert vn.given_name("Nguyễn Thị Hồng Ánh") == "Ánh"
    assert vn.given_name("Mai") == "Mai"


def test_figures_are_written_the_vietnamese_way():
    assert vn.format_number(1234567.5, 1) == "1.234.567,5"
    assert vn.format_percent(87.4) == "87,4\u00a0%"
    assert vn.format_percent(29, 41) == "70,7\u00a0%"
    assert vn.format_percent(48) == "48\u00a0%"
    assert vn.format_percent(1, 0) == "–"
    assert vn.format_megabytes(1_400_000) == "1,4\u00a0MB"
    assert vn.format_megabytes(10) == "0,1\u00a0MB"
    assert vn.format_clock(3725) == "1:02:05"
    assert vn.format_minutes(119) == "2\u00a0phút"


def test_rounding_never_reaches_a_target_that_is_not_reached():
    assert vn.format_percent(2999, 3000) == "99,9\u00a0%"
    assert vn.format_percent(3000, 3000) == "100\u00a0%"
    assert vn.format_percent(1, 9000) == "0,1\u00a0%"
    assert vn.format_percent(0, 9000) == "0\u00a0%"


def test_signs_that_xml_refuses_are_no_text() -> None:
    assert vn.clean("Nguyễn\x00 Văn\x08\x0bAn\x1f\uffff") == "Nguyễn Văn An"
    assert vn.clean("a\x01b") == "ab"
