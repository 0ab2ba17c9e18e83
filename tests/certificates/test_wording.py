"""What a template may not say and must say."""

import unicodedata
from dataclasses import replace

import pytest

from certificates.rules.built_in import BUILT_IN, GHI_NHAN, LANDSCAPE, LARGE
from certificates.rules.design import QR, TEXT, Design, Field, from_json
from certificates.rules.variables import NAMES, runs
from certificates.rules.wording import problems, says_reserved_word
from certificates.template_words import SAID, VARIABLES


@pytest.mark.parametrize(
    "text",
    [
        "Chứng chỉ",
        "CHỨNG CHỈ",
        "chứng\nchỉ",
        "Chứng-chỉ",
        "chứng_chỉ",
        "CHUNG CHI",
        "**Chứng** chỉ",
        "ch\u200bứng chỉ",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_reserved_word_is_found_however_it_is_written(text: str, form: str) -> None:
    assert says_reserved_word(unicodedata.normalize(form, text))


@pytest.mark.parametrize(
    "text", ["Giấy chứng nhận", "quy định chung chi tiết", "bằng chứng chi tiết", "chung chỉ tiêu"]
)
def test_other_words_are_left_alone(text: str) -> None:
    assert not says_reserved_word(text)


def test_two_boxes_side_by_side_do_not_hide_it() -> None:
    split = LANDSCAPE.with_fields(Field(TEXT, 60, 200, 20, 8, "CHỨNG"), Field(TEXT, 90, 200, 20, 8, "CHỈ"))
    assert "reserved" in codes(split)


@pytest.mark.parametrize("code", BUILT_IN)
def test_what_comes_with_the_system_may_be_used(code: str) -> None:
    assert problems(BUILT_IN[code][1]) == []


@pytest.mark.parametrize(
    ("variable", "told"),
    [("{ho_ten}", "ho_ten"), ("{khoa_hoc}", "khoa_hoc"), ("{so_vao_so}", "so_vao_so"), ("{so_hieu}", "so_hieu"),
     ("{noi_ngay_cap}", "ngay_cap"), ("{ghi_chu}", "ghi_chu")],
)  # fmt: skip
def test_what_a_reader_must_find_is_missed_by_name(variable: str, told: str) -> None:
    without = replace(LANDSCAPE, fields=tuple(one for one in LANDSCAPE.fields if variable not in one.text))
    assert ("missing", told) in {(problem.code, problem.what) for problem in problems(without)}


def test_the_code_must_be_there_once_large_enough_and_alone() -> None:
    others = tuple(one for one in LANDSCAPE.fields if one.kind != QR)
    assert "qr_count" in codes(replace(LANDSCAPE, fields=others))
    assert "qr_size" in codes(replace(LANDSCAPE, fields=(*others, Field(QR, 24, 152, 10, 10))))
    assert "qr_covered" in codes(LANDSCAPE.with_fields(Field(TEXT, 40, 160, 20, 8, "Chữ")))


def test_a_villagers_lesson_gives_no_certificate() -> None:
    assert "title" in codes(replace(LANDSCAPE, kind=GHI_NHAN.kind))
    assert "not_a_certificate" in codes(replace(LANDSCAPE, kind=GHI_NHAN.kind))
    assert "title" in codes(replace(GHI_NHAN, kind=LANDSCAPE.kind))


def test_boxes_outside_unknown_variables_and_small_letters_are_told() -> None:
    assert "outside" in codes(LANDSCAPE.with_fields(Field(TEXT, 290, 10, 20, 8, "Chữ")))
    assert "unknown" in codes(LANDSCAPE.with_fields(Field(TEXT, 60, 200, 20, 8, "{mat_khau}")))
    assert "too_small" in codes(LARGE.with_fields(Field(TEXT, 60, 200, 20, 8, "nhỏ", smallest=9)))


def test_a_design_is_read_back_as_it_was_written() -> None:
    assert from_json(LANDSCAPE.as_json()) == LANDSCAPE
    assert from_json(LANDSCAPE.as_json()).digest == LANDSCAPE.digest
    assert replace(LANDSCAPE, background="plain").digest != LANDSCAPE.digest


def test_a_name_with_braces_and_asterisks_stays_a_name() -> None:
    assert runs("**{ho_ten}**, {khoa_hoc}", {"ho_ten": "{khoa_hoc}**", "khoa_hoc": "A"}) == [
        ("{khoa_hoc}**", True), (", A", False),
    ]  # fmt: skip


def test_every_problem_and_variable_has_its_words() -> None:
    assert set(VARIABLES) | {name for name in NAMES if name.endswith("_en")} == NAMES
    assert {"reserved", "unknown", "title", "missing", "outside", "qr_covered"} <= set(SAID)


def codes(design: Design) -> set[str]:
    return {problem.code for problem in problems(design)}
