"""A line of a document with what each of its signs looks like."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from unicodedata import is_normalized, normalize

BOLD, ITALIC, UNDERLINED, COLOURED, HIGHLIGHTED, BELOW, ABOVE, STRUCK, HIDDEN = (
    2**place for place in range(9)
)
LEFT_OUT = STRUCK | HIDDEN  # what no reader of the paper takes for its text
MARKS = (UNDERLINED, HIGHLIGHTED, COLOURED, BOLD)  # how teachers mark the right option, surest first
PICTURE = "\ufffc"
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\ufeff]")
_WIDE = {sign: sign - 0xFEE0 for sign in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0x3002: ".", 0x3001: ","}
_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SIGN = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_TAGS = ((BOLD, "strong"), (ITALIC, "em"), (UNDERLINED, "u"), (BELOW, "sub"), (ABOVE, "sup"))


@dataclass
class Line:
    """`looks` holds one number of bits for each sign of `text`; `pictures` an address for each PICTURE.

    `listed` is the letter or sign with which an automatic list began the line.
    """

    text: str = ""
    looks: list[int] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    listed: str = ""

    @classmethod
    def plain(cls, text: str) -> "Line":
        return cls(text, [0] * len(text)).composed()

    def add(self, text: str, look: int, picture: str = "") -> None:
        self.text += text
        self.looks += [look] * len(text)
        if picture:
            self.pictures.append(picture)

    def composed(self) -> "Line":
        """In NFC, Ð (eth) as Đ and without signs of no width: what patterns are written for.

        Wide signs of an East Asian keyboard are the usual ones, unless the line is in such a script.
        """
        if self.text.isascii():
            return self
        if not _EAST.search(self.text):
            self.text = self.text.translate(_WIDE)
        self._replace(_UNSEEN, "")
        if not is_normalized("NFC", self.text):
            self._replace(_SIGN, None)
        self.text = self.text.replace("\u00d0", "Đ")
        return self

    def _replace(self, pattern: re.Pattern[str], by: str | None) -> None:
        """Each match by a text, or by its NFC, in the look of its first sign."""
        pieces, looks, end = [], [], 0
        for found in pattern.finditer(self.text):
            piece = normalize("NFC", found[0]) if by is None else by
            pieces += [self.text[end : found.start()], piece]
            looks += self.looks[end : found.start()] + self.looks[found.start() : found.start() + 1] * len(
                piece
            )
            end = found.end()
        self.text = "".join([*pieces, self.text[end:]])
        self.looks = looks + self.looks[end:]

    def cut(self, start: int, end: int | None = None) -> "Line":
        """A part without the spaces around it."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        before = self.text[:start].count(PICTURE)
        inside = self.text[start:end].count(PICTURE)
        listed = self.listed if start < 4 else ""
        return Line(
            self.text[start:end], self.looks[start:end], self.pictures[before : before + inside], listed
        )

    def split(self) -> Iterator["Line"]:
        """Its lines, where somebody broke it without beginning a paragraph."""
        start = 0
        for place, sign in enumerate(f"{self.text}\n"):
            if sign == "\n":
                yield self.cut(start, place)
                start = place + 1

    def has(self, mark: int) -> bool:
        """Whether nearly all of the signs that can be seen look so."""
        seen = [look for sign, look in zip(self.text, self.looks, strict=True) if not sign.isspace()]
        return bool(seen) and sum(bool(look & mark) for look in seen) * 10 >= len(seen) * 8

    def html(self, without: int = 0) -> str:
        """As HTML, some looks left out."""
        pictures = iter(self.pictures)
        parts = []
        for look, signs in groupby(
            zip(self.text, self.looks, strict=True), key=lambda sign: sign[1] & ~without
        ):
            text = escape("".join(sign for sign, _look in signs), quote=False)
            while PICTURE in text:
                text = text.replace(PICTURE, f'<img src="{escape(next(pictures, ""))}">', 1)
            tags = [tag for bit, tag in _TAGS if look & bit and text.strip()]
            parts.append(
                "".join(f"<{tag}>" for tag in tags) + text + "".join(f"</{tag}>" for tag in reversed(tags))
            )
        return "".join(parts)
