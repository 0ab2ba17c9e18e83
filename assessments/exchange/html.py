"""Lets through the HTML that a question may have and nothing else: the only cleaner there is.

`clean` also brings it into one canonical form, for what comes out of files; `tidy` leaves spaces and paragraphs as
their author wrote them.
"""

import re
import unicodedata
from collections.abc import Callable
from html import escape, unescape
from html.parser import HTMLParser

from assessments.exchange.formulas import escaped, settled

Attributes = list[tuple[str, str | None]]
Resolve = Callable[[str], str]  # an address → `file:NAME`, or what to show in its place, beginning with "["


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_KEPT = _names(
    "p br b strong i em u s sub sup ul ol li table tr td th img a code pre audio video source span "
)
_VOID = frozenset(["br", "img", "source"])
_PARAGRAPHS = _names("div h1 h2 h3 h4 h5 h6 blockquote section article center dd dt ")
_BLOCKS = frozenset(["p", "ul", "ol", "table", "pre"])
_DROPPED = _names(
    "script style head title template noscript iframe svg textarea select button annotation "
    "noembed noframes xmp plaintext annotation-xml applet frameset canvas "
)
_INSTEAD = {"del": "s", "strike": "s", "ins": "u", "tt": "code", "kbd": "code", "samp": "code"}
_OTHER = _names("font big small nobr wbr hr tbody thead tfoot caption label form input ")  # their words stay
_NAMES = _KEPT | _PARAGRAPHS | _DROPPED | _OTHER | frozenset(_INSTEAD)
_FILE = re.compile(r"file:[\w.\-]{1,120}")
_ANY_FILE = re.compile(r"file:[^/\\\"<>]{1,200}")  # names that a teacher's own files have
_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"']{1,2000}", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_SIZE = re.compile(r"\d{1,4}")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_EDGES = re.compile(r"\s*(</?(?:p|ul|ol|li|table|tr|td|th)(?: [^>]*)?>|<br>)\s*")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff]")
_OF_WORD = re.compile(r"<!\[(?:if|else|endif)[^<>]*>", re.IGNORECASE)  # other "<![" make the parser give up
_PLAIN_BREAK = re.compile(r"<br>|</(?:p|li|tr|pre)>|<(?:ul|ol|table)>")


def clean(html: str, resolve: Resolve | None = None) -> str:
    """Safe HTML; clean(clean(x)) == clean(x)."""
    text = plain_unicode(html)
    if "<" not in text and "&" not in text:
        return escape(_SPACES.sub(" ", text).strip(), quote=False)
    return settled(_cleaned(text, resolve), lambda once: _cleaned(once, resolve))


def _cleaned(text: str, resolve: Resolve | None) -> str:
    cleaner = _Cleaner(resolve)
    cleaner.read(text)
    return cleaner.result()


def tidy(html: str) -> str:
    """The same text with only what a question may hold; tidy twice is tidy once."""
    return settled(_tidied(html), _tidied)


def _tidied(html: str) -> str:
    cleaner = _Cleaner(None, files=_ANY_FILE)
    cleaner.read(html)
    return cleaner.written().strip()


def plain_unicode(text: str) -> str:
    """NFC without control signs and without signs of no width."""
    return (
        text
        if text.isascii() and text.isprintable()
        else _CONTROL.sub("", unicodedata.normalize("NFC", text))
    )


def from_text(text: str) -> str:
    """Plain text as HTML, its lines kept."""
    lines = (_SPACES.sub(" ", line).strip() for line in plain_unicode(text).strip().split("\n"))
    return "<br>".join(escape(line, quote=False) for line in lines)


def to_text(html: str) -> str:
    """What a reader sees of clean HTML, lines kept."""
    lines = unescape(re.sub(r"<[^>]*>", "", _PLAIN_BREAK.sub("\n", html))).split("\n")
    return "\n".join(line for line in (_SPACES.sub(" ", line).strip() for line in lines) if line)


def is_plain(html: str) -> bool:
    """Whether to_text loses nothing that from_text would not bring back."""
    return from_text(to_text(html)) == html


class _Cleaner(HTMLParser):
    """One pass; the stack holds what was opened: its name and what closes it."""

    def __init__(self, resolve: Resolve | None, files: re.Pattern[str] = _FILE) -> None:
        super().__init__(convert_charrefs=True)
        self.resolve, self.files = resolve, files
        self.out: list[str] = []
        self.open: list[tuple[str, str]] = []
        self.skipping = 0

    def read(self, text: str) -> None:
        """All of it. After the last ">" no tag ends: looking for its end from each "<" took the square of the length."""
        text = escaped(_OF_WORD.sub("", text), _NAMES).replace("<![", "&lt;![")
        whole, end, rest = text.rpartition(">")
        self.feed(whole + end + rest.replace("<", "&lt;"))
        self.close()

    def written(self) -> str:
        """Everything so far, what is open closed."""
        self.skipping = 0
        while self.open:
            self.out.append(self.open.pop()[1])
        return "".join(self.out)

    def result(self) -> str:
        pieces = re.split(r"(<pre>.*?</pre>)", self.written(), flags=re.DOTALL)
        for place in range(0, len(pieces), 2):
            pieces[place] = _EDGES.sub(r"\1", _SPACES.sub(" ", pieces[place]))
        return _unwrapped("".join(pieces).strip())

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag in _DROPPED:
            self.skipping += 1
        if self.skipping or len(self.open) > 60:
            return
        name = "p" if tag in _PARAGRAPHS else _INSTEAD.get(tag, tag)
        if name not in _KEPT:
            return
        self._make_room(name)
        shown = getattr(self, f"_{name}", self._bare)(name, dict(attrs))
        if name not in _VOID:
            self.open.append((name, f"</{name}>" if shown.startswith(f"<{name}") else ""))
        self.out.append(shown)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def _make_room(self, name: str) -> None:
        """A paragraph ends where a block begins, an entry of a list or table where the next begins."""
        names = [opened for opened, closing in self.open if closing]  # an empty link is not there
        if name in _BLOCKS and "p" in names:
            self._close("p")
        if name in ("li", "td", "th", "tr") and names and names[-1] == name:
            self._close(name)

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self.skipping = max(0, self.skipping - 1)
            return
        name = "p" if tag in _PARAGRAPHS else _INSTEAD.get(tag, tag)
        if not self.skipping and any(opened == name for opened, _close in self.open):
            self._close(name)

    def _close(self, name: str) -> None:
        while self.open:
            opened, closing = self.open.pop()
            self.out.append(closing)
            if opened == name:
                return

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.out.append(escape(data, quote=False))

    def _bare(self, name: str, given: dict[str, str | None]) -> str:
        return f"<{name}>"

    def _span(self, name: str, given: dict[str, str | None]) -> str:
        language = given.get("lang") or given.get("xml:lang") or ""
        return f'<span lang="{language}">' if _LANGUAGE.fullmatch(language) else ""

    def _cell(self, name: str, given: dict[str, str | None]) -> str:
        spans = "".join(
            f' {side}="{given[side]}"'
            for side in ("colspan", "rowspan")
            if _SIZE.fullmatch(given.get(side) or "")
        )
        return f"<{name}{spans}>"

    _td = _th = _cell

    def _a(self, name: str, given: dict[str, str | None]) -> str:
        href = (given.get("href") or "").strip()
        if not _LINK.fullmatch(href):
            href = self._file(href)
        return f'<a href="{escape(href)}">' if href and not href.startswith("[") else ""

    def _img(self, name: str, given: dict[str, str | None]) -> str:
        source, alt = self._file(given.get("src") or ""), plain_unicode(given.get("alt") or "")
        alt = _SPACES.sub(" ", alt).strip()
        if not source.startswith("file:"):
            return escape(" ".join(part for part in (alt, source) if part), quote=False)
        sizes = "".join(
            f' {side}="{given[side]}"'
            for side in ("width", "height")
            if _SIZE.fullmatch(given.get(side) or "")
        )
        return f'<img src="{escape(source)}" alt="{escape(alt)}"{sizes}>'

    def _media(self, name: str, given: dict[str, str | None]) -> str:
        source = self._file(given.get("src") or "")
        return f'<{name} src="{escape(source)}">' if source.startswith("file:") else f"<{name}>"

    _audio = _video = _source = _media

    def _file(self, address: str) -> str:
        address = address.strip()
        if self.files.fullmatch(address):
            return address
        return self.resolve(address) if self.resolve and address else ""


def _unwrapped(html: str) -> str:
    """One paragraph around everything says nothing; empty paragraphs neither."""
    html = re.sub(r"(?:<p>(?:<br>)*</p>)+", "", html)
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
        return html[3:-4].strip()
    return html
