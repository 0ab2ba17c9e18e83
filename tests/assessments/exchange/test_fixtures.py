"""The files that other systems wrote, as the table beside them says."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from assessments.exchange.item import Category, Item, Rejected
from assessments.importers.reading import Reading, read

pytestmark = pytest.mark.shared

TABLE = {
    "aiken-questions.aiken.txt": ("aiken", {"single": 2}, 0),
    "blackboard_six-sample_blackboard_qti.dat": (
        "qti1",
        {"true_false": 1, "single": 1, "multiple": 1, "matching": 1, "short": 1, "essay": 1},
        0,
    ),
    "canvas-qti12-text2qti.zip": (
        "qti",
        {"single": 1, "multiple": 1, "numerical": 1, "short": 1, "essay": 1},
        0,
    ),
    "gift-examples.txt": (
        "gift",
        {"single": 16, "multiple": 2, "true_false": 5, "short": 9, "numerical": 8, "matching": 3},
        0,
    ),
    "gift-questions_in_category.gift.txt": (
        "gift",
        {"matching": 1, "single": 1, "short": 1, "true_false": 1},
        0,
    ),
    "missingword-question.missingword1.txt": ("gift", {"single": 1}, 0),
    "multianswer-broken_multianswer_2.txt": ("cloze", {}, 1),
    "multianswer-multianswer-all-types.xml": ("moodle-xml", {"cloze": 1}, 0),
    "qti-items-2_0.zip": (
        "qti",
        {"matching": 2, "single": 2, "cloze": 1, "essay": 1, "ordering": 1, "numerical": 1, "file": 1},
        7,
    ),
    "qti-items-2_1.zip": (
        "qti",
        {"matching": 1, "single": 5, "essay": 2, "likert": 1, "numerical": 1, "cloze": 1},
        8,
    ),
    "qti-items-2_1_1.zip": (
        "qti",
        {"matching": 1, "single": 5, "essay": 2, "likert": 1, "numerical": 1, "cloze": 1},
        8,
    ),
    "qti-items-2_2.zip": (
        "qti",
        {"matching": 2, "single": 3, "multiple": 1, "essay": 1, "cloze": 4, "ordering": 1, "numerical": 1},
        7,
    ),
    "qti-items-3_0.zip": ("qti", {"single": 2}, 0),
    "xml-category_with_description.xml": ("moodle-xml", {"true_false": 1}, 0),
    "xml-export_category.xml": ("moodle-xml", {"true_false": 1}, 0),
    "xml-multianswer.xml": ("moodle-xml", {"cloze": 1}, 0),
    "xml-multichoice.xml": ("moodle-xml", {"single": 1}, 0),
    "xml-nested_categories.xml": ("moodle-xml", {"true_false": 1}, 0),
    "xml-sample_questions_with_old_image_tag.xml": ("moodle-xml", {"cloze": 1, "single": 1}, 0),
}


def reading(shared: Path, name: str) -> Reading:
    return read((shared / "fixtures" / "questions" / name).read_bytes())


def items(shared: Path, name: str) -> list[Item]:
    return [found for found in reading(shared, name).questions if isinstance(found, Item)]


def body(shared: Path, name: str, title: str) -> dict[str, Any]:
    return next(item.body for item in items(shared, name) if item.name == title)


@pytest.mark.parametrize("name", TABLE)
def test_every_question_is_of_its_kind_or_named_with_a_reason(shared: Path, name: str) -> None:
    found = reading(shared, name)
    kinds = Counter(one.body["kind"] for one in found.questions if isinstance(one, Item))
    rejected = [one for one in found.questions if isinstance(one, Rejected)]
    assert (found.format, dict(kinds), len(rejected)) == TABLE[name]
    assert all(one.name and one.kind and one.reason.endswith(".") for one in rejected)
    assert [getattr(one, "number", 0) for one in found.questions] == list(range(1, len(found.questions) + 1))


def test_the_table_covers_every_file(shared: Path) -> None:
    assert {path.name for path in (shared / "fixtures" / "questions").iterdir()} == set(TABLE)


def test_a_tag_in_an_aiken_question_is_text(shared: Path) -> None:
    assert (
        '&lt;html class="cool"&gt; &amp; images' in items(shared, "aiken-questions.aiken.txt")[1].body["text"]
    )


def test_gift_escapes_names_weights_feedback_and_ranges(shared: Path) -> None:
    found = items(shared, "gift-examples.txt")
    signs = next(item for item in found if item.name == "GIFT Control Characters")
    assert [option["text"] for option in signs.body["options"]] == ["~", "=", "#", "{", "}", "\\"]
    weighed = next(item for item in found if item.name == "Jesus' hometown")
    assert [option["share"] for option in weighed.body["options"]] == [0, 0.25, 0.5, 1]
    assert weighed.body["options"][3]["feedback"] == "Yes! That's right!"
    ranges = [item.body["answers"] for item in found if "pi (to 3" in item.body["text"]]
    assert all((answers[0]["value"], answers[0]["tolerance"]) == (3.1415, 0.0005) for answers in ranges)
    penalties = [item.body for item in found if item.body["kind"] == "multiple"][1]
    assert [option["share"] for option in penalties["options"]] == [-0.5, 0.5, 0.5, -0.5]
    assert not any("//" in item.body["text"] for item in found)


def test_gift_categories_hold_their_questions(shared: Path) -> None:
    found = items(shared, "gift-questions_in_category.gift.txt")
    assert {item.category for item in found} == {("Default for New Features",)}
    assert found[0].body["extra"] == ["Chat"]


def test_canvas_keeps_vietnamese_keys_and_tolerance(shared: Path) -> None:
    single, multiple, number, short, _essay = items(shared, "canvas-qti12-text2qti.zip")
    assert [(option["text"], option["share"]) for option in single.body["options"]] == [
        ("Hà Nội", 1),
        ("Đà Nẵng", 0),
        ("Biên Hoà", 0),
    ]
    assert [option["share"] for option in multiple.body["options"]] == [0.5, 0, 0.5, 0]
    assert (number.body["answers"][0]["value"], number.body["answers"][0]["tolerance"]) == (0.75, 0.001)
    assert [answer["text"] for answer in short.body["answers"]] == ["thấp", "Thấp"]
    assert single.category == ("Kiểm tra Phân số",)


def test_moodle_gaps_of_every_type_are_read(shared: Path) -> None:
    (item,) = items(shared, "multianswer-multianswer-all-types.xml")
    kinds = [gap["kind"] for gap in item.body["gaps"].values()]
    assert kinds == ["single"] * 6 + ["multiple"] * 4 + ["numerical"] * 3 + ["short"] * 3
    years = item.body["gaps"]["13"]
    assert [(one["tolerance"], one["share"]) for one in years["answers"]] == [(0, 1), (20, 0.66), (50, 0.33)]
    assert (years["points"], item.body["points"]) == (3, 18)


def test_a_broken_gap_is_reported(shared: Path) -> None:
    (found,) = reading(shared, "multianswer-broken_multianswer_2.txt").questions
    assert isinstance(found, Rejected)
    assert "Chỗ trống 1" in found.reason


def test_moodle_files_fractions_feedback_and_penalty_are_kept(shared: Path) -> None:
    (item,) = items(shared, "xml-multichoice.xml")
    assert set(item.files) == {
        "bonjour.mp3",
        "flag-uk.jpg",
        "flag-france.jpg",
        "flag-german.jpg",
        "flag-denmark.jpg",
    }
    assert (item.body["penalty"], item.body["shuffle"]) == (0.1, True)
    assert [(one["share"], one["feedback"]) for one in item.body["options"]][1] == (1, "Yes, well done!")


def test_moodle_categories_and_their_descriptions_are_kept(shared: Path) -> None:
    found = reading(shared, "xml-nested_categories.xml").entries
    assert [entry for entry in found if isinstance(entry, Category)] == [
        Category(("Delta",), "This is Delta category for test"),
        Category(("Delta", "Epsilon"), "This is Epsilon category for test"),
        Category(("Delta", "Epsilon", "Zeta"), "This is Zeta category for test"),
    ]
    assert items(shared, "xml-nested_categories.xml")[0].category == ("Delta", "Epsilon", "Zeta")


def test_the_old_image_tag_is_imported(shared: Path) -> None:
    for item in items(shared, "xml-sample_questions_with_old_image_tag.xml"):
        assert item.files["moodle.png"].startswith(b"\x89PNG")
        assert 'src="file:moodle.png"' in item.body["text"]


def test_qti_keys_and_mappings(shared: Path) -> None:
    name = "qti-items-2_2.zip"
    plays = body(shared, name, "Characters and Plays")
    assert [(pair["left"], pair["right"]) for pair in plays["pairs"]][1] == (
        "Demetrius",
        "A Midsummer-Night's Dream",
    )
    assert [one["text"] for one in body(shared, name, "Grand Prix of Bahrain")["items"]] == [
        "Michael Schumacher",
        "Rubens Barrichello",
        "Jenson Button",
    ]
    jedi = body(shared, name, "Jedi Knights")["answers"]
    assert [(one["value"], one["tolerance"], one["share"]) for one in jedi] == [
        (12.5, 0.5, 0.5),
        (16, 2, 1),
        (19.5, 0.5, 0.5),
    ]
    water = body(shared, name, "Composition of Water")["options"]
    assert [one["share"] for one in water] == [0.5, -1, -1, 0.5, -1, -0.5]
    york = body(shared, name, "Richard III (Take 3)")["gaps"]["1"]["answers"]
    assert [(one["text"], one["share"]) for one in york] == [("York", 1), ("york", 0.5)]
    assert [gap["kind"] for gap in body(shared, name, "Legend")["gaps"].values()] == [
        "single",
        "single",
        "short",
        *["single"] * 3,
    ]


def test_qti_interactions_that_are_not_known_are_named(shared: Path) -> None:
    kinds = {
        one.kind
        for version in ("2_0", "2_1", "2_2")
        for one in reading(shared, f"qti-items-{version}.zip").questions
        if isinstance(one, Rejected)
    }
    assert {
        "drawingInteraction",
        "graphicAssociateInteraction",
        "graphicOrderInteraction",
        "graphicGapMatchInteraction",
        "positionObjectInteraction",
    } <= kinds


def test_blackboard_says_what_is_right_in_its_own_way(shared: Path) -> None:
    truth, one, several, matched, short, _essay = items(shared, "blackboard_six-sample_blackboard_qti.dat")
    assert truth.body["right"] is False
    assert "Ultimate" in truth.body["feedback"]["wrong"]
    for found, expected in ((one, ["yellow"]), (several, ["yellow", "off-beige"])):
        assert [option["text"] for option in found.body["options"] if option["share"] > 0] == expected
    assert [(pair["left"], pair["right"]) for pair in matched.body["pairs"]] == [
        ("cat", "mammal"),
        ("frog", "amphibian"),
        ("newt", "amphibian"),
    ]
    assert (matched.body["extra"], matched.body["points"]) == (["insect"], 3)
    assert short.body["answers"][0]["text"] == "frog"
