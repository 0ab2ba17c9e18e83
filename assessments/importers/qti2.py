"""One QTI 2.0, 2.1, 2.2 or 3.0 item: what its interactions ask decides what it becomes."""

from functools import partial
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.exchange.files import Files
from assessments.exchange.item import Body, Entry, Item
from assessments.importers.building import entry, title
from assessments.importers.qti2_cloze import GAPS, cloze
from assessments.importers.qti2_kinds import KINDS
from assessments.importers.qti2_reader import BUTTONS, Reader
from common.errors import DomainError


def read_item(number: int, root: Element, files: Files) -> Entry:
    """The item, or why it cannot be one."""
    name = title(root.get("title", "") or root.get("identifier", ""))
    asked = [node.tag for node in root.iter() if node.tag.endswith("Interaction") and node.tag not in BUTTONS]
    kind = ", ".join(dict.fromkeys(asked)) or "assessmentItem"
    return entry(number, name, kind, partial(_build, number, name, root, asked, files))


def _build(number: int, name: str, root: Element, asked: list[str], files: Files) -> Item:
    if root.find("templateDeclaration") is not None:
        raise DomainError(_("Câu sinh số ngẫu nhiên (templateDeclaration): chưa có loại này ở đây."))
    if root.get("adaptive") == "true":
        raise DomainError(_("Câu nhiều bước (adaptive): chưa có loại này ở đây."))
    reader = Reader(root, files)
    made = _body(reader, asked)
    return Item(
        number, title(name, made["text"]), made, files=files.kept, notes=(*files.notes, *reader.notes)
    )


def _body(reader: Reader, asked: list[str]) -> Body:
    unknown = [tag for tag in dict.fromkeys(asked) if tag not in KINDS and tag not in GAPS]
    if unknown:
        raise DomainError(_("Cách trả lời chưa có ở đây: %(names)s.") % {"names": ", ".join(unknown)})
    if not asked:
        raise DomainError(_("Không có phần trả lời nào."))
    if len(asked) == 1 and asked[0] in KINDS:
        return KINDS[asked[0]](reader)
    if all(tag in GAPS for tag in asked):
        return cloze(reader)
    raise DomainError(_("Nhiều cách trả lời trong một câu: %(names)s.") % {"names": ", ".join(asked)})
