"""Questions as Moodle XML, with their files."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from django.utils.translation import gettext as _

from assessments.exchange.item import Item, Loss
from assessments.exchange.moodle_out_kinds import MAKERS, Writing
from assessments.exchange.numbers import written

LEVEL = "khung:"
_FEEDBACK = {
    "general": "generalfeedback",
    "right": "correctfeedback",
    "partly": "partiallycorrectfeedback",
    "wrong": "incorrectfeedback",
}


def write(items: Iterable[Item]) -> tuple[bytes, list[Loss]]:
    """The file, and what it could not hold."""
    quiz, losses = Element("quiz"), []
    category: tuple[str, ...] = ()
    for item in items:
        if item.body["kind"] not in MAKERS:
            losses.append(Loss(item.number, item.name, _("cả câu: Moodle không có loại này")))
            continue
        if item.body.get("rubric"):
            losses.append(Loss(item.number, item.name, _("thang chấm")))
        if item.category != category:
            category = item.category
            _category(quiz, category)
        _question(quiz, item)
    indent(quiz)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(quiz, encoding="utf-8"), losses


def _category(quiz: Element, path: tuple[str, ...]) -> None:
    element = SubElement(quiz, "question", type="category")
    named = "/".join(["$course$", "top", *(part.replace("/", "//") for part in path)])
    SubElement(SubElement(element, "category"), "text").text = named


def _question(quiz: Element, item: Item) -> None:
    body = item.body
    kind, make = MAKERS[body["kind"]]
    element = SubElement(quiz, "question", type=kind)
    writing = Writing(element, item.files)
    SubElement(SubElement(element, "name"), "text").text = item.name
    writing.html("questiontext", writing.question(body))
    writing.field("defaultgrade", written(body["points"]))
    if body.get("penalty"):
        writing.field("penalty", written(body["penalty"]))
    for place, name in _FEEDBACK.items():
        if body["feedback"].get(place):
            writing.html(name, body["feedback"][place])
    for hint in body["hints"]:
        writing.html("hint", hint)
    make(writing, body)
    _tags(element, item)


def _tags(element: Element, item: Item) -> None:
    tags = [*item.tags, *([f"{LEVEL}{item.level}"] if item.level else [])]
    if tags:
        holder = SubElement(element, "tags")
        for tag in tags:
            SubElement(SubElement(holder, "tag"), "text").text = tag
