"""Finds the format of a file by its content and reads it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from django.utils.translation import gettext as _

from assessments.exchange.archive import Archive
from assessments.exchange.bodies import body, tidy
from assessments.exchange.files import Files
from assessments.exchange.html import clean
from assessments.exchange.item import Entry, Item, KeyCodes, Rejected, Remark
from assessments.exchange.limits import MAX_FILE, MAX_QUESTIONS
from assessments.exchange.xml import parse_xml
from assessments.importers import aiken, cloze, docx, gift, layout_items, moodle, package, qti1, qti2, xlsx
from assessments.importers.building import entry, title
from assessments.importers.key_codes import same
from assessments.importers.lines import Line
from common.decoding import ONE_BYTE, likeliest, unicode_text
from common.errors import DomainError

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # how Office wraps a .docx or .xlsx with a password
_BINARY = re.compile("[\x00-\x08]")
_MARKUP = re.compile(
    rb"<(?:\?xml|!DOCTYPE|!--|(?:[\w.\-]+:)?(?:quiz|questestinterop|assessment(?:Item|Test)|qti-[\w\-]+)[\s>])"
)
_AIKEN = re.compile(r"^[^\S\n]*ANSWER\s*:\s*[A-Z]", re.MULTILINE | re.IGNORECASE)
_VIETNAMESE_AIKEN = re.compile(r"^[^\S\n]*ĐÁP ÁN\s*:\s*[A-Z]\b", re.MULTILINE | re.IGNORECASE)
_GIFT = re.compile(r"\{\s*(?:[=~#}]|(?:T|F|TRUE|FALSE)\s*[#}])|^[^\S\n]*(?:::|\$CATEGORY)", re.MULTILINE)
_LAYOUT = re.compile(r"^[^\S\n]*(?:Câu(?:\s+hỏi)?\s*)?\d{1,4}\s*[.:)]", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """What a file holds."""

    format: str
    entries: list[Entry]

    @property
    def questions(self) -> list[Entry]:
        return [found for found in self.entries if isinstance(found, Item | Rejected)]

    @property
    def codes(self) -> KeyCodes | None:
        """Of which codes (mã đề) the file has keys."""
        return next((found for found in self.entries if isinstance(found, KeyCodes)), None)

    @property
    def remarks(self) -> list[str]:
        """What was left out of the file."""
        return [found.text for found in self.entries if isinstance(found, Remark)]


def read(data: bytes, *, code: str = "") -> Reading:
    """Every entry of a file; a DomainError when it is no file of questions, or holds none.

    `code` says which of several keys counts (mã đề), where the file does not say so itself.
    """
    if len(data) > MAX_FILE:
        raise DomainError(_("Tệp quá lớn (%(size)s MB).") % {"size": len(data) // 2**20})
    if not data.strip():
        raise DomainError(_("Tệp trống."))
    form, parse = _sniff(data, code)
    reading = Reading(form, list(islice(parse(), MAX_QUESTIONS + 1)))
    if code:
        _require_code(reading.codes, code)
    if not reading.questions:
        none = _("Không thấy câu hỏi nào trong tệp (đã đọc theo dạng %(format)s).") % {"format": form}
        raise DomainError(" ".join([none, *reading.remarks]))
    if len(reading.questions) > MAX_QUESTIONS:
        raise DomainError(_("Tệp có hơn %(most)s câu; hãy chia nhỏ.") % {"most": MAX_QUESTIONS})
    return reading


Parse = Callable[[], Iterator[Entry]]


def _require_code(codes: KeyCodes | None, code: str) -> None:
    found = codes.found if codes else ()
    if not any(same(one, code) for one in found):
        said = {"code": code[:20], "found": ", ".join(found) or _("không có mã nào")}
        raise DomainError(_("Tệp không có đáp án của mã đề %(code)s (tìm thấy: %(found)s).") % said)


def _sniff(data: bytes, code: str) -> tuple[str, Parse]:
    if data.startswith(_ZIP):
        return _zip(data, code)
    if data.startswith(_OLD_OFFICE):
        if _LOCKED in data:
            raise DomainError(_("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi nạp lại."))
        raise DomainError(_("Tệp Office đời cũ (.doc, .xls). Hãy lưu lại thành .docx hoặc .xlsx."))
    head = data[:2000].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n")
    if _MARKUP.match(head):
        return _xml(data)
    return _text(decoded(data), code)


def _zip(data: bytes, code: str) -> tuple[str, Parse]:
    names = Archive(data).names
    if "word/document.xml" in names:
        return "docx", partial(docx.parse, data, code)
    if "xl/workbook.xml" in names:
        return "xlsx", partial(xlsx.parse, data)
    if any(name.lower().endswith((".xml", ".qti")) for name in names):
        return "qti", partial(package.parse, data)
    raise DomainError(_("Tệp nén không phải Word, Excel hay gói QTI."))


def _xml(data: bytes) -> tuple[str, Parse]:
    root = parse_xml(data)
    if root.tag == "quiz":
        return "moodle-xml", partial(moodle.parse, root)
    if root.tag == "questestinterop":
        return "qti1", partial(qti1.read, root, lambda name: None)
    items = list(root.iter("assessmentItem"))
    if items:
        return "qti2", lambda: (
            qti2.read_item(place, one, Files()) for place, one in enumerate(items, start=1)
        )
    if root.tag in ("assessmentTest", "manifest"):
        raise DomainError(_("Tệp này chỉ nêu tên các câu hỏi. Hãy nạp cả gói (.zip) có các câu ấy."))
    raise DomainError(_("Tệp XML <%(tag)s> không phải là tệp câu hỏi.") % {"tag": root.tag[:60]})


def _text(text: str, code: str) -> tuple[str, Parse]:
    if _BINARY.search(text):
        raise DomainError(_("Không phải là tệp câu hỏi: tệp không chứa chữ đọc được."))
    if _AIKEN.search(text):
        return "aiken", partial(aiken.parse, text)
    if cloze.looks_like(text) and not re.search(r"^[^\S\n]*(?:::|\$CATEGORY)", text, re.MULTILINE):
        return "cloze", lambda: iter([_embedded(text)])
    if not _GIFT.search(text) and _LAYOUT.search(text):
        lines = [Line.plain(line) for line in text.split("\n")]
        return "layout", lambda: layout_items.items(lines, [], lambda name: None, asked=code)
    if "{" in text:
        return "gift", partial(gift.parse, text)
    if _VIETNAMESE_AIKEN.search(text):
        return "aiken", partial(aiken.parse, text)
    raise DomainError(_("Không nhận ra dạng tệp: không phải GIFT, Aiken hay “Câu 1. … A. B. C. D.”"))


def _embedded(text: str) -> Entry:
    """A whole file that is one text with embedded answers."""

    def build() -> Item:
        html, gaps = cloze.gaps_of(text.strip())
        points = tidy(sum(gap["points"] for gap in gaps.values()))
        made = body("cloze", clean(html.replace("\n", "<br>")), points=points, gaps=gaps)
        return Item(1, title("", made["text"]), made)

    return entry(1, title("", clean(text)), "cloze", build)


def decoded(data: bytes) -> str:
    """The text, whatever Vietnamese encoding it is in, lines ended by \\n alone."""
    found = unicode_text(data)
    text = found[0] if found else ONE_BYTE[likeliest(data, ONE_BYTE)[0]](data)
    return re.sub(r"\r\n?", "\n", text).lstrip("\ufeff")
