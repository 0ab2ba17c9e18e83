"""A lesson's frozen body taken apart for paper: headings, paragraphs, lists, notices, tables and pictures, in order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.utils.html import escape

from content.printing.reading import pictures_of

HEADS = ("h2", "h3", "h4")
TEXTS = ("p", "li", "figcaption", "caption", "th", "td", *HEADS)


@dataclass
class Block:
    """`kind` is part, head, text, item, note, picture, caption or table; `text` holds <b> and <br/>, from Office also <i>,
    <u>, <sub>, <super> and an alignment in <para>.

    Of a table: `widths` are shares of its columns, `spans` (row, first, last) cells over several; one that only sets
    words side by side is not `ruled`. The first `heads` rows say what the columns are. `joined` are (column, first,
    last) rows that one cell covers. With `keys`, one that is too wide is set in several, each with its first columns.
    """

    kind: str
    text: str = ""
    mark: str = ""
    address: str = ""
    picture: bytes = b""
    rows: list[list[str]] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    ruled: bool = True
    heads: int = 1
    joined: list[tuple[int, int, int]] = field(default_factory=list)
    keys: int = 0
    rooms: list[float] = field(default_factory=list)  # letters that columns to write in need at least
    level: int = 0  # of an item in another


class _Article(HTMLParser):
    """Reads what content/blocks/*.html writes; tags it does not know leave their words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Block] = []
        self._lists: list[int | None] = []  # None: bullets; else the last number
        self._notes = 0
        self._note: Block | None = None
        self._table: Block | None = None
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        said = dict(attrs)
        if tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
        elif (
            tag == "div" and (self._notes or "notice" in (said.get("class") or "").split())
        ) or tag == "blockquote":
            self._notes += 1
        elif tag == "table":
            self._table = Block("table")
            self.found.append(self._table)
        elif tag == "tr" and self._table:
            self._table.rows.append([])
        elif tag == "img":
            self.found.append(Block("picture", said.get("alt") or "", address=said.get("src") or ""))
        elif tag in TEXTS and not (tag == "p" and self._text is not None):
            self._text = []
        elif tag == "br" and self._text is not None:
            self._text.append(" ")
        elif tag in ("b", "strong") and self._text is not None:
            self._text.append("<b>")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag in ("div", "blockquote") and self._notes:
            self._notes -= 1
            self._note = self._note if self._notes else None
        elif tag == "table":
            self._table = None
        elif tag in ("b", "strong") and self._text is not None:
            self._text.append("</b>")
        elif tag in TEXTS and self._text is not None and not (tag == "p" and self._lists):
            self._keep(tag)

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(escape(data))

    def _keep(self, tag: str) -> None:
        text = " ".join("".join(self._text or ()).split())
        self._text = None
        if tag in ("th", "td") and self._table and self._table.rows:
            self._table.rows[-1].append(f"<b>{text}</b>" if tag == "th" else text)
        elif text:
            self._add(Block(self._kind(tag), text, self._mark(tag)))

    def _add(self, block: Block) -> None:
        """A caption goes above its table; the paragraphs of one notice stay together."""
        if block.kind == "caption" and self._table:
            self.found.insert(self.found.index(self._table), block)
        elif block.kind == "note" and self._note:
            self._note.text += f"<br/>{block.text}"
        else:
            self.found.append(block)
        if block.kind == "note":
            self._note = self._note or block

    def _kind(self, tag: str) -> str:
        if tag in HEADS:
            return "head"
        if tag in ("figcaption", "caption"):
            return "caption"
        return "item" if tag == "li" else "note" if self._notes else "text"

    def _mark(self, tag: str) -> str:
        if tag != "li":
            return ""
        if not self._lists or self._lists[-1] is None:
            return "•"
        self._lists[-1] += 1
        return f"{self._lists[-1]}."


def blocks_of(body_html: str, *, pictures: bool = True) -> list[Block]:
    """In order; a picture whose file is gone leaves the words that stand for it."""
    parser = _Article()
    parser.feed(body_html)
    shown = [one for one in parser.found if one.kind == "picture"]
    for block, data in zip(
        shown, pictures_of([one.address for one in shown]) if pictures else [], strict=False
    ):
        block.picture = data
    return parser.found


def heads_of(blocks: Sequence[Block]) -> list[str]:
    """The headings, as a table of contents would say them."""
    return [one.text for one in blocks if one.kind == "head"]
