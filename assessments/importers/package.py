"""A zip of QTI items or of Canvas quizzes: every file in it that holds questions, in the order of its manifest."""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from assessments.exchange.archive import Archive
from assessments.exchange.files import Files
from assessments.exchange.item import Entry, Item, Rejected
from assessments.exchange.xml import parse_xml
from assessments.importers import qti1
from assessments.importers.package_order import Order, order_of
from assessments.importers.qti2 import read_item
from common.errors import DomainError

_ASIDE = ("imsmanifest.xml", "assessment_meta.xml")
_CANVAS = re.compile(
    r"(?:\$IMS-CC-FILEBASE\$|%24IMS-CC-FILEBASE%24|@X@EmbeddedFile\.requestUrlStub@X@)", re.IGNORECASE
)


def parse(data: bytes) -> Iterator[Entry]:
    """Entries of the whole package, numbered through."""
    archive = Archive(data)
    order = order_of(archive)
    number = 1
    for name in _in_order(archive, order):
        part = archive.read(name)  # a bomb costs the whole package, broken XML only itself
        try:
            root = parse_xml(part, what=name)
        except DomainError as refusal:
            yield Rejected(number, name, "xml", str(refusal))
            number += 1
            continue
        for found in _entries(root, _finder(archive, posixpath.dirname(name)), number):
            yield _placed(found, order.sections.get(name, ()))
            number += 1


def _entries(root: Element, find: Callable[[str], bytes | None], first: int) -> Iterator[Entry]:
    if root.tag == "questestinterop":
        yield from qti1.read(root, find, first=first)
        return
    for number, item in enumerate(root.iter("assessmentItem"), start=first):
        yield read_item(number, item, Files(find))


def _placed(found: Entry, section: tuple[str, ...]) -> Entry:
    return replace(found, category=section) if section and isinstance(found, Item) else found


def _in_order(archive: Archive, order: Order) -> list[str]:
    names = sorted(
        name
        for name in archive.names
        if (name.lower().endswith((".xml", ".xml.qti")) or name in order.places)
        and not _told_better(archive, name)
        and posixpath.basename(name).lower() not in _ASIDE
        and "__MACOSX" not in name
    )
    return sorted(names, key=lambda name: (order.places.get(name, len(order.places)), name))


def _told_better(archive: Archive, name: str) -> bool:
    """A course of Canvas holds each quiz twice; what it keeps outside Common Cartridge says more."""
    folder, base = posixpath.split(name)
    whole = posixpath.join(
        posixpath.dirname(folder), "non_cc_assessments", f"{posixpath.basename(folder)}.xml.qti"
    )
    return base == "assessment_qti.xml" and whole in archive


def _finder(archive: Archive, folder: str) -> Callable[[str], bytes | None]:
    """Addresses beside the item, from the root, or in the folder where Canvas keeps files."""

    def find(address: str) -> bytes | None:
        bare = _CANVAS.sub("", address, count=1).lstrip("/")
        places = (posixpath.join(folder, bare), bare, posixpath.join("web_resources", bare))
        found = next((near for near in map(archive.nearest, places) if near), None)
        return archive.read(found) if found else None

    return find
