"""What is written is read again as the same question, as far as the format holds it."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.exchange import gift_out, moodle_out, xlsx_out
from assessments.exchange.bodies import body, options
from assessments.exchange.html import clean
from assessments.exchange.item import Item
from assessments.importers.reading import read
from tests.assessments.exchange.strategies import PLAIN, items

GIFT = ["single", "multiple", "true_false", "short", "numerical", "matching", "essay"]
MOODLE = [*GIFT, "ordering", "cloze"]
SHEET = [*GIFT, "ordering"]


def same(item: Item, *, named: bool) -> tuple[Any, ...]:
    return (item.name if named else "", item.body, item.category, item.tags, item.files, item.level)


def again(data: bytes) -> list[Any]:
    return read(data).questions


@settings(max_examples=50, deadline=None)
@given(st.lists(items(GIFT), min_size=1, max_size=3))
def test_gift_gives_back_every_question(given_items: list[Item]) -> None:
    text, losses = gift_out.write(given_items)
    assert losses == []
    assert [same(item, named=True) for item in again(text.encode())] == [
        same(item, named=True) for item in given_items
    ]


@settings(max_examples=50, deadline=None)
@given(st.lists(items(MOODLE), min_size=1, max_size=3))
def test_moodle_xml_gives_back_every_question(given_items: list[Item]) -> None:
    data, losses = moodle_out.write(given_items)
    assert losses == []
    assert [same(item, named=True) for item in again(data)] == [
        same(item, named=True) for item in given_items
    ]


@settings(max_examples=25, deadline=None)
@given(st.lists(items(SHEET, PLAIN, plain=True), min_size=1, max_size=3))
def test_a_sheet_gives_back_every_question_of_plain_text(given_items: list[Item]) -> None:
    data, losses = xlsx_out.write(given_items)
    assert losses == []
    assert [same(item, named=False) for item in again(data)] == [
        same(item, named=False) for item in given_items
    ]


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("module", [gift_out, moodle_out, xlsx_out])
def test_a_kind_that_a_format_lacks_is_told(module: Any) -> None:
    spot = Item(4, "Bản đồ", {"kind": "hotspot", "text": "?", "points": 1, "feedback": {}, "hints": []})
    _data, losses = module.write([spot])
    assert [(loss.number, loss.name) for loss in losses] == [(4, "Bản đồ")]
    assert "cả câu" in losses[0].what


def test_an_answer_that_begins_like_a_weight_keeps_its_share() -> None:
    made = body(
        "single", "Hỏi?", options=options([("%50% dân số", 1, ""), ("%20% dân số", 0, "")]), shuffle=True
    )
    text, _losses = gift_out.write([Item(1, "Tên", made)])
    assert [found.body for found in again(text.encode())] == [made]
