"""Automatic numbers of Word, which stand in no paragraph's text: Câu 1., A., B. …"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from assessments.exchange.archive import Archive
from assessments.exchange.xml import parse_xml
from assessments.importers.docx_look import value_of
from assessments.importers.docx_styles import Styles

_LEVEL = re.compile(r"%(\d)")
_PART = "word/numbering.xml"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
BULLET = "•"


@dataclass(frozen=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(frozen=True)
class _List:
    """`counter` is shared by all lists of one definition; `restarts` are levels that begin anew with this list."""

    counter: str
    levels: dict[int, _Level]
    restarts: dict[int, int]


@dataclass
class Numbering:
    """Levels of each list, and how far each definition has counted."""

    lists: dict[str, _List] = field(default_factory=dict)
    styles: Styles = field(default_factory=Styles)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, archive: Archive, styles: Styles) -> "Numbering":
        if _PART not in archive:
            return cls(styles=styles)
        root = parse_xml(archive.read(_PART), what=_PART)
        abstract = {node.get("abstractNumId", ""): node for node in root.iterfind("abstractNum")}
        return cls({node.get("numId", ""): _list(node, abstract) for node in root.iterfind("num")}, styles)

    def label(self, paragraph: Element) -> tuple[str, str]:
        """The number that Word shows before the paragraph, and its own letter or sign."""
        own = paragraph.find("pPr/numPr")
        style = self.styles.listed(value_of(paragraph.find("pPr/pStyle")))
        which = _part(own, style, "numId")
        level = int(_part(own, style, "ilvl") or 0)
        known = self.lists.get(which)
        if known is None or level not in known.levels:
            return "", ""
        if known.levels[level].form == "bullet":
            return "", BULLET
        counts = self._counted(which, known, level)
        text = _LEVEL.sub(
            lambda found: _written(known.levels, counts, int(found[1]) - 1), known.levels[level].text
        )
        return text, _written(known.levels, counts, level)

    def _counted(self, which: str, known: _List, level: int) -> dict[int, int]:
        counts = self.counts[known.counter]
        if which not in self.begun:
            self.begun.add(which)
            counts.update({place: start - 1 for place, start in known.restarts.items()})
        counts[level] = counts.get(level, known.levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return counts


def _part(own: Element | None, style: Element | None, name: str) -> str:
    for node in (own, style):
        if node is not None and node.find(name) is not None:
            return value_of(node.find(name))
    return ""


def _list(node: Element, abstract: dict[str, Element]) -> _List:
    counter = value_of(node.find("abstractNumId"))
    found = abstract.get(counter)
    link = value_of(found.find("numStyleLink")) if found is not None else ""
    if link:
        linked = (other for other in abstract.values() if value_of(other.find("styleLink")) == link)
        found = next(linked, found)
    levels = _levels(found) if found is not None else {}
    restarts = {}
    for override in node.iterfind("lvlOverride"):
        levels |= _levels(override)
        start = value_of(override.find("startOverride"))
        if start.isdigit():
            restarts[int(override.get("ilvl", "0"))] = int(start)
    return _List(counter, levels, restarts)


def _levels(node: Element) -> dict[int, _Level]:
    return {
        int(level.get("ilvl", "0")): _Level(
            value_of(level.find("numFmt")), value_of(level.find("lvlText")), _start(level)
        )
        for level in node.iterfind("lvl")
    }


def _start(level: Element) -> int:
    written = value_of(level.find("start"))
    return int(written) if written.isdigit() else 1


def _written(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    known = levels.get(level)
    if known is None:
        return ""
    count = counts.get(level, known.start)
    if known.form in ("upperLetter", "lowerLetter") and 0 < count <= 26:
        letter = chr(ord("A") + count - 1)
        return letter if known.form == "upperLetter" else letter.lower()
    return roman(count) if known.form in ("upperRoman", "lowerRoman") else str(count)


def roman(count: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        while count >= value:
            written, count = written + sign, count - value
    return written
