"""Calculated questions of Moodle: every set of values in the file is a variant, drawn from one category."""

import math
from typing import Any

import pytest

from assessments import kinds
from assessments.exchange import gift_out, moodle_out
from assessments.exchange.item import Item, Rejected
from assessments.importers.formula import worth
from assessments.importers.moodle_calculated import MOST
from assessments.importers.reading import read
from tests.assessments.exchange.qti_files import only
from tests.assessments.exchange.test_moodle_ways import CHOICES, file, question

SETS = {"a": ["1.5", "4"], "b": ["2", "10"]}


def dataset(sets: dict[str, list[str]]) -> str:
    def definition(name: str, values: list[str]) -> str:
        items = "".join(
            f"<dataset_item><number>{place}</number><value>{value}</value></dataset_item>"
            for place, value in enumerate(values, start=1)
        )
        return (
            f"<dataset_definition><name><text>{name}</text></name><itemcount>{len(values)}</itemcount>"
            f"<dataset_items>{items}</dataset_items></dataset_definition>"
        )

    whole = "".join(definition(name, values) for name, values in sets.items())
    return f"<dataset_definitions>{whole}</dataset_definitions>"


def counted(formula: str, tolerance: str = "0", kind: str = "2", said: str = "") -> str:
    return (
        f'<answer fraction="100"><text>{formula}</text><tolerance>{tolerance}</tolerance>'
        f'<tolerancetype>{kind}</tolerancetype><feedback format="html"><text>{said}</text></feedback></answer>'
    )


def calculated(
    inner: str, text: str = "{a} + {b} = ?", sets: dict[str, list[str]] = SETS, kind: str = "calculated"
) -> list[Any]:
    return read(question(kind, inner + dataset(sets), text).encode()).questions


@pytest.mark.parametrize("kind", ["calculated", "calculatedsimple"])
def test_each_set_of_values_is_a_variant_in_a_category_of_its_own(kind: str) -> None:
    first, second = calculated(counted("{a}+{b}"), kind=kind)
    assert [(one.number, one.name, one.category) for one in (first, second)] == [
        (1, "Q (1)", ("Q",)),
        (2, "Q (2)", ("Q",)),
    ]
    assert (first.body["kind"], first.body["text"]) == ("numerical", "1,5 + 2 = ?")
    assert [one.body["answers"][0]["value"] for one in (first, second)] == [3.5, 14]


def test_the_next_question_counts_on() -> None:
    whole = question("calculated", counted("{a}") + dataset(SETS)).replace(
        "</quiz>", question("multichoice", CHOICES).removeprefix("<quiz>")
    )
    found = read(whole.encode()).questions
    assert [(one.number, one.category) for one in found] == [(1, ("Q",)), (2, ("Q",)), (3, ())]  # type: ignore[union-attr]


def test_of_many_sets_the_first_are_taken_and_that_is_said() -> None:
    found = calculated(counted("{a}"), "{a}?", {"a": [str(place) for place in range(1, 31)]})
    assert [one.body["text"] for one in found] == [f"{place}?" for place in range(1, MOST + 1)]
    assert [bool(one.notes) for one in found] == [True, *[False] * (MOST - 1)]
    assert "30 bộ số" in found[0].notes[0]


def test_embedded_formulas_feedback_and_pictures_are_filled_in() -> None:
    text = 'Gấp đôi {a} là {={a}*2}, không phải {c} hay \\frac{x}{y} <img src="@@PLUGINFILE@@/h.png">'
    written = question(
        "calculated",
        counted("{a}", said="Vì {a}/3 = {={a}/3}") + dataset({"a": ["1.5"]}),
        text,
        file("h.png"),
    )
    found = only(written)
    assert found.body["text"].startswith("Gấp đôi 1,5 là 3, không phải {c} hay \\frac{x}{y} <img")
    assert found.body["answers"][0]["feedback"] == "Vì 1,5/3 = 0,5"
    assert list(found.files) == ["h.png"]


@pytest.mark.parametrize(
    ("tolerance", "kind", "right", "wrong"),
    [
        ("0.5", "2", ["13,5", "14,5"], ["13,4", "14,6"]),
        ("0.5", "nominal", ["13,5", "14,5"], ["13,4", "14,6"]),
        ("0.1", "1", ["12,6", "15,4"], ["12,5", "15,5"]),
        ("1", "3", ["7", "28"], ["6,9", "28,1"]),
        ("1", "geometric", ["14", "27"], ["6,9", "28,1"]),
        ("0", "2", ["14"], ["14,01"]),
    ],
)
def test_tolerances_are_held_as_moodle_counts_them(
    tolerance: str, kind: str, right: list[str], wrong: list[str]
) -> None:
    body = calculated(counted("{a}+{b}", tolerance, kind))[1].body
    assert [kinds.grade(body, text).fraction for text in right] == [1] * len(right)
    assert [kinds.grade(body, text).fraction for text in wrong] == [0] * len(wrong)
    assert kinds.key(body) == "14"


def test_choices_are_counted_with_the_digits_they_ask_for() -> None:
    def choice(formula: str, share: int, form: str, digits: str) -> str:
        return (
            f'<answer fraction="{share}"><text>Là {{={formula}}} m</text><correctanswerformat>{form}'
            f"</correctanswerformat><correctanswerlength>{digits}</correctanswerlength></answer>"
        )

    inner = choice("{a}/3", 100, "1", "2") + choice("{a}*1000", 0, "2", "3") + "<single>true</single>"
    first, second = calculated(inner, kind="calculatedmulti")
    assert first.body["kind"] == "single"
    assert [one["text"] for one in first.body["options"]] == ["Là 0,50 m", "Là 1,50e+03 m"]
    assert [one["text"] for one in second.body["options"]] == ["Là 1,33 m", "Là 4,00e+03 m"]


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("system({a})", "system()"), ("bindec({a})", "bindec()"), ("{a}^2", "không tính được"), ("{c}+1", "không tính được"),
        ("{a}+", "không tính được"), ("__import__('os').getcwd()", "không tính được"), ("{a}.real", "không tính được"),
        ("[1][0]", "không tính được"), ("1 if {a} else 2", "không tính được"), ("{a} # 2", "không tính được"),
        ("'x'", "không tính được"), ("True", "không tính được"), ("w__9", "không tính được"), ("(" * 300, "không tính được"),
        ("-" * 1200 + "1", "không tính được"), ("1/({a}-{a})", "không cho ra số"), ("9**9**9", "không cho ra số"),
        ("sqrt(-{a})", "không cho ra số"), ("(-{a})**0.5", "không cho ra số"), ("log({a},{a},{a})", "không cho ra số"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_listed_once_with_its_reason(formula: str, said: str) -> None:
    (told,) = calculated(counted(formula))
    assert isinstance(told, Rejected)
    assert (told.number, told.kind) == (1, "calculated")
    assert said in told.reason


@pytest.mark.parametrize("sets", [{}, {"a": []}, {"a": ["1"], "b": []}])
def test_without_values_it_is_listed(sets: dict[str, list[str]]) -> None:
    (told,) = calculated(counted("{a}"), sets=sets)
    assert isinstance(told, Rejected)
    assert "bộ số" in told.reason


def test_values_that_are_no_numbers_are_listed() -> None:
    (told,) = calculated(counted("{a}"), sets={"a": ["một"]})
    assert "không phải là số" in told.reason


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("{a} + 2*3 - 4/2", 6), ("{a}**3", 8), ("-{a}", -2), ("7 % 4", 3), ("-7 % 4", -3), ("{a}%2", 0),
        ("pow({a}, 10)", 1024), ("SQRT({a}*8)", 4), ("round(2.5)", 3), ("round(-2.5)", -3), ("round(1.25, 1)", 1.3),
        ("pi()", round(math.pi, 11)), ("max(1, {a}, 0.5)", 2), ("log(8, {a})", 3), ("sin(deg2rad(30))", 0.5),
        ("0.1+0.2", 0.3), ("\n ( {a} + 1 )\n", 3), ("{b_c}", 7), ("1e3", 1000),
    ],
)  # fmt: skip
def test_formulas_count_as_in_moodle(formula: str, value: float) -> None:
    assert worth(formula, {"a": 2.0, "b_c": 7.0}) == pytest.approx(value, abs=1e-11)


def test_variants_come_back_equal_from_exports() -> None:
    found: list[Item] = calculated(counted("{a}/{b}", "0.01", "1", said="Chia {b}"))
    for data in (moodle_out.write(found)[0], gift_out.write(found)[0].encode()):
        again: list[Any] = read(data).questions
        assert [(one.name, one.body, one.category) for one in again] == [
            (one.name, one.body, one.category) for one in found
        ]
