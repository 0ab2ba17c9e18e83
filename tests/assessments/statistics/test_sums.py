"""Sums of parts are the sums of the whole, in any order; times and versions are told apart honestly."""

from collections import Counter, defaultdict

from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.deriving import derived
from assessments.statistics.reliability import ALPHA
from assessments.statistics.sums import Sums, add_paper, labelled
from assessments.statistics.times import seconds_by_question
from tests.assessments.statistics.papers import about, answers, counted

rows = st.tuples(*[st.sampled_from([None, 0, 1 / 3, 0.5, 1])] * 5)


@given(st.lists(rows, max_size=20), st.integers(0, 20), st.randoms())
def test_parts_add_up_to_the_whole_in_any_order(table, cut, chance):
    whole_paper, whole = counted(table)
    mixed = chance.sample(table, len(table))
    (paper, versions), (more_paper, more) = counted(mixed[:cut]), counted(mixed[cut:])
    paper.update(more_paper)
    for version, sums in more.items():
        versions[version].update(sums)
    assert (paper, dict(versions)) == (whole_paper, dict(whole))


@given(st.lists(rows, min_size=2, max_size=20))
def test_what_is_derived_knows_every_version(table):
    paper, versions = counted(table)
    trust, found = derived(paper, versions, about(*range(5)))
    assert set(found) == set(versions)
    assert trust is None or trust.value <= 1.000001


def test_two_versions_of_a_question_are_one_question_of_the_test():
    table = [(1, None, 1, 1), (0, None, 0, 1), (None, 1, 1, 1), (None, 0, 0, 0)]
    paper, versions = counted(table)
    trust, found = derived(paper, versions, about(7, 7, 8, 9))
    assert (trust.method, found[0].figures.alpha_gain == found[1].figures.alpha_gain) == (ALPHA, True)
    assert derived(paper, versions, about(6, 7, 8, 9))[0].method != ALPHA


def test_a_paper_worth_nothing_is_not_counted():
    paper: Sums = Counter()
    add_paper(paper, defaultdict(Counter), answers((0, 1), [0, 0]), seconds=10)
    assert not paper


def test_a_choice_may_hold_the_sign_that_parts_names():
    assert labelled({"label:40:a:b": 2, "label:60:a:b": 1, "n": 3}) == {"a:b": {40: 2, 60: 1}}


def test_time_is_counted_from_the_answer_before():
    saved = {"b": 1100.0, "a": 1030.0, "c": 1160.0}
    assert seconds_by_question(1000.0, saved) == {"a": 30, "b": 70, "c": 60}


def test_answers_that_came_together_and_long_pauses_tell_no_time():
    assert seconds_by_question(0.0, {"a": 100.0, "b": 100.5, "c": 160.0}) == {"c": 59.5}
    assert seconds_by_question(0.0, {"a": 60.0, "b": 60.0 + 1801}) == {"a": 60}
    assert seconds_by_question(50.0, {"a": 20.0}) == {}
