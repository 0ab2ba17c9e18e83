"""XML from strangers: no document type, no entities, nothing fetched, a bound on depth and size."""

import re
from html.entities import html5
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
_LOOSE = re.compile(rb"<!\[CDATA\[.*?\]\]>|&(?!#?\w+;)|&([A-Za-z]\w*);", re.DOTALL)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# Office names a slide by two attributes of one local name; the one that leads to its part is meant.
_LEADS = tuple(
    f"{{{space}/officeDocument/{rest}relationships}}id"
    for space, rest in (("http://schemas.openxmlformats.org", "2006/"), ("http://purl.oclc.org/ooxml", ""))
)
_XML_OWN = ("amp", "lt", "gt", "quot", "apos")


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
        said = {self._name(key): value for key, value in attrs.items()}
        for lead in _LEADS:
            if lead in attrs:
                said["id"] = attrs[lead]
        return super().start(self._name(tag), said)

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
    data = data.lstrip()
    data = _BARE_DOCTYPE.sub(b"", data[:4096], count=1) + data[4096:]
    try:
        try:
            root = _parsed(data)
        except ParseError:
            root = _parsed(_mended(data))
    except DefusedXmlException as hostile:
        raise DomainError(
            _("Tệp %(what)s khai báo DTD hoặc thực thể nên không được nhận.") % {"what": what or "XML"}
        ) from hostile
    except (ParseError, ValueError, LookupError) as broken:
        line = getattr(broken, "position", (1, 0))[0]  # what the parser says besides is English
        raise DomainError(
            _("Tệp %(what)s bị hỏng hoặc chưa tải xong (sai ở dòng %(line)s).")
            % {"what": what or "XML", "line": line}
        ) from broken
    return root


def _parsed(data: bytes) -> Element:
    parser = DefusedXMLParser(target=_Tree(), forbid_dtd=True)
    parser.feed(data)
    root: Element = parser.close()
    return root


def _mended(data: bytes) -> bytes:
    """What tools write that write XML as if it were HTML: &nbsp;, a lone &, control signs."""
    if b"\0" in data[:200]:
        return data  # not bytes of letters: UTF-16
    return _LOOSE.sub(_tight, _CONTROL.sub(b"", data))


def _tight(found: re.Match[bytes]) -> bytes:
    if found[0].startswith(b"<"):
        return found[0]
    name = (found[1] or b"").decode()
    if not name:
        return b"&amp;"
    sign = html5.get(f"{name};", "")
    return "".join(f"&#{ord(one)};" for one in sign).encode() if sign and name not in _XML_OWN else found[0]


def text_of(element: Element | None) -> str:
    """All text inside, spaces collapsed."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def inside(element: Element, path: str) -> str:
    """The text right inside the first element on the path, as written."""
    return element.findtext(path, "") or ""
