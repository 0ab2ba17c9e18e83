"""The draw as a pure function: whole, without doubles, in order when asked, and fair."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.drawing import Pool, drawn, missing

QUESTIONS = st.lists(st.integers(1, 12), unique=True, max_size=8)
POOLS = st.lists(st.builds(Pool, QUESTIONS, st.integers(1, 4), st.booleans()), max_size=5)
CHANCE = st.randoms(use_true_random=False)


def most_by_trying(pools: list[Pool]) -> int:
    """The most questions any assignment finds, by Hall's count of every set of sections."""
    asked = sum(pool.draw for pool in pools)
    deficits = [
        sum(pool.draw for pool in some) - len({question for pool in some for question in pool.questions})
        for size in range(len(pools) + 1)
        for some in combinations(pools, size)
    ]
    return asked - max(deficits)


@given(POOLS, CHANCE, st.booleans())
def test_no_question_comes_twice_and_each_from_its_own_pool(
    pools: list[Pool], chance: Random, shuffle: bool
) -> None:
    found = drawn(pools, chance, shuffle=shuffle)
    flat = [question for questions in found for question in questions]
    assert len(flat) == len(set(flat))
    for pool, questions in zip(pools, found, strict=True):
        assert set(questions) <= set(pool.questions)
        assert len(questions) <= pool.draw


@given(POOLS, CHANCE)
def test_as_many_are_found_as_any_draw_could_find(pools: list[Pool], chance: Random) -> None:
    assert sum(map(len, drawn(pools, chance))) == most_by_trying(pools)


@given(POOLS, CHANCE)
def test_a_paper_is_whole_exactly_when_nothing_is_missing(pools: list[Pool], chance: Random) -> None:
    sizes = [len(questions) for questions in drawn(pools, chance)]
    whole = sizes == [pool.draw for pool in pools]
    assert whole == (sum(missing(pools)) == 0)


@given(POOLS, CHANCE)
def test_unshuffled_sections_keep_the_order_of_their_pools(pools: list[Pool], chance: Random) -> None:
    for pool, questions in zip(pools, drawn(pools, chance, shuffle=False), strict=True):
        assert questions == sorted(questions, key=pool.questions.index)


def test_chosen_questions_are_never_given_to_a_draw() -> None:
    pools = [Pool([1, 2, 3, 4], 2), Pool([3, 2], 2, fixed=True)]
    for seed in range(20):
        draw, chosen = drawn(pools, Random(seed), shuffle=False)
        assert (sorted(draw), chosen) == ([1, 4], [3, 2])


@pytest.mark.parametrize(
    ("pools", "could"),
    [
        ([Pool(range(10), 3)], [set(range(10))]),
        ([Pool([1, 2], 1), Pool([2, 3, 4], 2)], [{1, 2}, {2, 3, 4}]),
        ([Pool([1, 2], 1), Pool([2, 3], 2)], [{1}, {2, 3}]),  # 2 in the first would leave the second short
        ([Pool([1, 2, 3], 1), Pool([1, 2, 3], 1), Pool([1, 2, 3], 1)], [{1, 2, 3}] * 3),
    ],
)
def test_every_question_that_could_come_does_come(pools: list[Pool], could: list[set[int]]) -> None:
    came: list[set[int]] = [set() for _pool in pools]
    for seed in range(200):
        for seen, questions in zip(came, drawn(pools, Random(seed)), strict=True):
            seen.update(questions)
    assert came == could


def test_questions_of_one_pool_come_equally_often() -> None:
    chance, counts = Random(7), dict.fromkeys(range(10), 0)
    for _paper in range(2000):
        for question in drawn([Pool(range(10), 3)], chance)[0]:
            counts[question] += 1
    assert min(counts.values()) > 520  # 600 expected, sigma 20
    assert max(counts.values()) < 680


def test_what_is_missing_is_told_of_the_section_that_has_the_widest_choice() -> None:
    assert missing([Pool([1, 2, 3, 4, 5], 4), Pool([1, 2], 2)]) == [1, 0]
