"""The part of a question in Moodle XML that its kind decides."""

import base64
import re
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element, SubElement

from assessments.exchange.cloze_out import embedded
from assessments.exchange.item import Body
from assessments.exchange.numbers import percent, turned, written

_USED = re.compile(r'"file:([\w.\-]+)"')


class Writing:
    """One question element while it is filled."""

    def __init__(self, element: Element, files: Mapping[str, bytes]) -> None:
        self.element = element
        self.files = files

    def question(self, body: Body) -> str:
        return embedded(body, body["text"]) if body["kind"] == "cloze" else str(body["text"])

    def field(self, name: str, text: str) -> None:
        SubElement(self.element, name).text = text

    def ours(self, name: str, text: str) -> None:
        """A field that Moodle does not know and passes over."""
        SubElement(self.element, "lopso", name=name).text = text

    def html(self, name: str, html: str) -> None:
        self.into(SubElement(self.element, name, format="html"), html)

    def into(self, holder: Element, html: str) -> None:
        """The text with the files that it shows beside it."""
        SubElement(holder, "text").text = _USED.sub(r'"@@PLUGINFILE@@/\1"', html)
        for name in dict.fromkeys(_USED.findall(html)):
            file = SubElement(holder, "file", name=name, path="/", encoding="base64")
            file.text = base64.b64encode(self.files[name]).decode()

    def answer(self, share: float, said: str, *, html: str | None = None, text: str = "") -> Element:
        holder = SubElement(self.element, "answer", fraction=percent(share), format="html")
        if html is None:
            SubElement(holder, "text").text = text
        else:
            self.into(holder, html)
        if said:
            self.into(SubElement(holder, "feedback", format="html"), said)
        return holder


def _choice(writing: Writing, body: Body) -> None:
    writing.field("single", "true" if body["kind"] == "single" else "false")
    writing.field("shuffleanswers", "true" if body["shuffle"] else "false")
    if body.get("scoring") == "all":
        writing.ours("scoring", "all")
    for option in body["options"]:
        writing.answer(option["share"], option["feedback"], html=option["text"])


def _true_false(writing: Writing, body: Body) -> None:
    for truth in (True, False):
        said = body["feedback_true" if truth else "feedback_false"]
        writing.answer(float(body["right"] == truth), said, text="true" if truth else "false")


def _short(writing: Writing, body: Body) -> None:
    writing.field("usecase", "1" if body["case"] else "0")
    if body["accents"] != "exact":
        writing.ours("accents", body["accents"])
    for answer in body["answers"]:
        writing.answer(answer["share"], answer["feedback"], text=answer["text"])


def _numerical(writing: Writing, body: Body) -> None:
    for answer in body["answers"]:
        value = "*" if answer["value"] is None else written(answer["value"])
        holder = writing.answer(answer["share"], answer["feedback"], text=value)
        SubElement(holder, "tolerance").text = written(answer["tolerance"])
    if body["units"]:
        units = SubElement(writing.element, "units")
        for unit in body["units"]:
            element = SubElement(units, "unit")
            SubElement(element, "multiplier").text = written(turned(unit["factor"]))
            SubElement(element, "unit_name").text = unit["text"]
    writing.field("unitgradingtype", "1" if body["unit_required"] else "0")


def _matching(writing: Writing, body: Body) -> None:
    writing.field("shuffleanswers", "true")
    sides = [(pair["left"], pair["right"]) for pair in body["pairs"]] + [("", text) for text in body["extra"]]
    for left, right in sides:
        element = SubElement(writing.element, "subquestion", format="html")
        writing.into(element, left)
        SubElement(SubElement(element, "answer"), "text").text = right


def _ordering(writing: Writing, body: Body) -> None:
    relative = body["scoring"] == "relative"
    writing.field("gradingtype", "RELATIVE_NEXT_EXCLUDE_LAST" if relative else "ALL_OR_NOTHING")
    for place, item in enumerate(body["items"], start=1):
        holder = SubElement(writing.element, "answer", fraction=str(place), format="html")
        writing.into(holder, item["text"])


def _essay(writing: Writing, body: Body) -> None:
    writing.field("responseformat", "editor")
    if body["words_least"]:
        writing.field("minwordlimit", str(body["words_least"]))
    if body["words_most"]:
        writing.field("maxwordlimit", str(body["words_most"]))
    if body["grader_info"]:
        writing.html("graderinfo", body["grader_info"])
    if body["template"]:
        writing.html("responsetemplate", body["template"])


def _file(writing: Writing, body: Body) -> None:
    """An essay of attachments alone."""
    writing.field("responseformat", "noinline")
    writing.field("attachments", str(body["most_files"]))
    writing.field("filetypeslist", ",".join(body["types"]))


def _nothing(writing: Writing, body: Body) -> None:
    """The answers of a cloze stand in its text."""


MAKERS: dict[str, tuple[str, Callable[[Writing, Body], None]]] = {
    "single": ("multichoice", _choice),
    "multiple": ("multichoice", _choice),
    "true_false": ("truefalse", _true_false),
    "short": ("shortanswer", _short),
    "numerical": ("numerical", _numerical),
    "matching": ("matching", _matching),
    "ordering": ("ordering", _ordering),
    "essay": ("essay", _essay),
    "file": ("essay", _file),
    "cloze": ("cloze", _nothing),
}
