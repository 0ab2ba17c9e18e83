"""Plots keep inside their frame, words beside lines keep apart, flags are whole sentences."""

from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from assessments.studio.statistics import plots
from assessments.studio.statistics.words import choice_name, letter_of, sentence, shortened
from tests.assessments.kinds.bodies import EVERY

CODES = ["key", "negative", "hard", "easy", "alpha", "slow", "idle"]
shares = st.floats(0, 1, allow_nan=False)


def test_full_marks_stand_with_the_last_step_and_every_attempt_in_one() -> None:
    made = plots.histogram({0: 3, 4: 1, 5: 2, 97: 1, 100: 5}, 80)
    counts = [bar["count"] for bar in made.bars]
    assert (counts[0], counts[1], counts[-1], sum(counts)) == (4, 2, 6, 12)
    assert (made.most, made.mark) == (6, plots.LEFT + 0.8 * plots.WIDTH)
    assert made.bars[-1]["height"] == plots.HEIGHT


def test_an_empty_test_draws_no_bar() -> None:
    assert {bar["height"] for bar in plots.histogram({}, 50).bars} == {0}


@given(st.lists(st.tuples(shares, shares, shares), min_size=1, max_size=8))
def test_lines_stay_in_the_frame_and_their_words_apart(thirds: list[tuple[float, ...]]) -> None:
    made = plots.traces([{"thirds": one} for one in thirds])
    bottom = plots.TOP + plots.HEIGHT
    for line in made:
        assert all(plots.TOP <= y <= bottom and x <= plots.LEFT + plots.WIDTH for x, y in line["dots"])
        assert plots.TOP <= line["word"] <= bottom + plots.GAP
    words = sorted(line["word"] for line in made)
    assert all(after - before >= plots.GAP - 0.3 for before, after in pairwise(words))


def test_words_stand_in_the_order_of_their_lines() -> None:
    made = plots.traces([{"thirds": (0, 0, end)} for end in (0.1, 0.9, 0.11)])
    assert made[1]["word"] < made[2]["word"] < made[0]["word"]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_flag_is_a_sentence_in_both_languages(code: str, language: str) -> None:
    with translation.override(language):
        told = sentence({"code": code, "value": 0.1234, "option": "b"}, EVERY["single"])
    assert told.endswith(".")
    assert "%(" not in told
    assert ("Phương án b" in told) is (code in {"key", "idle"})


def test_options_are_known_by_the_letters_of_the_studio() -> None:
    body = EVERY["single"]
    assert [letter_of(one, body) for one in "abc"] == ["A", "B", "C"]
    assert choice_name("c", body) == "C (“Phương án c”)"
    assert [choice_name(one, EVERY["true_false"]) for one in ("true", "false", "")] == [
        "Đúng",
        "Sai",
        "Bỏ trống",
    ]


def test_long_options_are_shortened() -> None:
    assert shortened("Ngắn") == "Ngắn"
    assert (len(shortened("dài " * 40)) <= 60, shortened("dài " * 40)[-1]) == (True, "…")
