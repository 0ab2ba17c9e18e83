"""Texts in Markdown become the HTML that questions hold, and stay so through every export."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.exchange import gift_out, moodle_out
from assessments.exchange.html import clean
from assessments.exchange.markdown import MAX_MARKDOWN, from_markdown
from assessments.importers.reading import read
from tests.assessments.exchange import test_qti1_ways as qti1
from tests.assessments.exchange.qti_files import only
from tests.assessments.exchange.test_moodle_ways import file

SIGNS = st.sampled_from(
    [*"ắđ A1.#*_`~[]()!|<>&\\-+$\"'\n", "**", "\n\n", "- ", "1. ", "> ", "![a](b)", "<b>", "\\("]
)
MARKED = st.lists(SIGNS, min_size=1, max_size=25).map("".join)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**đậm** và *nghiêng*", "<strong>đậm</strong> và <em>nghiêng</em>"),
        ("Gồm:\n\n- một\n- hai", "<p>Gồm:</p><ul><li>một</li><li>hai</li></ul>"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"),
        ("[luật](https://vbpl.vn) `a<b`", '<a href="https://vbpl.vn">luật</a> <code>a&lt;b</code>'),
        ("dòng một  \ndòng hai\nnối", "dòng một<br>dòng hai nối"),
    ],
)  # fmt: skip
def test_marks_become_html(written: str, shown: str) -> None:
    assert from_markdown(written) == shown


@pytest.mark.parametrize("line", ["1945.", "3. Mười", "- 5", "&gt; 5", "5 * 3 * 2", "so_cau_hoi", "_____"])
def test_an_answer_of_one_line_keeps_its_number_and_its_sign(line: str) -> None:
    assert from_markdown(line) == line


@pytest.mark.parametrize(
    "kept", ["\\(a_1 * b_2 * c\\)", "\\[x*y*z\\]", "$$a_i * b_i *$$", "(___) và (___)", "Ông ____ và ____."]
)
def test_formulas_and_blanks_stay_as_they_stand(kept: str) -> None:
    assert from_markdown(f"**Tính** {kept}\n") == f"<strong>Tính</strong> {kept}"


def test_a_formula_escaped_for_markdown_loses_its_second_stroke() -> None:
    assert from_markdown(r"\\(a<b\\)") == r"\(a&lt;b\)"


def test_the_cleaner_has_the_last_word() -> None:
    shown = from_markdown('<script>alert(1)</script>\n\n[a](javascript:alert(1))\n\n<p onclick="x">b</p>')
    assert "<script" not in shown
    assert "onclick" not in shown
    assert 'href="javascript' not in shown


def test_a_text_too_long_for_a_question_is_shown_as_written() -> None:
    assert from_markdown("[" * MAX_MARKDOWN + "**a**") == "[" * MAX_MARKDOWN + "**a**"


@given(MARKED)
def test_what_comes_of_it_is_clean_already(text: str) -> None:
    assert clean(from_markdown(text)) == from_markdown(text)


def moodle(text: str, more: str = "") -> str:
    return (
        '<quiz><question type="multichoice"><name><text>Q</text></name>'
        f'<questiontext format="markdown"><text><![CDATA[{text}]]></text>{more}</questiontext>'
        '<answer fraction="100" format="markdown"><text>**có**</text><feedback format="markdown"><text>*đúng*</text>'
        '</feedback></answer><answer fraction="0" format="markdown"><text>2. không</text></answer></question></quiz>'
    )


def gift(text: str) -> str:
    return f"::Q::[markdown]{gift_out._escaped(text)}{{=**có**#*đúng* ~2. không}}"


@pytest.mark.parametrize("form", [moodle, gift])
def test_every_text_of_a_question_is_read(form: Any) -> None:
    body = only(form("Chọn **một**:\n\n- a\n- b")).body
    assert body["text"] == "<p>Chọn <strong>một</strong>:</p><ul><li>a</li><li>b</li></ul>"
    assert [option["text"] for option in body["options"]] == ["<strong>có</strong>", "2. không"]
    assert body["options"][0]["feedback"] == "<em>đúng</em>"


def test_pictures_beside_the_text_are_kept_and_missing_ones_told() -> None:
    found = only(
        moodle("Xem ![sơ đồ](@@PLUGINFILE@@/s%C6%A1%20%C4%91%E1%BB%93.png) ![x](mat.png)", file("sơ đồ.png"))
    )
    assert list(found.files) == ["sơ_đồ.png"]
    assert '<img src="file:sơ_đồ.png" alt="sơ đồ">' in found.body["text"]
    assert found.notes == ("Thiếu tệp mat.png.",)


def test_qti_texts_that_say_so_are_read() -> None:
    asked = qti1.words("**Hỏi?**", "text/markdown") + qti1.choices()
    found = only(qti1.item(asked, qti1.when(qti1.given("A"))))
    assert found.body["text"] == "<strong>Hỏi?</strong>"


@settings(max_examples=60, deadline=None)
@given(MARKED, st.sampled_from([moodle, gift]))
def test_once_read_it_goes_through_both_exports_unchanged(text: str, form: Any) -> None:
    items = [one for one in read(form(text.replace("]]>", "")).encode()).questions if hasattr(one, "body")]
    for written in (gift_out.write(items)[0].encode(), moodle_out.write(items)[0]):
        again = read(written).questions if items else []
        assert [(one.body, one.files) for one in again if hasattr(one, "body")] == [
            (one.body, one.files) for one in items
        ]
