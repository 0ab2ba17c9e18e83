"""How far scores can be trusted, against published figures."""

from statistics import pvariance

import pytest

from assessments.statistics.reliability import (
    ALPHA,
    RANDOM,
    alpha_without,
    error_of_score,
    of_random_papers,
    reliability,
    score_deviation,
)
from tests.assessments.statistics.papers import counted, items

# Shrout and Fleiss, Intraclass correlations, Psychological Bulletin 86 (1979), table 2: six targets, four judges.
# Table 4 gives ICC(1,4) = .44 and ICC(3,4) = .91, which is Cronbach's alpha.
RATINGS = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]
PUBLISHED = [tuple(value / 10 for value in row) for row in RATINGS]


def test_alpha_of_the_published_table() -> None:
    paper, versions = counted(PUBLISHED)
    found = reliability(paper, items(versions))
    assert found is not None
    assert (round(found.value, 2), found.method) == (0.91, ALPHA)


def test_random_papers_of_the_published_table() -> None:
    paper, _versions = counted(PUBLISHED)
    assert round(of_random_papers(paper) or 0, 2) == 0.44


def test_alpha_without_a_question_is_alpha_of_the_table_without_it() -> None:
    paper, versions = counted(PUBLISHED)
    every = items(versions)
    for one, item in enumerate(every):
        shorter, left = counted(
            [[part for place, part in enumerate(row) if place != one] for row in PUBLISHED]
        )
        expected = reliability(shorter, items(left))
        assert expected is not None
        assert alpha_without(paper, every, item) == pytest.approx(expected.value, abs=1e-3)


def test_weights_count_in_alpha() -> None:
    points = [1.0, 3.0, 2.0, 0.5]
    paper, versions = counted(PUBLISHED, points)
    columns = [[row[one] * points[one] for row in PUBLISHED] for one in range(4)]
    totals = [sum(values) for values in zip(*columns, strict=True)]
    expected = 4 / 3 * (1 - sum(map(pvariance, columns)) / pvariance(totals))
    found = reliability(paper, items(versions, points))
    assert found is not None
    assert found.value == pytest.approx(expected, abs=1e-3)


def test_learners_with_other_questions_have_no_alpha() -> None:
    paper, versions = counted([(1, 1, None), (None, 0, 0), (1, None, 1), (0, 0, None)])
    found = reliability(paper, items(versions))
    assert found is not None
    assert (found.method, found.value > 0.9) == (RANDOM, True)


def test_papers_of_unlike_length_by_hand() -> None:
    """Learners with three, two and two questions, by the unbalanced analysis of variance."""
    paper, _versions = counted([(1, 1, 1), (0, 0, None), (1, 0, None)])
    between, within = (3.5 - 16 / 7) / 2, (4 - 3.5) / 4
    persons = (between - within) / ((7 - 17 / 7) / 2)
    assert of_random_papers(paper) == pytest.approx(persons / (persons + within / (7 / 3)), abs=1e-3)


@pytest.mark.parametrize("table", [[(1, 0)], [(1,), (0,)], [(1, 1), (1, 1)]])
def test_too_little_to_say(table: list[tuple[float, ...]]) -> None:
    paper, versions = counted(table)
    assert reliability(paper, items(versions)) is None


def test_the_error_of_a_score() -> None:
    """A deviation of 15 at .91 leaves 4.5 points; what contradicts itself is all error."""
    assert error_of_score(15, 0.91) == pytest.approx(4.5)
    assert error_of_score(15, -0.4) == 15
    paper, _versions = counted([(1, 1), (0, 0)])
    assert score_deviation(paper) == pytest.approx(70.71, abs=0.01)
