"""What each kind of answer earns, and what makes a question unusable."""

from typing import Any

import pytest

from assessments import kinds
from tests.assessments.kinds.bodies import CLOZE, EVERY, HOTSPOT, MATCHING, ORDERING, choice, numerical, short


def _earned(body: dict[str, Any], answer: Any) -> float | None:
    return kinds.grade(body, answer).fraction


PARTIAL = choice("multiple", (0.5, 0.5, -0.5, -1), scoring="partial")


@pytest.mark.parametrize(
    ("answer", "earned"),
    [(["a", "b"], 1), (["a"], 0.5), (["a", "c"], 0), (["a", "b", "c"], 0.5), (["a", "d"], 0)],
)
def test_partial_credit_adds_shares_and_never_falls_below_nothing(answer: list[str], earned: float) -> None:
    assert _earned(PARTIAL, answer) == earned


@pytest.mark.parametrize(("answer", "earned"), [(["a", "b"], 1), (["a"], 0), (["a", "b", "c"], 0), ([], 0)])
def test_all_or_nothing_wants_all_and_only_the_right_ones(answer: list[str], earned: float) -> None:
    assert _earned(EVERY["multiple"], answer) == earned


def test_a_single_choice_may_earn_a_part_and_says_what_was_said_of_it() -> None:
    body = choice("single", (1, 0.5, 0), feedback={"partly": "gần đúng", "general": "chung"})
    graded = kinds.grade(body, ["b"])
    assert (graded.fraction, graded.feedback) == (0.5, "<p>về b</p>\n<p>gần đúng</p>\n<p>chung</p>")


def test_each_matched_pair_earns_its_part() -> None:
    given = {"a": "Nghĩa a", "b": "Nghĩa c", "c": "Nghĩa thừa"}
    assert _earned(MATCHING, given) == pytest.approx(1 / 3, abs=1e-6)


@pytest.mark.parametrize(
    ("places", "all_", "relative"), [([1, 2, 3, 4], 1, 1), ([4, 1, 2, 3], 0, 0.666667), ([1, 1, 1, 1], 0, 0)]
)
def test_ordering_counts_all_or_neighbours(places: list[int], all_: float, relative: float) -> None:
    given = dict(zip("abcd", places, strict=True))
    assert _earned(ORDERING, given) == all_
    assert _earned(ORDERING | {"scoring": "relative"}, given) == relative


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("Hà Nội", "ha\u0300  no\u0323\u0302i ", True),  # decomposed, spaces, case
        ("Hòa Bình", "hoà bình", True),
        ("Hà Nội", "Ha Noi", False),
        ("*mật khẩu*", "đổi mật khẩu ngay", True),
        ("m*t*u", "mật khẩu", True),
        ("m*u", "m", False),
        ("ab*ba", "aba", False),
        (r"2\*3", "2*3", True),
        (r"2\*3", "2x3", False),
    ],
)
def test_a_short_answer_is_read_as_vietnamese_is_written(pattern: str, text: str, matches: bool) -> None:
    assert _earned(short(pattern), text) == matches


def test_accents_may_be_left_out_where_the_teacher_says_so() -> None:
    assert _earned(short("Đường Lê Lợi", accents="folded"), "duong le loi") == 1


def test_case_counts_only_where_the_teacher_says_so() -> None:
    body = short("HOÀ Bình", case=True)
    assert (_earned(body, "HÒA Bình"), _earned(body, "hòa bình")) == (1, 0)


def test_the_best_matching_answer_counts_and_speaks() -> None:
    graded = kinds.grade(short(("*", 0.2), ("Hà *", 0.5), "Hà Nội"), "Hà Nội")
    assert (graded.fraction, graded.feedback) == (1, "<p>nhận Hà Nội</p>")


def test_a_hostile_pattern_is_matched_in_no_time() -> None:
    assert _earned(short("*a" * 200 + "b"), "a" * 1000) == 0


@pytest.mark.parametrize(
    ("value", "text", "right"),
    [
        (1234.5, "1.234,5", True), (1234.5, "1234.5", True), (1234.5, "1,234.5", True), (1234.5, "1 234,5", True),
        (1500, "1.500", True), (1.5, "1.500", True), (1500, "1500", True), (1_500_000, "1.500.000", True),
        (1.5, "1,5", True), (0.5, ",5", True), (-3, "\u22123", True), (1500, "1,5e3", True), (1500, "1501", False),
        (1500, "năm", False), (1500, "1500 1500", False), (0, "", False), (1500, "1e999", False), (15, "1.5.", False),
        (1500, "15.00", False), (1500, "1500 m", False),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_written(value: float, text: str, right: bool) -> None:
    assert _earned(numerical(value), text) == right


@pytest.mark.parametrize(("text", "right"), [("9,9", 1), ("10,1", 1), ("9,8", 0), ("10,11", 0)])
def test_the_tolerance_includes_its_edges(text: str, right: float) -> None:
    assert _earned(numerical(10, 0.1), text) == right


UNITS = {"units": [{"text": "m", "factor": 1}, {"text": "cm", "factor": 0.01}]}


@pytest.mark.parametrize(
    ("text", "free", "required"),
    [("2 m", 1, 1), ("200cm", 1, 1), ("2", 1, 0), ("2 km", 0, 0), ("2 cm", 0, 0)],
)
def test_units_count(text: str, free: float, required: float) -> None:
    assert _earned(numerical(2, **UNITS), text) == free
    assert _earned(numerical(2, **UNITS, unit_required=True), text) == required


def test_gaps_count_by_their_points() -> None:
    assert _earned(CLOZE, {"1": "hà nội", "2": "11", "3": ["b"]}) == 0.5


def test_a_place_on_the_picture_is_right_inside_its_area() -> None:
    assert (_earned(HOTSPOT, [[0.2, 0.2]]), _earned(HOTSPOT, [[0.9, 0.2]]), _earned(HOTSPOT, [[0.2, 0.2]] * 2)) == (
        1, 0, 0,
    )  # fmt: skip


def test_several_areas_each_count_once() -> None:
    areas = [
        {"shape": "circle", "coords": [0.2, 0.2, 0.1], "share": 0.5},
        {"shape": "poly", "coords": [0.6, 0.6, 0.9, 0.6, 0.9, 0.9], "share": 0.5},
    ]
    body = HOTSPOT | {"areas": areas}
    assert _earned(body, [[0.2, 0.2], [0.8, 0.7]]) == 1
    assert _earned(body, [[0.2, 0.2], [0.21, 0.2]]) == 0.5
    assert _earned(body, [[0.7, 0.8], [0.1, 0.9]]) == 0


@pytest.mark.parametrize("body", [EVERY["essay"], EVERY["file"]])
def test_what_a_person_reads_waits_for_that_person(body: dict[str, Any]) -> None:
    assert (_earned(body, "Bài làm"), _earned(body, " ")) == (None, 0)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (choice(shares=(1, 1)), "đúng một phương án đúng"),
        (choice("multiple", (0, 0)), "ít nhất một phương án đúng"),
        (choice("multiple", (0.5, 0.2), scoring="partial"), "100 %"),
        (choice(shares=(1,)), "hai phương án"),
        (choice(text="  "), "chưa có nội dung"),
        (choice(points=0), "Điểm của câu hỏi"),
        ({"kind": "true_false", "text": "x"}, "đúng hay sai"),
        (short(("x", 0.5)), "trọn điểm"),
        (numerical(1, -1), "âm"),
        (numerical(unit_required=True), "đơn vị"),
        (CLOZE | {"text": "[[1]] [[2]]"}, "[[số]]"),
        (HOTSPOT | {"areas": [{"shape": "circle", "coords": [0.5, 0.5, 0.001], "share": 1}]}, "quá nhỏ"),
        (HOTSPOT | {"areas": [{"shape": "rect", "coords": [5], "share": 1}]}, "tọa độ"),
        (HOTSPOT | {"picture": ""}, "hình"),
        ({"kind": "file", "text": "x", "types": [".exe"]}, "loại tệp"),
        ({"kind": "essay", "text": "x", "words_least": 9, "words_most": 3}, "Số chữ"),
    ],
)
def test_a_question_nobody_could_answer_is_described(body: dict[str, Any], sentence: str) -> None:
    assert sentence in " ".join(kinds.problems(body))
