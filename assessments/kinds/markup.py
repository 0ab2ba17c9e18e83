"""What is asked of the HTML of a question: its words, its files by name, and how it is shown."""

import re
from collections.abc import Callable
from html import escape, unescape
from html.parser import HTMLParser

from assessments.exchange.html import tidy
from common.vietnamese import clean

__all__ = ["files_in", "plain", "tidy", "with_files"]

SILENT = {"script", "style", "title", "noscript", "iframe", "object", "template"}
FILE = re.compile(r'"file:([^"]+)"')
PLAYED = re.compile(r"<(audio|video)(?=[ >])")


def plain(html: str) -> str:
    """The words alone, on one line."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    return clean("".join(parser.out))


def with_files(html: str, address: Callable[[str], str]) -> str:
    """The same text with each file's name replaced by where it is served, and sounds and films with controls."""
    shown = FILE.sub(lambda found: f'"{escape(address(unescape(found[1])))}"', html)
    return PLAYED.sub(r"<\1 controls", shown)


def files_in(html: str) -> set[str]:
    """The names of the files the text shows."""
    return {unescape(name) for name in FILE.findall(html)}


class _Words(HTMLParser):
    """Collects text; a block or a break parts words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"p", "br", "li", "td", "th", "tr"}:
            self.out.append(" ")
        self.out += [value for name, value in attrs if tag == "img" and name == "alt" and value]
        self.silent += tag in SILENT

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in SILENT))

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.out.append(data)
