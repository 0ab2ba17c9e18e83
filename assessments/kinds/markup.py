"""The HTML a question may hold: a short list of tags and attributes, files by name, nothing that runs."""

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

from common.vietnamese import clean

VOID = {"br", "img", "source"}
SILENT = {"script", "style", "title", "noscript", "iframe", "object", "template"}
BARE = "p br b strong i em u s sub sup ul ol li table tbody thead tr code pre"
ALLOWED: dict[str, set[str]] = {tag: set() for tag in BARE.split(" ")} | {
    "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "span": {"lang"}, "a": {"href"},
    "img": {"src", "alt", "width", "height"}, "audio": {"src", "controls"}, "video": {"src", "controls"},
    "source": {"src"},
}  # fmt: skip
FILE = re.compile(r'"file:([^"]+)"')
NAME = re.compile(r"file:[^/\\\"<>]+")


def tidy(html: str) -> str:
    """The same text with only what a question may hold; tidy twice is tidy once."""
    parser = _Tidy()
    parser.feed(html)
    parser.close()
    return parser.text()


def plain(html: str) -> str:
    """The words alone, on one line."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    return clean("".join(parser.out))


def with_files(html: str, address: Callable[[str], str]) -> str:
    """The same text with each file's name replaced by where it is served."""
    return FILE.sub(lambda found: f'"{escape(address(found[1]))}"', html)


def files_in(html: str) -> set[str]:
    """The names of the files the text shows."""
    return set(FILE.findall(html))


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


class _Tidy(HTMLParser):
    """Writes allowed tags again, balanced; forgets the rest."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        if tag not in ALLOWED or self.silent:
            return
        kept = "".join(f' {name}="{escape(value)}"' for name, value in _attributes(tag, attrs))
        if tag in {"img", "source"} and ' src="' not in kept:
            return
        self.out.append(f"<{tag}{kept}>")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in SILENT))
        while not self.silent and tag in self.open:
            last = self.open.pop()
            self.out.append(f"</{last}>")
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.out.append(escape(data, quote=False))

    def text(self) -> str:
        closing = "".join(f"</{tag}>" for tag in reversed(self.open))
        return "".join(self.out).strip() + closing


def _attributes(tag: str, attrs: list[tuple[str, str | None]]) -> list[tuple[str, str]]:
    given = {name: value or "" for name, value in attrs if name in ALLOWED[tag]}
    if "src" in given and not NAME.fullmatch(given["src"]):
        del given["src"]
    if "href" in given and not re.match(r"https?://|mailto:", given["href"]):
        del given["href"]
    for name in ("width", "height", "colspan", "rowspan"):
        if name in given and not re.fullmatch(r"[0-9]{1,4}", given[name]):
            del given[name]
    if tag in {"audio", "video"}:
        given["controls"] = ""
    return sorted(given.items())
