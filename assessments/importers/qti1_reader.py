"""What every QTI 1.2 item needs: its texts, its conditions, its feedback."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import Any
from xml.etree.ElementTree import Element

from assessments.exchange.bodies import body, tidy
from assessments.exchange.files import Files
from assessments.exchange.html import clean, from_text
from assessments.exchange.item import Body
from assessments.exchange.markdown import from_markdown
from assessments.exchange.numbers import number
from assessments.exchange.xml import text_of
from assessments.importers.qti2_markup import raw

_MARKUP_TYPES = ("text/html", "text/xhtml", "text/xml")
_MARKDOWN_TYPES = ("text/markdown", "text/x-markdown")
_TAGS = re.compile(
    r"</?(?:p|br|b|i|em|strong|img|span|div|table|ul|ol|sub|sup)\b[^<>]*>", re.IGNORECASE
)  # what systems write as plain text although it is none
_POINTS = ("points_possible", "cc_weighting", "qmd_weighting")
_SAID = {"general_fb": "general", "correct_fb": "right", "general_incorrect_fb": "wrong"} | {
    "correct": "right",
    "incorrect": "wrong",
}


class Reader:
    """One item while it is read."""

    def __init__(self, item: Element, files: Files) -> None:
        self.item = item
        self.files = files
        self.feedback = {node.get("ident", ""): self.html(node) for node in item.iterfind("itemfeedback")}

    def html(self, holder: Element | None) -> str:
        """The texts inside, each as HTML or as plain text, as it says."""
        return "" if holder is None else _joined(map(self._shown, holder.iter()))

    def _shown(self, node: Element) -> str:
        """One piece of material: words or a picture."""
        if node.tag == "matimage":
            address = node.get("uri", "") or node.get("entityref", "")
            return clean(
                f'<img src="{escape(address)}" alt="{escape(node.get("label", ""))}">', self.files.resolve
            )
        if node.tag == "mat_formattedtext":
            return clean(node.text or "", self.files.resolve)
        if node.tag not in ("mattext", "matemtext"):
            return ""
        if len(node):  # XHTML that stands there as it is
            return clean(raw(node, lambda child: None), self.files.resolve)
        text = node.text or ""
        if node.get("texttype", "") in _MARKDOWN_TYPES:
            return from_markdown(text, self.files.resolve)
        marked = node.get("texttype", "text/plain") in _MARKUP_TYPES or _TAGS.search(text)
        return clean(text, self.files.resolve) if marked else from_text(text)

    def text(self, instead: Callable[[Element], str] = lambda response: "") -> str:
        """What is asked: all material but that of the choices; `instead` says what stands where a response is."""
        presentation = self.item.find("presentation")
        return "" if presentation is None else _joined(self._asked(presentation, instead))

    def _asked(self, node: Element, instead: Callable[[Element], str]) -> Iterator[str]:
        for child in node:
            if child.tag.startswith("response_"):
                yield instead(child)
            elif child.tag == "material":
                yield self.html(child)
            else:
                yield from self._asked(child, instead)

    def points(self) -> float:
        for meta in meta_of(self.item):
            if text_of(meta.find("fieldlabel")) in _POINTS:
                return number(text_of(meta.find("fieldentry")) or "1") or 1
        return 1

    def body(self, kind: str, text: str, **fields: Any) -> Body:
        said: dict[str, str] = {}
        for ident, place in _SAID.items():
            said[place] = said.get(place) or self.feedback.get(ident, "")
        if not said["wrong"]:
            said["wrong"] = self._otherwise()
        return body(kind, text, said=said, **fields)

    def _otherwise(self) -> str:
        """Feedback for whatever no rule before it expected."""
        for node in self.item.iterfind("resprocessing/respcondition"):
            shown = node.find("displayfeedback")
            if shown is not None and node.find("conditionvar/other") is not None:
                ident = shown.get("linkrefid", "")
                return "" if ident in _SAID else self.feedback.get(ident, "")
        return ""

    def conditions(self) -> Iterator[tuple[Element, float]]:
        """What has to be answered, and the part of the points for it; conditions without points are feedback."""
        found = [
            (node, _points(setting))
            for node in self.item.iterfind("resprocessing/respcondition")
            if (setting := self._setting(node)) is not None and node.find("conditionvar/other") is None
        ]
        most = max((points for _node, points in found), default=0) or 1
        return ((node, tidy(points / most)) for node, points in found)

    def _setting(self, node: Element) -> Element | None:
        """What the condition sets: a score, or whatever it counts in an item that scores nothing by that name."""
        settings = node.findall("setvar")
        if any(map(_is_score, self.item.iterfind("resprocessing/respcondition/setvar"))):
            settings = [one for one in settings if _is_score(one)]
        return next(iter(settings), None)

    def right(self, ident: str | None = None) -> dict[str, float]:
        """The values that earn points, of one response or of all; those inside `not` earn none."""
        earned: dict[str, float] = {}
        for node, share in self.conditions():
            banned = [inner for no in node.iter("not") for inner in no.iter("varequal")]
            for value in node.iter("varequal"):
                if value not in banned and ident in (None, value.get("respident")) and share > 0:
                    earned[(value.text or "").strip()] = share
        return earned

    def parts(self) -> dict[str, float]:
        """Words that an answer has to contain."""
        return {
            (value.text or "").strip(): share
            for node, share in self.conditions()
            for value in node.iter("varsubstring")
            if share > 0
        }

    def apart(self) -> dict[str, float]:
        """The part of each choice where each is rewarded alone; {} where all are needed together."""
        alone = {
            (values[0].text or "").strip(): share
            for node, share in self.conditions()
            for values in [list(node.iter("varequal"))]
            if len(values) == 1 and node.find(".//not") is None
        }
        whole = sum(share for share in alone.values() if share > 0)
        if sum(share > 0 for share in alone.values()) < 2 or self._all_or_nothing():
            return {}
        return {value: tidy(max(-1.0, share / whole)) for value, share in alone.items()}

    def several_ways(self) -> bool:
        """Whether points are given for choices that do not go together: A and C earn all, A and B a part."""
        ways = [
            {value.text for value in node.iter("varequal")}
            - {value.text for no in node.iter("not") for value in no.iter("varequal")}
            for node, share in self.conditions()
            if share > 0
        ]
        return any(len(way) > 1 for way in ways) and set().union(*ways) not in ways

    def _all_or_nothing(self) -> bool:
        """Brightspace counts right and wrong choices also where only all together earn points."""
        return any(text_of(node) == "0" for node in self.item.iter("grading_type"))

    def alternatives(self) -> bool:
        """Whether one of several values is enough for points; inside `not` it only says what must not be there."""
        return any(
            len(list(either.iter("varequal"))) > 1
            for node, share in self.conditions()
            if share > 0
            for either in _wanted(node)
        )

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


def _wanted(node: Element) -> Iterator[Element]:
    """Each `or` that is not inside `not`."""
    for child in node:
        if child.tag == "or":
            yield child
        if child.tag != "not":
            yield from _wanted(child)


def meta_of(item: Element) -> Iterator[Element]:
    """The fields that a system writes beside an item; Brightspace spells their tag in its own way."""
    return (node for node in item.iter() if node.tag in ("qtimetadatafield", "qti_metadatafield"))


def _is_score(setting: Element) -> bool:
    return "score" in setting.get("varname", "score").lower()


def _points(setting: Element) -> float:
    """What the condition adds. Some systems take away a positive number, or count wrong choices apart: D2L_Incorrect."""
    points = number(text_of(setting) or "0")
    counts_wrong = "incorrect" in setting.get("varname", "").lower()
    taken = counts_wrong or setting.get("action", "").lower() == "subtract"
    return -abs(points) if taken else points


def _joined(texts: Iterable[str]) -> str:
    return "<br>".join(text for text in texts if text)
