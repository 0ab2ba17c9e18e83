"""Moodle XML: categories, questions with their files, every type that Moodle ships; unknown ones by name."""

from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element

from assessments.exchange.html import clean, from_text
from assessments.exchange.item import Category, Entry, Item
from assessments.exchange.xml import inside
from assessments.importers.building import entry, title
from assessments.importers.gift import category_path
from assessments.importers.moodle_kinds import KINDS, unknown
from assessments.importers.moodle_text import Texts


def parse(root: Element) -> Iterator[Entry]:
    """Every question in its order, each in the category named last."""
    category: tuple[str, ...] = ()
    number = 0
    for element in root.iter("question"):
        kind = element.get("type", "")
        if kind == "category":
            category = category_path(inside(element, "category/text"))
            said = inside(element, "info/text")
            html = element.find("info[@format='html']") is not None
            yield Category(category, clean(said) if html else from_text(said))
            continue
        number += 1
        name = " ".join(inside(element, "name/text").split())
        yield entry(
            number,
            title(name, clean(inside(element, "questiontext/text"))),
            kind,
            partial(_build, number, name, element, category),
        )


def _build(number: int, name: str, element: Element, category: tuple[str, ...]) -> Item:
    texts = Texts(element)
    made = KINDS.get(element.get("type", ""), unknown)(texts)
    tags = [inside(tag, "text").strip() for tag in element.iterfind("tags/tag")]
    level = next((tag[len(LEVEL) :] for tag in tags if tag.startswith(LEVEL)), "")
    return Item(
        number,
        title(name, made["text"]),
        made,
        category,
        tuple(tag for tag in tags if tag and not tag.startswith(LEVEL)),
        texts.files.kept,
        level,
        texts.files.notes,
    )


LEVEL = "khung:"  # the tag under which a level of the competence framework travels
