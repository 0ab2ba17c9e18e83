"""What holds for every kind: scores within bounds, no answer breaks a grader, nothing shown tells the key."""

import json
from copy import deepcopy
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments import kinds
from common.errors import DomainError
from tests.assessments.kinds.bodies import EVERY

easy = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
names = st.sampled_from(["a", "b", "c", "d", "1", "2", "true", "0.2,0.2", "Nghĩa a", "1.500", "kind", "id"])
garbage = st.recursive(
    leaves | names, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4), max_leaves=8
)  # fmt: skip
every = pytest.mark.parametrize("name", list(EVERY))


@every
def test_a_sound_question_has_no_problem(name: str) -> None:
    assert kinds.problems(EVERY[name]) == []


@every
@easy
@given(answer=garbage)
def test_any_answer_earns_between_nothing_and_all(name: str, answer: Any) -> None:
    fraction = kinds.grade(EVERY[name], answer).fraction
    assert fraction is None or 0 <= fraction <= 1


@every
@easy
@given(answer=garbage)
def test_any_answer_is_kept_or_refused_with_a_sentence(name: str, answer: Any) -> None:
    entry = kinds.shown(EVERY[name], Random(1))
    try:
        kept = kinds.accepted(entry, answer)
    except DomainError:
        return
    assert kinds.accepted(entry, kept) == kept
    json.dumps(kept, allow_nan=False)


@every
@easy
@given(
    body=st.dictionaries(
        st.sampled_from([*"abc", "options", "answers", "pairs", "items", "areas", "gaps"]), garbage
    )
)
def test_a_damaged_body_is_described_not_raised(name: str, body: Any) -> None:
    assert isinstance(kinds.problems({**EVERY[name], **body}), list)
    assert kinds.problems(body)


@every
def test_the_key_earns_everything(name: str) -> None:
    body = EVERY[name]
    if body["kind"] in {"essay", "file", "likert"}:
        assert kinds.key(body) is None
        return
    entry = kinds.shown(body, Random(3))
    assert kinds.grade(body, kinds.accepted(entry, kinds.key(body))).fraction == 1


@every
def test_nothing_given_earns_nothing(name: str) -> None:
    for nothing in (None, "", [], {}):
        assert kinds.grade(EVERY[name], nothing).fraction == 0


@every
def test_what_is_shown_says_nothing_of_the_key(name: str) -> None:
    body = kinds.settled(EVERY[name]) | {"feedback": {"general": "LỜI GIẢI"}, "hints": ["GỢI Ý"]}
    shown = json.dumps(kinds.shown(body, Random(1)), ensure_ascii=False)
    for word in (
        "share",
        "feedback",
        "LỜI GIẢI",
        "GỢI Ý",
        "correct",
        "tolerance",
        "coords",
        '"pairs"',
        "Xem lại",
    ):
        assert word not in shown


@every
@easy
@given(seed=st.integers(0, 50))
def test_the_order_in_which_a_question_is_written_does_not_change_the_grade(name: str, seed: int) -> None:
    body, other = EVERY[name], deepcopy(EVERY[name])
    for rows in ("options", "pairs", "answers", "areas"):
        Random(seed).shuffle(other.get(rows, []))
    assert kinds.grade(other, kinds.key(body)).fraction == kinds.grade(body, kinds.key(body)).fraction


@every
def test_keeping_a_body_twice_changes_nothing_more(name: str) -> None:
    kept = kinds.settled(EVERY[name])
    assert kinds.settled(kept) == kept
    assert kinds.digest(kept) == kinds.digest(kinds.settled(EVERY[name]))
    assert kinds.problems(kept) == []


def test_the_order_of_ids_does_not_tell_which_option_is_right() -> None:
    ids = [kinds.key(kinds.settled(EVERY["single"]))[0] for _time in range(3)]
    assert len(set(ids)) == 3
    assert "a" not in ids


def test_an_unknown_kind_is_named_as_such() -> None:
    assert kinds.problems({"kind": "crossword", "text": "x"}) == ["Loại câu hỏi này không có."]
    assert kinds.problems(None)
    with pytest.raises(DomainError):
        kinds.accepted({"kind": "crossword"}, [])
