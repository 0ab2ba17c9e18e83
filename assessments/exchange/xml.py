"""XML from strangers: no document type, no entities, nothing fetched, a bound on depth and size."""

import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext as _

from assessments.exchange.limits import MAX_DEPTH, MAX_ELEMENTS
from common.errors import DomainError

# QTI 1.2 files name their DTD; the name alone is harmless and is taken out, anything more is refused.
_BARE_DOCTYPE = re.compile(
    rb"""<!DOCTYPE\s+[\w:.\-]+(?:\s+(?:SYSTEM|PUBLIC)(?:\s+(?:"[^"<>\[\]]*"|'[^'<>\[\]]*')){1,2})?\s*>"""
)


class _Tree(TreeBuilder):
    """Local names only, QTI 3's qti-choice-interaction as choiceInteraction; stops at the bounds."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = self.count = 0
        self.names: dict[str, str] = {}

    def start(self, tag: Any, attrs: Any) -> Any:
        self.depth += 1
        self.count += 1
        if self.depth > MAX_DEPTH or self.count > MAX_ELEMENTS:
            raise DomainError(_("Tệp XML lồng quá sâu hoặc có quá nhiều phần tử."))
        return super().start(self._name(tag), {self._name(key): value for key, value in attrs.items()})

    def end(self, tag: Any) -> Any:
        self.depth -= 1
        return super().end(self._name(tag))

    def _name(self, name: str) -> str:
        if name not in self.names:
            self.names[name] = _local(name)
        return self.names[name]


def _local(name: str) -> str:
    first, *others = name.rpartition("}")[2].removeprefix("qti-").split("-")
    return first + "".join(other[:1].upper() + other[1:] for other in others)


def parse_xml(data: bytes, *, what: str = "") -> Element:
    """The root element, names without their namespaces."""
    parser = DefusedXMLParser(target=_Tree(), forbid_dtd=True)
    try:
        parser.feed(_BARE_DOCTYPE.sub(b"", data[:4096], count=1) + data[4096:])
        root: Element = parser.close()
    except DefusedXmlException as hostile:
        raise DomainError(
            _("Tệp XML %(what)s khai báo DTD hoặc thực thể nên không được nhận.") % {"what": what}
        ) from hostile
    except (ParseError, ValueError, LookupError) as broken:
        raise DomainError(
            _("Tệp XML %(what)s bị hỏng: %(why)s.") % {"what": what, "why": str(broken)[:120]}
        ) from broken
    return root


def text_of(element: Element | None) -> str:
    """All text inside, spaces collapsed."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def inside(element: Element, path: str) -> str:
    """The text right inside the first element on the path, as written."""
    return element.findtext(path, "") or ""
