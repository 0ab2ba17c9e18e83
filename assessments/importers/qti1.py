"""QTI 1.2 as Canvas and others write it, and in the dialect of Blackboard."""

from collections.abc import Callable, Iterator
from functools import partial
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.exchange.files import Files
from assessments.exchange.html import clean
from assessments.exchange.item import Body, Entry, Item
from assessments.exchange.xml import text_of
from assessments.importers.building import entry, title
from assessments.importers.qti1_blackboard import KINDS as BLACKBOARD
from assessments.importers.qti1_blackboard import Blackboard
from assessments.importers.qti1_kinds import KINDS
from assessments.importers.qti1_reader import Reader
from assessments.importers.qti1_type import type_of
from common.errors import DomainError

_NO_NAMES = ("question", "")


def read(root: Element, find: Callable[[str], bytes | None], *, first: int = 1) -> Iterator[Entry]:
    """Every item under the root."""
    assessment = root.find("assessment")
    category = title(_bank(root) if assessment is None else assessment.get("title", ""))
    for number, item in enumerate(root.iter("item"), start=first):
        kind = type_of(item)
        given = item.get("title", "")
        name = "" if given.strip().lower() in _NO_NAMES else title(given)
        path = (category,) if category else ()
        build = partial(_build, number, name, item, kind, path, Files(find))
        yield entry(number, name or _first_words(item), kind, build)


def _bank(root: Element) -> str:
    """What Canvas calls a bank of questions."""
    for meta in root.iterfind("objectbank/qtimetadata/qtimetadatafield"):
        if text_of(meta.find("fieldlabel")) == "bank_title":
            return text_of(meta.find("fieldentry"))
    return ""


def _first_words(item: Element) -> str:
    presentation = item.find("presentation")
    texts = () if presentation is None else presentation.itertext()
    return title("", clean(next((text for text in texts if text.strip()), item.get("ident", "item"))))


def _build(number: int, name: str, item: Element, kind: str, path: tuple[str, ...], files: Files) -> Item:
    blackboard = kind.startswith("Blackboard ")
    make = BLACKBOARD.get(kind.partition(" ")[2]) if blackboard else KINDS.get(kind)
    if make is None and kind.startswith("response_"):
        raise DomainError(_("Cách trả lời chưa có ở đây: %(names)s.") % {"names": kind})
    if make is None and blackboard:
        raise DomainError(_("Loại câu hỏi “%(type)s” chưa có ở đây.") % {"type": kind})
    if make is None:
        raise DomainError(_("Loại câu hỏi “%(type)s” của Canvas chưa có ở đây.") % {"type": kind})
    reader = Blackboard(item, files) if blackboard else Reader(item, files)
    made: Body = {**make(reader), "points": reader.points()}
    return Item(number, title(name, made["text"]), made, path, files=files.kept, notes=files.notes)
