"""No published combination of groups leads to fewer people than the threshold."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from assessments.surveys.suppression import hidden, is_shown

SIZES = st.dictionaries(st.integers(0, 9), st.integers(0, 40), max_size=8)


@given(sizes=SIZES, k=st.integers(2, 15), also=st.sets(st.integers(0, 9), max_size=3))
def test_nothing_published_reveals_a_small_group_by_subtraction(
    sizes: dict[int, int], k: int, also: set[int]
) -> None:
    """Whoever reads the page knows the total and the shown groups, and may add and subtract them at will."""
    unsaid, total = hidden(sizes, k, also), sum(sizes.values())
    if not is_shown(total, k):
        assert unsaid == {key for key, size in sizes.items() if size}
        return
    shown = [size for key, size in sizes.items() if key not in unsaid and size]
    assert all(size >= k for size in shown)
    for number in range(len(shown) + 1):
        for taken in combinations(shown, number):
            rest = total - sum(taken)  # the complement is all that subtraction gives
            assert rest == 0 or rest >= k


@given(sizes=SIZES, k=st.integers(2, 15))
def test_one_group_alone_is_never_blank_beside_a_total(sizes: dict[int, int], k: int) -> None:
    unsaid = hidden(sizes, k)
    assert len(unsaid) != 1 or not is_shown(sum(sizes.values()), k)


@given(sizes=SIZES, k=st.integers(2, 15), also=st.sets(st.integers(0, 9), max_size=3))
def test_what_is_already_unsaid_stays_unsaid(sizes: dict[int, int], k: int, also: set[int]) -> None:
    assert {key for key in also if sizes.get(key)} <= hidden(sizes, k, also)


def test_the_next_smallest_is_hidden_with_a_small_one() -> None:
    assert hidden({"An": 3, "Bình": 12, "Cẩm": 40}, 10) == {"An", "Bình"}


def test_small_ones_that_hide_each_other_cost_no_large_one() -> None:
    assert hidden({"An": 6, "Bình": 7, "Cẩm": 40}, 10) == {"An", "Bình"}


def test_a_group_of_nobody_neither_hides_nor_is_hidden() -> None:
    assert hidden({"An": 0, "Bình": 12, "Cẩm": 40}, 10) == set()
