"""Automatic numbers of Word, which stand in no paragraph's text: Câu 1., A., B. …"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from assessments.exchange.archive import Archive
from assessments.exchange.xml import parse_xml

_LEVEL = re.compile(r"%(\d)")
_PART = "word/numbering.xml"


@dataclass
class _Level:
    form: str
    text: str
    start: int


@dataclass
class Numbering:
    """Levels of each list, and how far each list has counted."""

    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, archive: Archive) -> "Numbering":
        if _PART not in archive:
            return cls()
        root = parse_xml(archive.read(_PART), what=_PART)
        abstract = {node.get("abstractNumId", ""): _levels(node) for node in root.iterfind("abstractNum")}
        return cls(
            {
                node.get("numId", ""): abstract.get(_value(node.find("abstractNumId")), {})
                for node in root.iterfind("num")
            }
        )

    def label(self, paragraph: Element) -> str:
        """The number that Word shows before the paragraph."""
        which = _value(paragraph.find("pPr/numPr/numId"))
        level = int(_value(paragraph.find("pPr/numPr/ilvl")) or 0)
        levels = self.lists.get(which, {})
        if level not in levels or levels[level].form == "bullet":
            return ""
        counts = self.counts[which]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return _LEVEL.sub(lambda found: self._written(levels, counts, int(found[1]) - 1), levels[level].text)

    def _written(self, levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
        known = levels.get(level)
        if known is None:
            return ""
        count = counts.get(level, known.start)
        if known.form in ("upperLetter", "lowerLetter") and count <= 26:
            letter = chr(ord("A") + count - 1)
            return letter if known.form == "upperLetter" else letter.lower()
        return str(count)


def _levels(node: Element) -> dict[int, _Level]:
    return {
        int(level.get("ilvl", "0")): _Level(
            _value(level.find("numFmt")), _value(level.find("lvlText")), int(_value(level.find("start")) or 1)
        )
        for level in node.iterfind("lvl")
    }


def _value(node: Element | None) -> str:
    return "" if node is None else node.get("val", "")
