"""In which order a package gives its questions, and in which sections of a test they stand."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from assessments.exchange.archive import Archive
from assessments.exchange.xml import parse_xml
from assessments.importers.building import title
from common.errors import DomainError

_HOLDING = ("imsqti", "assessment/x-bb-qti")
_TESTS = ("imsqti_test", "imsqti_assessment", "imsqti_section")
_TEST_NAME = re.compile(r"(?:test|assessment|section)[^/]*\.xml$", re.IGNORECASE)
_DEEPEST = 20  # sections that refer to sections in other files


@dataclass
class Order:
    """Of each file its place, and the titles of the test and its sections around it."""

    places: dict[str, int] = field(default_factory=dict)
    sections: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, name: str) -> None:
        self.places.setdefault(name, len(self.places))


def order_of(archive: Archive) -> Order:
    """The order of a test where the package has one, then that of its manifest."""
    order, listed, tests = Order(), list[str](), list[str]()
    for name, kind in _listed(archive):
        listed.append(name)
        tests += [name] if kind.startswith(_TESTS) else []
    named = [name for name in archive.names if _TEST_NAME.search(name) and name not in listed]
    sections = _Sections(archive, order)
    for name in tests or named:
        sections.read(name, ())
    for name in listed:
        order.add(name)
    return order


def _listed(archive: Archive) -> Iterator[tuple[str, str]]:
    """Files of the manifest, with the kind of their resource: other than XML only if said to hold questions."""
    manifest = next(
        (name for name in archive.names if posixpath.basename(name).lower() == "imsmanifest.xml"), None
    )
    if manifest is None:
        return
    folder = posixpath.dirname(manifest)
    for resource in parse_xml(archive.read(manifest), what=manifest).iter("resource"):
        kind, main = resource.get("type", "").lower(), resource.get("href", "") or resource.get("file", "")
        for href in dict.fromkeys([main, *(node.get("href", "") for node in resource.iter("file"))]):
            found = archive.nearest(posixpath.join(folder, href)) if href else None
            if found and (
                found.lower().endswith((".xml", ".qti")) or (href == main and kind.startswith(_HOLDING))
            ):
                yield found, kind if href == main else ""


class _Sections:
    """Follows a test through its sections, also into other files."""

    def __init__(self, archive: Archive, order: Order) -> None:
        self.archive, self.order = archive, order
        self.seen: set[str] = set()

    def read(self, name: str, around: tuple[str, ...]) -> None:
        """A test or section that stands in a file of its own."""
        if name in self.seen or len(around) > _DEEPEST:
            return
        self.seen.add(name)
        try:
            root = parse_xml(self.archive.read(name), what=name)
        except DomainError:
            return  # told where the file is read for its questions
        self._under(root, posixpath.dirname(name), around)

    def _under(self, node: Element, folder: str, around: tuple[str, ...]) -> None:
        if node.tag in ("assessmentTest", "assessmentSection"):
            named = title(node.get("title", ""))
            around = (*around, named) if named and named not in around else around
        for child in node:
            target = self.archive.nearest(posixpath.join(folder, child.get("href", "")))
            if child.tag == "assessmentItemRef" and target:
                self.order.add(target)
                self.order.sections.setdefault(target, around)
            elif child.tag == "assessmentSectionRef" and target:
                self.read(target, around)
            else:
                self._under(child, folder, around)
