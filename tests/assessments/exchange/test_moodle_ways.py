"""Moodle XML as Moodle's versions, plug-ins and other tools write it."""

import base64
from typing import Any

import pytest

from assessments.exchange import moodle_out
from assessments.exchange.item import Item, Rejected
from assessments.importers.reading import read
from assessments.kinds import numerical
from tests.assessments.exchange.qti_files import only
from tests.assessments.exchange.test_qti_packages import png

CHOICES = '<answer fraction="0"><text>Một</text></answer><answer fraction="100"><text>Hai</text></answer>'


def question(kind: str, inner: str, text: str = "Hỏi?", files: str = "") -> str:
    return (
        f'<quiz><question type="{kind}"><name><text>Q</text></name><questiontext format="html"><text><![CDATA[{text}]]>'
        f"</text>{files}</questiontext>{inner}</question></quiz>"
    )


def file(name: str, path: str = "/") -> str:
    return f'<file name="{name}" path="{path}" encoding="base64">{base64.b64encode(png()).decode()}</file>'


def answer(text: str, share: str, more: str = "") -> str:
    return f'<answer fraction="{share}"><text><![CDATA[{text}]]></text>{more}</answer>'


@pytest.mark.parametrize(
    ("address", "stored"),
    [
        ("h%C3%ACnh%20%E1%BA%A3nh%20(1).png", file("hình ảnh (1).png")),
        ("hình.png", file("hi\u0300nh.png")),
        ("thu%20muc/a.png", file("a.png", "/thu muc/")),
    ],
)
def test_pictures_keep_their_place_and_size(address: str, stored: str) -> None:
    image = f'<img src="@@PLUGINFILE@@/{address}" width="120" height="60">'
    for written in (
        question("multichoice", CHOICES, image, stored),
        question("multichoice", CHOICES + f"<generalfeedback><text/>{stored}</generalfeedback>", image),
    ):
        found = only(written)
        assert (found.notes, len(found.files)) == ((), 1)
        assert 'width="120" height="60"' in found.body["text"]


@pytest.mark.parametrize(
    ("answers", "right"),
    [
        (answer("true", "100") + answer("false", "0"), True),
        (answer("FALSE", "100") + answer("TRUE", "0"), False),
        (answer("Đúng", "100") + answer("Sai", "0"), True),
        (answer("<p>Sai</p>", "100") + answer("<p>Đúng</p>", "0"), False),
        (answer("true", "50") + answer("false", "-50"), True),
    ],
)
def test_truths_in_either_language_with_any_share(answers: str, right: bool) -> None:
    assert only(question("truefalse", answers)).body["right"] is right


@pytest.mark.parametrize(
    "answers", [answer("true", "0") + answer("false", "0"), answer("Có", "100") + answer("Không", "0")]
)
def test_no_truth_is_guessed(answers: str) -> None:
    assert isinstance(only(question("truefalse", answers)), Rejected)


def test_units_of_moodle_count_how_many_make_the_base() -> None:
    units = "<units>{}</units>".format(
        "".join(
            f"<unit><multiplier>{times}</multiplier><unit_name>{name}</unit_name></unit>"
            for name, times in (("m", 1), ("cm", 100), ("km", 0.001))
        )
    )
    found = only(question("numerical", answer("3", "100", "<tolerance>0</tolerance>") + units))
    for written, earned in (("3 m", 1), ("300 cm", 1), ("0,003 km", 1), ("3 cm", 0)):
        assert numerical.grade(found.body, written).fraction == earned
    data, _losses = moodle_out.write([found])
    assert "<multiplier>100</multiplier>" in data.decode()
    assert only(data).body == found.body


def test_gaps_of_every_kind_in_any_capitals() -> None:
    text = (
        "{1:MULTICHOICE:=a#ok~b} {2:MCV:%50%a~=b} {:mch:a~=b} {1:MCS:a~=b} {1:MULTIRESPONSE:=a~=b~c} "
        "{1:MRHS:=a~c} {1:SHORTANSWER:=a~%50%b~*} {1:sa:=x} {1:SAC:=X} {1:MW:=m} {1:NUMERICAL:=3.14:0.01} {1:NM:=1,5:0,1} "
        "{1:SA:=a\\}b\\~c}"
    )
    gaps = only(question("cloze", "", text)).body["gaps"]
    kinds = [gap["kind"] for gap in gaps.values()]
    assert kinds == ["single"] * 4 + ["multiple"] * 2 + ["short"] * 4 + ["numerical"] * 2 + ["short"]
    assert (gaps["2"]["points"], gaps["9"]["case"], gaps["13"]["answers"][0]["text"]) == (2, True, "a}b~c")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Không có chỗ trống", "{…}"),
        ("{1:MULTICHOICE}", "{…}"),
        ("{1:MULTICHOICE:=Táo}", "ít nhất hai"),
        ("{1:MULTICHOICE:Lê~%50%Táo}", "trọn vẹn"),
        ("{3:NUMERICAL:=zero}", "không phải là số"),
        ("{1:REGEXP:=a}", "REGEXP"),
    ],
)
def test_a_broken_gap_is_told(text: str, why: str) -> None:
    told = only(question("cloze", "", text))
    assert isinstance(told, Rejected)
    assert why in told.reason


def test_choices_among_the_words_of_their_group() -> None:
    boxes = "".join(
        f"<dragbox><text>{text}</text><group>{group}</group></dragbox>"
        for text, group in (("một", 1), ("hai", 1), ("ba", 2), ("bốn", 2))
    )
    body = only(question("ddwtos", boxes, "[[2]] và [[3]]")).body
    assert [[one["text"] for one in gap["options"] if one["share"]] for gap in body["gaps"].values()] == [
        ["hai"],
        ["ba"],
    ]
    told = only(question("gapselect", boxes, "[[9]]"))
    assert isinstance(told, Rejected)
    assert "9" in told.reason


@pytest.mark.parametrize(
    "kind",
    ["calculated", "calculatedmulti", "calculatedsimple", "ddimageortext", "ddmarker", "stack", "random"],
)
def test_types_that_we_lack_are_named(kind: str) -> None:
    told = only(question(kind, CHOICES))
    assert isinstance(told, Rejected)
    assert (told.number, told.kind) == (1, kind)
    assert kind in told.reason


def test_an_essay_with_attachments_says_what_it_loses() -> None:
    found = only(question("essay", "<responseformat>editor</responseformat><attachments>2</attachments>"))
    assert isinstance(found, Item)
    assert "nộp tệp" in found.notes[0]


@pytest.mark.parametrize("text", ["A & B", "A&nbsp;B", "A\x0bB", "A &amp; B"])
def test_xml_written_as_if_it_were_html_is_read(text: str) -> None:
    written = question("multichoice", CHOICES).replace("<![CDATA[Hỏi?]]>", text)
    kept: Any = only("\n  <?xml version='1.0'?>" + written)
    assert kept.body["text"].replace("&amp;", "&").replace("\xa0", " ") in ("A & B", "A B", "AB")


def test_sections_of_text_stay_as_they_are_where_the_rest_is_mended() -> None:
    written = question("multichoice", CHOICES, "<p>a && b</p>").replace("<name>", "<name>&nbsp;")
    assert read(written.encode()).questions[0].body["text"] == "a &amp;&amp; b"  # type: ignore[union-attr]
