"""Blackboard's dialect of QTI 1.2: its blocks, its way to say what is right, its matching."""

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from assessments.exchange.bodies import pairs
from assessments.exchange.html import to_text
from assessments.exchange.item import Body
from assessments.exchange.numbers import number
from assessments.exchange.xml import text_of
from assessments.importers.qti1_kinds import KINDS as CANVAS
from assessments.importers.qti1_reader import Reader

_WHOLE = 1.0


class Blackboard(Reader):
    """One item while it is read."""

    def text(self, instead: Callable[[Element], str] = lambda response: "") -> str:
        return self.html(self.item.find(".//flow[@class='QUESTION_BLOCK']"))

    def points(self) -> float:
        said = text_of(self.item.find("itemmetadata/qmd_absolutescore_max"))
        return number(said or "1") or 1

    def conditions(self) -> Iterator[tuple[Element, float]]:
        """What leads to the feedback called correct, or to all the points."""
        for node in self.item.iterfind("resprocessing/respcondition"):
            shown = {found.get("linkrefid") for found in node.iter("displayfeedback")}
            all_points = text_of(node.find("setvar")) == "SCORE.max"
            if node.find("conditionvar/other") is None and (all_points or "correct" in shown):
                yield node, _WHOLE


def _matching(reader: Reader) -> Body:
    """The left sides stand before their responses, the right ones in a block of their own, told by their place."""
    block = reader.item.find(".//flow[@class='RIGHT_MATCH_BLOCK']")
    offered = [to_text(reader.html(flow)) for flow in ([] if block is None else block.findall("flow"))]
    sides, used = [], set()
    for flow in reader.item.iterfind(".//flow[@class='RESPONSE_BLOCK']/flow"):
        response = flow.find(".//response_lid")
        if response is None:
            continue
        idents = [label.get("ident", "") for label in response.iter("response_label")]
        right = next(iter(reader.right(response.get("ident"))), "")
        place = idents.index(right)  # without a key the question has no structure that we know
        used.add(place)
        sides.append((reader.html(flow.find("flow")), offered[place]))
    kept, _none = pairs(sides)
    extra = [text for place, text in enumerate(offered) if place not in used]
    return reader.body("matching", reader.text(), pairs=kept, extra=extra)


KINDS: dict[str, Callable[[Reader], Body]] = {
    "True/False": CANVAS["true_false_question"],
    "Multiple Choice": CANVAS["multiple_choice_question"],
    "Multiple Answer": CANVAS["multiple_answers_question"],
    "Matching": _matching,
    "Fill in the Blank": CANVAS["short_answer_question"],
    "Essay": CANVAS["essay_question"],
    "Short Response": CANVAS["essay_question"],
    "File Upload": CANVAS["file_upload_question"],
}
