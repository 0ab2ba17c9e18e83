"""From one version to the next: which rows are the same, and whether old answers can be read under the new key."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import kinds
from assessments.kinds.remedies import Remedy, remedied
from tests.assessments.kinds.bodies import CLOZE, EVERY, HOTSPOT, MATCHING, ORDERING, choice, short


def renamed(body: Any) -> Any:
    """The same question as an import brings it: without the ids we gave."""
    if isinstance(body, dict):
        return {name: renamed(one) for name, one in body.items() if name != "id"}
    return [renamed(one) for one in body] if isinstance(body, list) else body


@pytest.mark.parametrize("name", list(EVERY))
def test_rows_that_say_the_same_keep_their_ids(name: str) -> None:
    before = kinds.settled(EVERY[name])
    assert kinds.carried(before, kinds.settled(renamed(EVERY[name]))) == before


@pytest.mark.parametrize("name", [name for name in EVERY if name not in {"essay", "file", "likert"}])
def test_a_body_fits_itself(name: str) -> None:
    assert kinds.misfits(EVERY[name], kinds.carried(EVERY[name], EVERY[name])) == []


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (choice(), choice("multiple"), "Loại câu hỏi đã đổi"),
        (EVERY["essay"], EVERY["essay"], "do người chấm"),
        (choice(), choice(shares=(1, 0)), "không còn “Phương án c”"),
        (choice(shares=(1, 0)), choice(shares=(0, 0, 1)), "Đề đã ra không có “Phương án c”"),
        (ORDERING, ORDERING | {"items": ORDERING["items"][:3]}, "không còn “Bước d”"),
        (MATCHING, MATCHING | {"extra": []}, "không còn “Nghĩa thừa”"),
        (CLOZE, CLOZE | {"gaps": CLOZE["gaps"] | {"2": short("12")}}, "Các chỗ trống đã đổi"),
        (CLOZE, CLOZE | {"gaps": CLOZE["gaps"] | {"3": choice("single", (1,))}}, r"\[\[3\]\] Bản này không còn"),
        (HOTSPOT, HOTSPOT | {"picture": "file:khac.png"}, "Hình để chỉ đã đổi"),
        (HOTSPOT, HOTSPOT | {"areas": [HOTSPOT["areas"][0] | {"share": 0.5}] * 2}, "Số chỗ phải chỉ"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_on_is_said(before: Any, after: Any, why: str) -> None:
    found = " ".join(kinds.misfits(before, kinds.carried(before, after)))
    assert re.search(why, found), found


def test_a_wrong_option_added_later_does_not_hinder() -> None:
    assert kinds.misfits(choice(shares=(1, 0)), choice(shares=(0, 1, 0))) == []


def test_words_that_changed_under_one_id_are_told() -> None:
    after = choice()
    after["options"][1] = after["options"][1] | {"text": "Huế"}
    assert kinds.reworded(choice(), after) == [("Phương án b", "Huế")]


answers = st.lists(st.sampled_from("abc"), max_size=3, unique=True)


@given(answers)
def test_under_the_same_key_every_answer_earns_the_same(answer: list[str]) -> None:
    for body in (choice(), choice("multiple", (1, 1, 0)), EVERY["partial"]):
        same = remedied(body, [Remedy("under", under=kinds.carried(body, renamed(body)))])
        assert kinds.grade(same, answer).fraction == kinds.grade(body, answer).fraction


@given(answers, st.sampled_from("abc"))
def test_accepting_an_answer_takes_from_nobody(answer: list[str], also: str) -> None:
    body = choice()
    before, after = (
        kinds.grade(one, answer).fraction for one in (body, remedied(body, [Remedy("accept", accepted=also)]))
    )
    assert after >= before


@given(st.lists(st.sampled_from(["full", "out", "accept"]), max_size=4))
def test_going_back_to_the_first_key_undoes_whatever_was_decided(policies: list[str]) -> None:
    body = choice()
    decided = [Remedy(policy, accepted="b") for policy in policies]
    assert remedied(body, [*decided, Remedy("original")]) == body
    assert remedied(remedied(body, decided), decided) == remedied(body, decided)


def test_what_the_paper_said_a_question_is_worth_stays() -> None:
    newer = choice(points=5)
    assert kinds.points(remedied(choice(points=2), [Remedy("under", under=newer)])) == 2
