"""Named styles of a Word document: what a style makes of a run's look, and which list it belongs to."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from assessments.exchange.archive import Archive
from assessments.exchange.xml import parse_xml
from assessments.importers.docx_look import look_of, value_of

_PART = "word/styles.xml"
_DEEPEST = 20


@dataclass
class Styles:
    """By the id with which paragraphs and runs name them."""

    nodes: dict[str, Element] = field(default_factory=dict)

    @classmethod
    def of(cls, archive: Archive) -> "Styles":
        if _PART not in archive:
            return cls()
        root = parse_xml(archive.read(_PART), what=_PART)
        return cls({node.get("styleId", ""): node for node in root.iterfind("style")})

    def look(self, name: str) -> int:
        """The bits of a style, with what it inherits."""
        look = 0
        for node in reversed(self.inherited(name)):
            look = look_of(node.find("rPr"), look)
        return look

    def listed(self, name: str) -> Element | None:
        """The numPr of a style."""
        found = (node.find("pPr/numPr") for node in self.inherited(name))
        return next((one for one in found if one is not None), None)

    def inherited(self, name: str) -> list[Element]:
        """The style and those it is based on."""
        line: list[Element] = []
        while name in self.nodes and len(line) < _DEEPEST:
            line.append(self.nodes[name])
            name = value_of(line[-1].find("basedOn"))
        return line
