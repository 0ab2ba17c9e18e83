"""The texts of one Moodle question: their format, and the files that lie beside them."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from assessments.exchange.bodies import body, tidy
from assessments.exchange.files import Files, decoded
from assessments.exchange.html import clean, from_text, plain_unicode, to_text
from assessments.exchange.item import Body
from assessments.exchange.markdown import from_markdown
from assessments.exchange.numbers import decimal_of, share
from assessments.exchange.xml import inside

_PLUGIN = "@@PLUGINFILE@@"
_AUTO = re.compile(r"<(?:p|br|b|i|em|strong|img|a|span|div|table|ul|ol|sub|sup)\b", re.IGNORECASE)


class Texts:
    """Reads parts of one question element; what a text shows is kept, other files are not."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self._beside: list[Element] = []
        self.notes: list[str] = []
        self.files = Files(self._find)

    def _find(self, address: str) -> bytes | None:
        """Beside the text, or else anywhere in the question: some tools keep all files together."""
        path = plain_unicode(address.removeprefix(unquote(_PLUGIN)).lstrip("/"))
        for file in (*self._beside, *self.element.iter("file")):
            if path == plain_unicode((file.get("path", "/") + file.get("name", "")).lstrip("/")):
                return decoded(file.text or "")
        return None

    def html(self, holder: Element | None, usual: str = "moodle_auto_format") -> str:
        """The text of an element that holds <text> and <file>s, as clean HTML."""
        if holder is None:
            return ""
        self._beside = list(holder.iterfind("file"))
        written = inside(holder, "text") or (holder.text or "" if holder.find("text") is None else "")
        markup = holder.get("format", usual)
        if markup == "markdown":
            return from_markdown(written, self.files.resolve)
        if markup == "plain_text" or (markup != "html" and not _AUTO.search(written)):
            return from_text(unescape(written) if markup != "plain_text" else written)
        return clean(written, self.files.resolve)

    def part(self, path: str) -> str:
        return self.html(self.element.find(path))

    def question(self) -> str:
        """The question itself; Moodle 1.9 kept one picture apart."""
        return self.part("questiontext") + self._old_picture()

    def _old_picture(self) -> str:
        inline, name = inside(self.element, "image_base64"), inside(self.element, "image").strip()
        if not inline.strip():
            return clean(f'<img src="{name}">', self.files.resolve) if name else ""
        return f'<br><img src="{self.files.add(name or "hinh", decoded(inline))}" alt="">'

    def plain(self, holder: Element) -> str:
        """The text of an answer that is compared as it stands, not shown."""
        return " ".join(clean_text(inside(holder, "text")).split())

    def answers(self) -> Iterator[tuple[Element, float, str]]:
        """Each answer with its share and feedback."""
        for answer in self.element.iterfind("answer"):
            yield answer, share(answer.get("fraction", "0")), self.html(answer.find("feedback"))

    def flag(self, name: str, usual: bool) -> bool:
        """The last one counts: old files say it twice."""
        said = [found.text or "" for found in self.element.iterfind(name)]
        return said[-1].strip().lower() in ("1", "true", "yes") if said else usual

    def number(self, name: str, usual: float = 0) -> float:
        written = inside(self.element, name).strip()
        return tidy(float(decimal_of(written))) if written else usual

    def body(self, kind: str, text: str, **fields: Any) -> Body:
        """A body with what every Moodle question may have."""
        said = {
            "general": self.part("generalfeedback"),
            "right": self.part("correctfeedback"),
            "partly": self.part("partiallycorrectfeedback"),
            "wrong": self.part("incorrectfeedback"),
        }
        hints = [self.html(hint) for hint in self.element.iterfind("hint")]
        penalty = self.number("penalty")
        more = {"penalty": penalty} if penalty else {}
        points = self.number("defaultgrade", 1) or 1
        return body(kind, text, points=points, said=said, hints=hints, **fields, **more)

    def ours(self, name: str, usual: str) -> str:
        """A field of ours that Moodle does not know and passes over."""
        return self.element.findtext(f"lopso[@name='{name}']", usual) or usual


def clean_text(text: str) -> str:
    """Plain text, NFC, that may have been wrapped into markup by an editor."""
    return to_text(clean(text)) if _AUTO.search(text) else plain_unicode(text)
