"""QTI whose parts say different things of what is right: the part that scores counts, or the question is listed."""

import pytest

from assessments.exchange.item import Item, Rejected
from assessments.importers.reading import read
from tests.assessments.exchange.qti_files import choice, declared, item, only, rewarding
from tests.assessments.exchange.test_qti1_ways import shares

# As Brightspace writes a multi-select: what is chosen well or ill is counted apart, and so is what is left out well or ill.
HEAD = (
    '<questestinterop xmlns:d2l_2p0="http://desire2learn.com/xsd/d2lcp_v2p0"><item ident="o"><itemmetadata><qtimetadata>'
    "<qti_metadatafield><fieldlabel>qmd_weighting</fieldlabel><fieldentry>4.0</fieldentry></qti_metadatafield>"
    "</qtimetadata></itemmetadata><presentation><flow><material><mattext>Hỏi</mattext></material><response_extension>"
    "<d2l_2p0:grading_type>%s</d2l_2p0:grading_type></response_extension>"
)


def brightspace(grading: int, right: str) -> bytes:
    labels = "".join(
        f'<flow_label class="Block"><response_label ident="{name}"><flow_mat><material><mattext>{name}</mattext></material>'
        "</flow_mat></response_label></flow_label>"
        for name in "ABCD"
    )
    rules = "".join(_counted(name, name in right) for name in "ABCD")
    return (
        HEAD
        % grading
        + f'<response_lid ident="L" rcardinality="Multiple"><render_choice>{labels}</render_choice>'
        f"</response_lid></flow></presentation><resprocessing>{rules}</resprocessing></item></questestinterop>"
    ).encode()


def _counted(name: str, right: bool) -> str:
    test = f'<varequal respident="L">{name}</varequal>'
    well, ill = ("D2L_Correct", "D2L_Incorrect") if right else ("D2L_Incorrect", "D2L_Correct")
    return "".join(
        f'<respcondition><conditionvar>{asked}</conditionvar><setvar varname="{where}" action="Add">1</setvar>'
        "</respcondition>"
        for asked, where in ((test, well), (f"<not>{test}</not>", ill))
    )


@pytest.mark.parametrize(
    ("grading", "wrong", "scoring"), [(0, 0, "all"), (1, -0.5, "partial"), (2, -0.5, "partial")]
)
def test_choices_that_brightspace_counts_as_wrong_are_wrong(grading: int, wrong: float, scoring: str) -> None:
    found = only(brightspace(grading, "AC"))
    assert (shares(found), found.body["scoring"], found.body["points"]) == (
        [0.5, wrong, 0.5, wrong],
        scoring,
        4,
    )


def test_of_brightspace_one_right_choice_among_several_is_the_only_one() -> None:
    assert shares(only(brightspace(1, "B"))) == [0, 1, 0, 0]


@pytest.mark.parametrize(
    ("said", "many"),
    [
        (declared("A", worth={"B": 1, "A": 0}), 'maxChoices="1"'),
        (declared("A", worth={"B": 1, "A": 0.5}), 'maxChoices="1"'),
        (declared("A", "B", many="multiple", worth={"A": 1, "C": 1}), 'maxChoices="0"'),
    ],
)
def test_a_key_that_earns_no_points_is_listed(said: str, many: str) -> None:
    (found,) = read(item(said, choice(many), "map_response").encode()).questions
    assert isinstance(found, Rejected)
    assert "khác với những gì bảng điểm" in found.reason


def test_a_mapping_that_no_rule_looks_at_says_nothing() -> None:
    found = only(item(declared("A", worth={"B": 1}), choice(), "match_correct").encode())
    assert isinstance(found, Item)
    assert shares(found) == [1, 0, 0]


def scored(rules: str, many: str = "Multiple") -> bytes:
    labels = "".join(
        f'<response_label ident="{name}"><material><mattext>{name}</mattext></material></response_label>'
        for name in "ABCD"
    )
    return (
        '<questestinterop><item ident="o"><presentation><material><mattext>Hỏi</mattext></material><response_lid ident="L"'
        f' rcardinality="{many}"><render_choice>{labels}</render_choice></response_lid></presentation>'
        f"<resprocessing>{rules}</resprocessing></item></questestinterop>"
    ).encode()


def rule(names: str, points: float, variable: str = "SCORE", action: str = "Set") -> str:
    tests = "".join(f'<varequal respident="L">{name}</varequal>' for name in names)
    return (
        f"<respcondition><conditionvar><and>{tests}</and></conditionvar>"
        f'<setvar varname="{variable}" action="{action}">{points}</setvar></respcondition>'
    )


@pytest.mark.parametrize("variable", ["tries", "FEEDBACK", "D2L_Seen"])
@pytest.mark.parametrize("many", ["Single", "Multiple"])
def test_what_is_counted_beside_the_score_is_no_key(variable: str, many: str) -> None:
    key = "B" if many == "Single" else "AB"
    others = "".join(rule(name, 1, variable, "Add") for name in "ABCD")
    found = only(scored(rule(key, 1) + others, many))
    assert [share > 0 for share in shares(found)] == [name in key for name in "ABCD"]


def test_part_of_the_points_for_a_wrong_choice_among_right_ones_is_listed() -> None:
    (found,) = read(scored(rule("AC", 100) + rule("AB", 50))).questions
    assert isinstance(found, Rejected)
    assert "không cùng một đáp án" in found.reason


def test_part_of_the_points_for_some_of_the_right_choices_keeps_the_key() -> None:
    assert shares(only(scored(rule("ABC", 100) + rule("AB", 50)))) == pytest.approx(
        [1 / 3, 1 / 3, 1 / 3, 0], abs=0.01
    )


@pytest.mark.parametrize(("ruled", "kept"), [("B", False), ("A", True)])
def test_a_key_that_the_rules_do_not_reward_is_listed(ruled: str, kept: bool) -> None:
    test = f'<match><variable identifier="RESPONSE"/><baseValue baseType="identifier">{ruled}</baseValue></match>'
    (found,) = read(item(declared("A"), choice(), rewarding(test)).encode()).questions
    assert isinstance(found, Item if kept else Rejected)
