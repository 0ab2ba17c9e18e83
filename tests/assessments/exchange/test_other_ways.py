"""Sheets, Aiken, GIFT and Canvas banks as others write them."""

import io
from typing import Any

import pytest
from openpyxl import Workbook

from assessments.exchange.item import Rejected
from assessments.importers.reading import read
from tests.assessments.exchange.test_word import right
from tests.assessments.exchange.word_files import zipped

HEAD = ["STT", "Câu hỏi", "Đáp án 1", "Đáp án 2", "Đáp án 3", "Đáp án đúng"]


def sheets(*tables: list[list[Any]]) -> list[Any]:
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for rows in tables:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return read(target.getvalue()).questions


@pytest.mark.parametrize("key", [2, "2", "b", "B.", "Đáp án B", "Hai", "(B)"])
@pytest.mark.parametrize("labels", [("", "", ""), ("A. ", "B. ", "C. ")])
def test_the_right_option_is_named_in_any_usual_way(key: Any, labels: tuple[str, ...]) -> None:
    options = [f"{label}{text}" for label, text in zip(labels, ("Một", "Hai", "Ba"), strict=True)]
    (item,) = sheets([["NGÂN HÀNG"], [], HEAD, [1, "Hỏi?", *options, key]])
    assert ([one["text"] for one in item.body["options"]], right(item)) == (["Một", "Hai", "Ba"], "B")


def test_every_sheet_and_two_rows_of_headings_are_read() -> None:
    first = [
        ["STT", "Câu hỏi", "Phương án trả lời", None, "Đáp án"],
        [None, None, "A", "B", None],
        [1, "Một?", "x", "y", "B"],
    ]
    found = sheets(first, [HEAD, [1, "Hai?", "x", "y", "z", "C"]])
    assert [(item.number, item.body["text"], right(item)) for item in found] == [
        (1, "Một?", "B"),
        (2, "Hai?", "C"),
    ]


def test_a_letter_without_options_is_told_and_truths_are_read() -> None:
    told, truth = sheets([["Câu hỏi", "Đáp án"], ["Hỏi?", "B"], ["Trời xanh", "Đ"]])
    assert isinstance(told, Rejected)
    assert (truth.body["kind"], truth.body["right"]) == ("true_false", True)


def test_aiken_in_small_letters_without_spaces() -> None:
    found = read("Một?\na) x\nb) y\nANSWER: b\n\nHai?\nA.m\nB.n\nANSWER: A\n".encode()).questions
    assert [right(item) for item in found] == ["B", "A"]


def test_a_forgotten_brace_costs_only_its_own_question() -> None:
    first, second = read(b"::Q1::Mot { =a ~b\n::Q2::Hai {T}\n").questions
    assert isinstance(first, Rejected)
    assert second.body["kind"] == "true_false"


def test_a_bank_of_canvas_is_read_and_a_quiz_told_twice_is_read_once() -> None:
    item = (
        "<item title='Q'><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>"
        "essay_question</fieldentry></qtimetadatafield></qtimetadata></itemmetadata><presentation><material><mattext>Viết"
        "</mattext></material></presentation></item>"
    )
    bank = (
        "<questestinterop><objectbank><qtimetadata><qtimetadatafield><fieldlabel>bank_title</fieldlabel><fieldentry>Kho"
        f"</fieldentry></qtimetadatafield></qtimetadata>{item}</objectbank></questestinterop>"
    )
    quiz = (
        f"<questestinterop><assessment title='Bài'><section>{item}</section></assessment></questestinterop>"
    )
    parts = {
        "imsmanifest.xml": b"<manifest/>",
        "g1/assessment_qti.xml": quiz.encode(),
        "non_cc_assessments/g1.xml.qti": quiz.encode(),
        "non_cc_assessments/kho.xml.qti": bank.encode(),
    }
    assert [found.category for found in read(zipped(parts)).questions] == [("Bài",), ("Kho",)]


def test_a_letter_is_a_letter_though_an_option_reads_the_same() -> None:
    (found,) = sheets([HEAD, [1, "Vitamin nào?", "B", "C", "A", "B"]])
    assert right(found) == "B"
