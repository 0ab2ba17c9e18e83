"""What every QTI 1.2 item needs: its texts, its conditions, its feedback."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from assessments.exchange.bodies import body, tidy
from assessments.exchange.files import Files
from assessments.exchange.html import clean, from_text
from assessments.exchange.item import Body
from assessments.exchange.numbers import number
from assessments.exchange.xml import text_of

_SAID = {"general_fb": "general", "correct_fb": "right", "general_incorrect_fb": "wrong"}


class Reader:
    """One item while it is read."""

    def __init__(self, item: Element, files: Files) -> None:
        self.item = item
        self.files = files
        self.feedback = {node.get("ident", ""): self.html(node) for node in item.iterfind("itemfeedback")}

    def html(self, holder: Element | None) -> str:
        """The texts inside, each as HTML or as plain text, as it says."""
        if holder is None:
            return ""
        texts = (
            clean(node.text or "", self.files.resolve)
            if node.get("texttype", "text/plain") == "text/html"
            else from_text(node.text or "")
            for node in holder.iter("mattext")
        )
        return "<br>".join(text for text in texts if text)

    def text(self) -> str:
        return self.html(self.item.find("presentation/material"))

    def points(self) -> float:
        for meta in self.item.iter("qtimetadatafield"):
            if text_of(meta.find("fieldlabel")) == "points_possible":
                return number(text_of(meta.find("fieldentry")) or "1") or 1
        return 1

    def body(self, kind: str, text: str, **fields: Any) -> Body:
        said = {place: self.feedback.get(ident, "") for ident, place in _SAID.items()}
        return body(kind, text, said=said, **fields)

    def conditions(self) -> Iterator[tuple[Element, float]]:
        """What has to be answered, and the part of the points for it; conditions without points are feedback."""
        found = [
            (node, number(text_of(node.find("setvar")) or "0"))
            for node in self.item.iterfind("resprocessing/respcondition")
            if node.find("setvar") is not None and node.find("conditionvar/other") is None
        ]
        most = max((points for _node, points in found), default=0) or 1
        return ((node, tidy(points / most)) for node, points in found)

    def right(self, ident: str | None = None) -> dict[str, float]:
        """The values that earn points, of one response or of all; those inside `not` earn none."""
        earned: dict[str, float] = {}
        for node, share in self.conditions():
            banned = [inner for no in node.iter("not") for inner in no.iter("varequal")]
            for value in node.iter("varequal"):
                if value not in banned and ident in (None, value.get("respident")) and share > 0:
                    earned[(value.text or "").strip()] = share
        return earned

    def said_of(self, value: str) -> str:
        """The feedback shown for one answer."""
        for node in self.item.iterfind("resprocessing/respcondition"):
            shown = node.find("displayfeedback")
            values = [(found.text or "").strip() for found in node.iter("varequal")]
            if shown is not None and values == [value] and shown.get("linkrefid") not in _SAID:
                return self.feedback.get(shown.get("linkrefid", ""), "")
        return ""

    def labels(self, holder: Element) -> list[tuple[str, str]]:
        """The choices of a response: ident and HTML."""
        return [(label.get("ident", ""), self.html(label)) for label in holder.iter("response_label")]
