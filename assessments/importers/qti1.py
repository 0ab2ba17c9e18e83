"""QTI 1.2 as Canvas writes it; the dialect of Blackboard is named as what it is."""

from collections.abc import Callable, Iterator
from functools import partial
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.exchange.files import Files
from assessments.exchange.html import clean
from assessments.exchange.item import Body, Entry, Item
from assessments.exchange.xml import text_of
from assessments.importers.building import entry, title
from assessments.importers.qti1_kinds import KINDS
from assessments.importers.qti1_reader import Reader
from common.errors import DomainError

_NO_NAMES = ("question", "")


def read(root: Element, find: Callable[[str], bytes | None], *, first: int = 1) -> Iterator[Entry]:
    """Every item under the root."""
    assessment = root.find("assessment")
    category = title("" if assessment is None else assessment.get("title", ""))
    for number, item in enumerate(root.iter("item"), start=first):
        kind = _type(item)
        given = item.get("title", "")
        name = "" if given.strip().lower() in _NO_NAMES else title(given)
        path = (category,) if category else ()
        build = partial(_build, number, name, item, kind, path, Files(find))
        yield entry(number, name or _first_words(item), kind, build)


def _first_words(item: Element) -> str:
    presentation = item.find("presentation")
    texts = () if presentation is None else presentation.itertext()
    return title("", clean(next((text for text in texts if text.strip()), item.get("ident", "item"))))


def _type(item: Element) -> str:
    """The type that Canvas writes beside the item, or what the item looks like."""
    for meta in item.iter("qtimetadatafield"):
        if text_of(meta.find("fieldlabel")) == "question_type":
            return text_of(meta.find("fieldentry"))
    blackboard = item.find(".//bbmd_questiontype")
    if blackboard is not None:
        return f"Blackboard {text_of(blackboard)}"
    lid = item.find(".//response_lid")
    if lid is not None:
        many = lid.get("rcardinality") == "Multiple"
        return "multiple_answers_question" if many else "multiple_choice_question"
    entered = item.find(".//response_str") is not None and item.find(".//varequal") is not None
    return "short_answer_question" if entered else "essay_question"


def _build(number: int, name: str, item: Element, kind: str, path: tuple[str, ...], files: Files) -> Item:
    if kind.startswith("Blackboard"):
        raise DomainError(
            _("QTI 1.2 của Blackboard chưa đọc được. Hãy xuất ra QTI 2.1 từ Blackboard rồi nạp lại.")
        )
    make = KINDS.get(kind)
    if make is None:
        raise DomainError(_("Loại câu hỏi “%(type)s” của Canvas chưa có ở đây.") % {"type": kind})
    reader = Reader(item, files)
    made: Body = {**make(reader), "points": reader.points()}
    return Item(number, title(name, made["text"]), made, path, files=files.kept, notes=files.notes)
