"""The figures of a question against figures worked out by hand and by the standard library."""

from statistics import correlation, fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics import measures
from assessments.statistics.sums import bucket, numbered
from tests.assessments.statistics.papers import counted

# Six learners, four questions; the last is answered by the weak.
TABLE = [(1, 1, 1, 0), (1, 1, 0.5, 0), (1, 0, 1, 0), (0, 1, 0, 1), (0, 0, 0.5, 1), (0, 0, 0, 1)]
tables = st.lists(st.tuples(*[st.sampled_from([0, 0.25, 0.5, 1])] * 4), min_size=2, max_size=40)


def test_facility_is_the_mean_part_earned() -> None:
    _paper, versions = counted(TABLE)
    assert [measures.facility(versions[one]) for one in range(4)] == [0.5, 0.5, 0.5, 0.5]


def test_discrimination_is_the_correlation_with_the_rest_of_the_paper() -> None:
    _paper, versions = counted(TABLE)
    for one in range(4):
        rest = [(sum(row) - row[one]) / 3 for row in TABLE]
        expected = correlation([row[one] for row in TABLE], rest)
        assert measures.discrimination(versions[one]) == pytest.approx(expected, abs=1e-3)
    assert measures.discrimination(versions[3]) < -0.5  # type: ignore[operator]


def test_weights_of_questions_count_in_the_rest() -> None:
    points = [1.0, 2.5, 4.0, 1.0]
    _paper, versions = counted(TABLE, points)
    rest = [sum(row[one] * points[one] for one in (1, 2, 3)) / 7.5 for row in TABLE]
    expected = correlation([row[0] for row in TABLE], rest)
    assert measures.discrimination(versions[0]) == pytest.approx(expected, abs=1e-3)


def test_what_never_varies_has_no_discrimination_and_neither_has_a_question_alone() -> None:
    _paper, versions = counted([(1, 0), (1, 1), (1, 0)])
    assert measures.discrimination(versions[0]) is None
    _paper, alone = counted([(1,), (0,)])
    assert (measures.discrimination(alone[0]), measures.upper_lower(alone[0])) == (None, None)


def test_upper_less_lower_by_hand() -> None:
    """A hundred learners by their other score; of the 27 best 24 are right, of the 27 weakest 9: 0.56."""
    sums = {f"bin:{place}": count for place, count in ((10, 27), (50, 46), (90, 27))}
    sums |= {"part:10": 9 * 10_000, "part:50": 20 * 10_000, "part:90": 24 * 10_000}
    assert measures.upper_lower(sums) == pytest.approx(15 / 27)


def test_equals_share_a_border_whatever_their_order() -> None:
    assert measures.slice_of({0: 10}, 0, 0.27) == pytest.approx({0: 0.27})
    assert measures.slice_of({0: 2, 1: 6, 2: 2}, 0, 0.5) == pytest.approx({0: 1, 1: 0.5})
    assert measures.slice_of({0: 2, 1: 6, 2: 2}, 0.5, 1) == pytest.approx({1: 0.5, 2: 1})


@given(tables)
def test_figures_stay_within_their_bounds(table: list[tuple[float, ...]]) -> None:
    _paper, versions = counted(table)
    for one, sums in versions.items():
        assert measures.facility(sums) == pytest.approx(fmean(row[one] for row in table))
        assert -1.000001 <= (measures.discrimination(sums) or 0) <= 1.000001
        assert -1.000001 <= (measures.upper_lower(sums) or 0) <= 1.000001


@given(st.dictionaries(st.integers(0, 100), st.integers(1, 9), min_size=1), st.integers(2, 7))
def test_slices_part_the_crowd_without_rest(counts: dict[int, int], parts: int) -> None:
    slices = [measures.slice_of(counts, one / parts, (one + 1) / parts) for one in range(parts)]
    for place in counts:
        assert sum(weights.get(place, 0) for weights in slices) == pytest.approx(1)


def test_a_median_of_times_is_right_to_a_tenth() -> None:
    times = {bucket(seconds): 1 for seconds in (5, 20, 61, 300, 3000)}
    assert measures.quantile(times, 0.5) == pytest.approx(61, rel=0.1)
    assert measures.quantile({}, 0.5) is None


def test_a_night_left_open_and_a_clock_set_back_fall_into_the_outermost_buckets() -> None:
    assert bucket(10**7) == bucket(24 * 3600)
    assert bucket(-5) == bucket(0) == 0


def test_scores_fall_into_bins_of_a_percent() -> None:
    paper, _versions = counted([(1, 1, 1), (1, 1, 0), (0, 0, 0)])
    assert numbered(paper, "bin") == {100: 1, 66: 1, 0: 1}
