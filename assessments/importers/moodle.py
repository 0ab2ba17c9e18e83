"""Moodle XML: categories, questions with their files, every type that Moodle ships; unknown ones by name."""

from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element

from assessments.exchange.html import clean, from_text
from assessments.exchange.item import Category, Entry, Item, Rejected
from assessments.exchange.markdown import from_markdown
from assessments.exchange.xml import inside
from assessments.importers.building import entry, title, unreadable
from assessments.importers.gift import category_path
from assessments.importers.moodle_calculated import variants
from assessments.importers.moodle_kinds import KINDS, unknown
from assessments.importers.moodle_text import Texts
from common.errors import DomainError


def parse(root: Element) -> Iterator[Entry]:
    """Every question in its order, each in the category named last."""
    category: tuple[str, ...] = ()
    number = 0
    for element in root.iter("question"):
        kind = element.get("type", "")
        if kind == "category":
            category = category_path(inside(element, "category/text"))
            said = inside(element, "info/text")
            info = element.find("info")
            yield Category(
                category, _SAID.get(info.get("format", "") if info is not None else "", from_text)(said)
            )
            continue
        for one in _all_of(element, number + 1, category):
            number += 1
            yield one


def _all_of(element: Element, number: int, category: tuple[str, ...]) -> Iterator[Entry]:
    """The question; a calculated one as a family in a category of its own, of which a test draws one."""
    kind, name = element.get("type", ""), " ".join(inside(element, "name/text").split())
    shown = title(name, clean(inside(element, "questiontext/text")))
    try:
        family, note = variants(element)
    except (DomainError, ValueError, ArithmeticError) as refusal:
        reason = str(refusal) if isinstance(refusal, DomainError) else unreadable()
        yield Rejected(number, shown, kind, reason)
        return
    if family == [element]:
        yield entry(number, shown, kind, partial(_build, number, name, element, category))
        return
    for place, one in enumerate(family):
        named, below = f"{shown[:190]} ({place + 1})", (*category, shown or kind)
        told = (note,) if note and not place else ()
        yield entry(number + place, named, kind, partial(_build, number + place, named, one, below, told))


def _build(
    number: int, name: str, element: Element, category: tuple[str, ...], told: tuple[str, ...] = ()
) -> Item:
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
        (*told, *texts.files.notes, *texts.notes),
    )


_SAID = {"html": clean, "markdown": from_markdown}
LEVEL = "khung:"  # the tag under which a level of the competence framework travels
