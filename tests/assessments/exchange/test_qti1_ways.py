"""QTI 1.2 items as Canvas, Common Cartridge and older systems write them."""

from typing import Any

import pytest

from assessments.exchange.item import Item, Rejected
from assessments.importers.reading import read
from tests.assessments.exchange.qti_files import only
from tests.assessments.exchange.test_qti_packages import png
from tests.assessments.exchange.test_word import right
from tests.assessments.exchange.word_files import zipped

ABC = (("A", "Một"), ("B", "Hai"), ("C", "Ba"))


def words(text: str, kind: str = "text/html") -> str:
    return f'<material><mattext texttype="{kind}">{text}</mattext></material>'


def choices(
    many: str = "Single", *, of: tuple[tuple[str, str], ...] = ABC, ident: str = "r1", asked: str = ""
) -> str:
    labels = "".join(f'<response_label ident="{name}">{words(text)}</response_label>' for name, text in of)
    shown = f"<render_choice>{labels}</render_choice>"
    return f'<response_lid ident="{ident}" rcardinality="{many}">{asked}{shown}</response_lid>'


def box(kind: str = "", ident: str = "r1") -> str:
    return f'<response_str ident="{ident}"><render_fib fibtype="{kind}"/></response_str>'


def given(value: str, ident: str = "r1", more: str = "") -> str:
    return f'<varequal respident="{ident}" {more}>{value}</varequal>'


def when(test: str, score: str = "100", said: str = "") -> str:
    shown = f'<displayfeedback linkrefid="{said}"/>' if said else ""
    scored = f'<setvar varname="SCORE">{score}</setvar>'
    return f"<respcondition><conditionvar>{test}</conditionvar>{scored}{shown}</respcondition>"


def item(body: str, *rules: str, more: str = "", **meta: str) -> bytes:
    fields = "".join(
        f"<qtimetadatafield><fieldlabel>{name}</fieldlabel><fieldentry>{value}</fieldentry></qtimetadatafield>"
        for name, value in meta.items()
    )
    return (
        f'<?xml version="1.0"?><questestinterop><item ident="i" title="Q1"><itemmetadata>{fields}</itemmetadata>'
        f"<presentation>{body}</presentation><resprocessing>{''.join(rules)}</resprocessing>{more}</item></questestinterop>"
    ).encode()


def shares(found: Item) -> list[float]:
    return [one["share"] for one in found.body["options"]]


@pytest.mark.parametrize(
    "body",
    [
        words("&lt;p&gt;Hỏi &lt;b&gt;gì&lt;/b&gt;?&lt;/p&gt;") + choices(),
        words("<![CDATA[<p>Hỏi <b>gì</b>?</p>]]>", "text/plain") + choices(),
        words("<p>Hỏi <b>gì</b>?</p>", "text/xhtml") + choices(),
        f"<flow><flow>{words('Hỏi &lt;b&gt;gì&lt;/b&gt;?')}</flow>{choices()}</flow>",
        choices(asked=words("Hỏi &lt;b&gt;gì&lt;/b&gt;?")),
    ],
    ids=["escaped", "cdata as plain", "xhtml", "flow", "inside the response"],
)
@pytest.mark.parametrize("key", ["B", "Hai"])
def test_one_choice_wherever_its_words_stand(body: str, key: str) -> None:
    rules = when(given(key)), when(f"<not>{given(key)}</not>", "0")
    found = only(item(body, *rules, qmd_weighting="3"))
    assert (found.body["text"], right(found), found.body["points"]) == ("Hỏi <b>gì</b>?", "B", 3)


def test_several_right_ones_together_or_each_for_a_part() -> None:
    both = f"<and>{given('A')}{given('B')}<not><or>{given('C')}</or></not></and>"
    whole = only(item(words("Hỏi") + choices("Multiple"), when(both)))
    assert (shares(whole), whole.body["scoring"]) == ([0.5, 0.5, 0], "all")
    rules = [when(given(name), score) for name, score in (("A", "50"), ("B", "50"), ("C", "-50"))]
    apart = only(item(words("Hỏi") + choices("Multiple"), *rules))
    assert (shares(apart), apart.body["scoring"]) == ([0.5, 0.5, -0.5], "partial")


@pytest.mark.parametrize(
    "test", ["<or>{a}{b}</or>", "<and><or>{a}{b}</or><not>{c}</not></and>", "<or><and>{a}{b}</and>{c}</or>"]
)
def test_one_of_several_in_a_multiple_answer_is_told_and_not_read_as_all(test: str) -> None:
    rule = when(test.format(a=given("A"), b=given("B"), c=given("C")))
    found = only(item(words("Hỏi") + choices("Multiple"), rule))
    assert isinstance(found, Rejected)
    assert "một trong nhiều cách chọn" in found.reason
    alone = only(item(words("Hỏi") + choices("Multiple"), when(f"<or>{given('A')}</or>")))
    assert shares(alone) == [1, 0, 0]


LEFT = "".join(choices(ident=f"r{place}", asked=words(f"Trái {place}")) for place in (1, 2))
KINDS: dict[str, tuple[bytes, str, Any]] = {
    "cc.true_false": (
        item(
            words("Hỏi") + choices(of=(("t", "Đúng"), ("f", "Sai"))),
            when(given("t")),
            cc_profile="cc.true_false.v0p1",
        ),
        "true_false",
        lambda body: body["right"] is True,
    ),
    "cc.pattern_match": (
        item(
            words("Hỏi") + box(), when("<varsubstring>Huế</varsubstring>"), cc_profile="cc.pattern_match.v0p1"
        ),
        "short",
        lambda body: body["answers"][0]["text"] == "*Huế*",
    ),
    "capitals and stars": (
        item(words("Hỏi") + box(), when(given("2*X", more='case="Yes"'))),
        "short",
        lambda body: body["case"] and body["answers"][0]["text"] == r"2\*X",
    ),
    "decimal": (
        item(words("Hỏi") + box("Decimal"), when(given("4.5"))),
        "numerical",
        lambda body: body["answers"][0]["value"] == 4.5,
    ),
    "bounds": (
        item(
            words("Hỏi") + '<response_num ident="r1"><render_fib/></response_num>',
            when("<vargt>1</vargt><varlt>3</varlt>"),
        ),
        "numerical",
        lambda body: (body["answers"][0]["value"], body["answers"][0]["tolerance"]) == (2, 1),
    ),
    "matching": (
        item(words("Nối") + LEFT, when(given("B", "r1"), "50"), when(given("A", "r2"), "50")),
        "matching",
        lambda body: [pair["right"] for pair in body["pairs"]] == ["Hai", "Một"] and body["extra"] == ["Ba"],
    ),
    "ordering": (
        item(words("Xếp") + choices("Ordered"), when(given("C") + given("A") + given("B"))),
        "ordering",
        lambda body: [one["text"] for one in body["items"]] == ["Ba", "Một", "Hai"],
    ),
    "boxes in the text": (
        item(
            f"<flow>{words('Ở')}{box(ident='r1')}{words('và')}{box(ident='r2')}</flow>",
            when(given("Huế", "r1"), "50"),
            when(given("Vinh", "r2"), "50"),
        ),
        "cloze",
        lambda body: body["text"] == "Ở [[1]] và [[2]]" and body["gaps"]["2"]["answers"][0]["text"] == "Vinh",
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_the_kind_is_told_or_seen(name: str) -> None:
    data, kind, holds = KINDS[name]
    found = only(data)
    assert isinstance(found, Item)
    assert found.body["kind"] == kind
    assert holds(found.body)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (item(words("Hỏi") + '<response_xy ident="x"/>'), "response_xy"),
        (item(words("Hỏi") + '<response_grp ident="x"/>'), "response_grp"),
        (item(words("Hỏi"), question_type="calculated_question"), "calculated_question"),
        (item(words("Hỏi") + box("Decimal"), when("<vargte>1</vargte>")), "một cận"),
    ],
)
def test_what_we_lack_is_named(data: bytes, why: str) -> None:
    told = only(data)
    assert isinstance(told, Rejected)
    assert why in told.reason


def test_feedback_for_one_answer_and_for_whatever_else() -> None:
    said = "".join(f'<itemfeedback ident="{name}">{words(name)}</itemfeedback>' for name in ("Good", "Bad"))
    rules = when(given("B"), said="Good"), when("<other/>", "0", said="Bad")
    body = only(item(words("Hỏi") + choices(), *rules, more=said)).body
    assert (body["feedback"], body["options"][1]["feedback"]) == ({"wrong": "Bad"}, "Good")


@pytest.mark.parametrize(
    "root", ["$IMS-CC-FILEBASE$", "%24IMS-CC-FILEBASE%24", "$IMS-CC-FILEBASE$/../web_resources"]
)
def test_pictures_of_a_cartridge(root: str) -> None:
    image = f"&lt;img src=&quot;{root}/Tệp%20tải/b%20d.png?canvas_download=1&quot;&gt;"
    picture = '<material><matimage uri="Tệp tải/b d.png"/></material>'
    parts = {
        "imsmanifest.xml": b"<manifest/>",
        "g1/g1.xml": item(words(f"Hỏi {image}") + picture + choices(), when(given("B"))),
        "web_resources/Tệp tải/b d.png": png(),
    }
    (found,) = read(zipped(parts)).questions
    assert isinstance(found, Item)
    assert (list(found.files), found.notes, found.body["text"].count("file:b_d.png")) == (["b_d.png"], (), 2)


@pytest.mark.parametrize("exact", ["4.05", "4", "3.95"])
def test_a_value_between_uneven_bounds_takes_what_the_bounds_take(exact: str) -> None:
    bounds = '<vargte respident="r1">3.9</vargte><varlte respident="r1">4.2</varlte>'
    rule = when(f"<or>{given(exact)}<and>{bounds}</and></or>")
    (found,) = read(item(words("Mấy?") + box("decimal"), rule)).questions
    assert isinstance(found, Item)
    assert [(one["value"], one["tolerance"]) for one in found.body["answers"]] == [(4.05, 0.15)]


def test_a_choice_that_takes_points_away_is_not_right() -> None:
    rules = [when(given(ident), "50") for ident in "AC"] + [
        when(given("B"), "50").replace('varname="SCORE"', 'varname="SCORE" action="Subtract"')
    ]
    (found,) = read(item(words("Hỏi?") + choices(many="Multiple"), *rules)).questions
    assert isinstance(found, Item)
    assert shares(found) == [0.5, -0.5, 0.5]
