"""A zip of QTI items or of Canvas quizzes: every file in it that holds questions, in the order of its manifest."""

import posixpath
from collections.abc import Callable, Iterator

from assessments.exchange.archive import Archive
from assessments.exchange.files import Files
from assessments.exchange.item import Entry, Rejected
from assessments.exchange.xml import parse_xml
from assessments.importers import qti1
from assessments.importers.qti2 import read_item
from common.errors import DomainError

_ASIDE = ("imsmanifest.xml", "assessment_meta.xml")
_CANVAS = "$IMS-CC-FILEBASE$"


def parse(data: bytes) -> Iterator[Entry]:
    """Entries of the whole package, numbered through."""
    archive = Archive(data)
    number = 1
    for name in _in_order(archive):
        part = archive.read(name)  # a bomb costs the whole package, broken XML only itself
        try:
            root = parse_xml(part, what=name)
        except DomainError as refusal:
            yield Rejected(number, name, "xml", str(refusal))
            number += 1
            continue
        find = _finder(archive, posixpath.dirname(name))
        if root.tag == "assessmentItem":
            yield read_item(number, root, Files(find))
            number += 1
        elif root.tag == "questestinterop":
            for found in qti1.read(root, find, first=number):
                yield found
                number += 1


def _in_order(archive: Archive) -> list[str]:
    names = sorted(
        name
        for name in archive.names
        if name.lower().endswith(".xml")
        and posixpath.basename(name).lower() not in _ASIDE
        and "__MACOSX" not in name
    )
    listed = _listed(archive)
    return sorted(names, key=lambda name: (listed.index(name) if name in listed else len(listed), name))


def _listed(archive: Archive) -> list[str]:
    manifest = next((name for name in archive.names if posixpath.basename(name).lower() == _ASIDE[0]), None)
    if manifest is None:
        return []
    folder = posixpath.dirname(manifest)
    root = parse_xml(archive.read(manifest), what=manifest)
    return [posixpath.normpath(posixpath.join(folder, node.get("href", ""))) for node in root.iter("file")]


def _finder(archive: Archive, folder: str) -> Callable[[str], bytes | None]:
    """Addresses beside the item, from the root, or in the folder where Canvas keeps files."""

    def find(address: str) -> bytes | None:
        bare = address.removeprefix(_CANVAS).lstrip("/")
        places = (posixpath.join(folder, bare), bare, posixpath.join("web_resources", bare))
        found = next((place for place in map(posixpath.normpath, places) if place in archive), None)
        return archive.read(found) if found else None

    return find
