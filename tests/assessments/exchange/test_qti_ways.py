"""QTI 2 items as others write them: keys, mappings, rules of scoring and words around them."""

import re

import pytest

from assessments.exchange.item import Rejected
from tests.assessments.exchange.qti_files import choice, declared, item, match, only, rewarding, sides
from tests.assessments.exchange.test_word import right

VARIABLE = "<variable identifier='RESPONSE'/>"
SAME = f"<match>{VARIABLE}<correct identifier='RESPONSE'/></match>"
ENTRY = '<p>Ở <textEntryInteraction responseIdentifier="RESPONSE"/>.</p>'
GAPS = (
    '<gapMatchInteraction responseIdentifier="RESPONSE"><gapText identifier="W" matchMax="1">đông</gapText>'
    '<gapText identifier="S" matchMax="1">hè</gapText><p><gap identifier="G1"/> và <gap identifier="G2"/></p>'
    "</gapMatchInteraction>"
)
ONE = item(declared("B"), choice())


@pytest.mark.parametrize(
    "written",
    [
        ONE,
        item(declared("B"), choice(), rewarding(SAME)),
        item(
            declared(),
            choice(),
            rewarding(f"<match>{VARIABLE}<baseValue baseType='identifier'>B</baseValue></match>"),
        ),
        item(declared("B"), choice(name="MR01")),
        item(declared(worth={"B": 2, "A": 0}), choice(), "map_response.xml"),
        item(
            declared("B") + declared(name="HINT"),
            choice() + '<endAttemptInteraction responseIdentifier="HINT"/>',
        ),
        ONE.replace(' xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"', ""),
        re.sub(r"<(/?)([a-zA-Z])", r"<\1imsqti:\2", ONE).replace("xmlns=", "xmlns:imsqti="),
        re.sub(r"<(/?)([a-zA-Z])", r"<\1q:\2", ONE).replace("xmlns=", "xmlns:q=").partition("?>")[2],
    ],
    ids=[
        "template",
        "rules",
        "key in rules",
        "other name",
        "mapping",
        "hint",
        "no namespace",
        "prefix",
        "bare",
    ],
)
def test_one_choice_whichever_way_its_key_is_told(written: str) -> None:
    found = only(written)
    assert (found.body["kind"], right(found)) == ("single", "B")


def test_rules_that_only_say_what_a_template_says_need_no_warning() -> None:
    mapped = (
        "<responseProcessing><setOutcomeValue identifier='SCORE'><mapResponse identifier='RESPONSE'/>"
        "</setOutcomeValue></responseProcessing>"
    )
    many = declared("A", "B", many="multiple", worth={"A": 1, "B": 1, "C": -1})
    partial = only(item(many, choice('maxChoices="0"'), mapped))
    shares = [one["share"] for one in partial.body["options"]]
    assert (shares, partial.body["scoring"], partial.notes) == ([0.5, 0.5, -0.5], "partial", ())
    assert only(item(declared("B"), choice(), rewarding(SAME))).notes == ()
    own = rewarding(f"<gt>{VARIABLE}<baseValue baseType='float'>3</baseValue></gt>")
    assert only(item(declared("B"), choice(), own)).notes


@pytest.mark.parametrize("key", [("L1 R2", "L2 R1"), ("R2 L1", "R1 L2")])
def test_pairs_in_either_order_or_only_mapped(key: tuple[str, ...]) -> None:
    pairs = {"many": "multiple", "base": "directedPair"}
    body = match(["L1", "L2"], ["R1", "R2", "R3"])
    for said in (declared(*key, **pairs), declared(worth=dict.fromkeys(key, 1.0), **pairs)):  # type: ignore[arg-type]
        found = only(item(said, body)).body
        assert [(pair["left"], pair["right"]) for pair in found["pairs"]] == [("L1", "R2"), ("L2", "R1")]
        assert found["extra"] == ["R3"]


def test_groups_on_the_left_are_offered_for_each_thing_on_the_right() -> None:
    said = declared("Cây lúa", "Cây ngô", "Con bò", many="multiple", base="directedPair")
    found = only(item(said, match(["Cây", "Con"], ["lúa", "ngô", "bò"]))).body
    assert [(pair["left"], pair["right"]) for pair in found["pairs"]] == [
        ("lúa", "Cây"),
        ("ngô", "Cây"),
        ("bò", "Con"),
    ]


def test_a_chain_of_pairs_is_told_with_its_reason() -> None:
    body = (
        f'<associateInteraction responseIdentifier="RESPONSE">{sides("A", "B", "C")}</associateInteraction>'
    )
    told = only(item(declared("A B", "B C", many="multiple", base="pair"), body))
    assert isinstance(told, Rejected)
    assert told.reason == "Mỗi vế trái phải ghép với đúng một vế phải."


@pytest.mark.parametrize("key", [{"W G1": 1, "S G2": 2}, {"G1 W": 1, "G2 S": 1}])
def test_gaps_to_drag_into_have_their_texts(key: dict[str, float]) -> None:
    for said in (declared(worth=key, many="multiple"), declared(*key, many="multiple")):
        gaps = only(item(said, GAPS)).body["gaps"]
        assert [
            next(one["text"] for one in gap["options"] if one["share"] == 1) for gap in gaps.values()
        ] == [
            "đông",
            "hè",
        ]


def test_written_answers_and_numbers() -> None:
    either = only(item(declared("Huế", "Hue", many="multiple", base="string"), ENTRY)).body["gaps"]["1"]
    assert [(one["text"], one["share"]) for one in either["answers"]] == [("Huế", 1), ("Hue", 1)]
    exact = declared("Huế", base="string", worth={"Huế": 1}).replace(
        'mappedValue="1"', 'mappedValue="1" caseSensitive="true"'
    )
    assert only(item(exact, ENTRY)).body["gaps"]["1"]["case"]
    near = "<equal toleranceMode='{}' tolerance='{}'>" + VARIABLE + "<correct identifier='RESPONSE'/></equal>"
    for mode, margin, expected in (("absolute", "0.5 0.5", 0.5), ("relative", "10", 4.2), ("exact", "", 0)):
        said = item(declared("42", base="float"), ENTRY, rewarding(near.format(mode, margin)))
        (answer,) = only(said).body["gaps"]["1"]["answers"]
        assert (answer["value"], round(answer["tolerance"], 6)) == (42, expected)


def test_several_questions_in_one_item_may_have_several_answers() -> None:
    said = declared("A", "B", many="multiple") + declared("C", name="R2")
    gaps = only(item(said, choice('maxChoices="0"') + choice(name="R2"))).body["gaps"]
    assert [(gap["kind"], [one["share"] for one in gap["options"]]) for gap in gaps.values()] == [
        ("multiple", [0.5, 0.5, 0]),
        ("single", [0, 0, 1]),
    ]


def test_feedback_goes_where_it_belongs() -> None:
    more = "".join(
        f'<modalFeedback outcomeIdentifier="F" identifier="{name}" showHide="show">{name}!</modalFeedback>'
        for name in ("A", "B", "HINT", "incorrect")
    )
    body = only(item(declared("B"), choice(), more=more)).body
    assert (body["feedback"], body["hints"]) == ({"right": "B!", "wrong": "incorrect!"}, ["HINT!"])
    assert [one["feedback"] for one in body["options"]] == ["A!", "", ""]


@pytest.mark.parametrize("name", ["mediaInteraction", "drawingInteraction", "customInteraction"])
def test_ways_of_answering_that_we_lack_are_named(name: str) -> None:
    told = only(item(declared(), f'<{name} responseIdentifier="RESPONSE"/>'))
    assert isinstance(told, Rejected)
    assert (told.number, told.kind) == (1, name)
    assert name in told.reason
