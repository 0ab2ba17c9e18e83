"""A line of a document with what each of its signs looks like."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

BOLD, ITALIC, UNDERLINED, COLOURED, HIGHLIGHTED, BELOW, ABOVE = (2**place for place in range(7))
MARKS = (UNDERLINED, HIGHLIGHTED, COLOURED, BOLD)  # how teachers mark the right option, surest first
PICTURE = "\ufffc"
_TAGS = ((BOLD, "strong"), (ITALIC, "em"), (UNDERLINED, "u"), (BELOW, "sub"), (ABOVE, "sup"))


@dataclass
class Line:
    """`looks` holds one number of bits for each sign of `text`; `pictures` an address for each PICTURE."""

    text: str = ""
    looks: list[int] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)

    @classmethod
    def plain(cls, text: str) -> "Line":
        return cls(text, [0] * len(text))

    def add(self, text: str, look: int, picture: str = "") -> None:
        self.text += text
        self.looks += [look] * len(text)
        if picture:
            self.pictures.append(picture)

    def cut(self, start: int, end: int | None = None) -> "Line":
        """A part without the spaces around it."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        before = self.text[:start].count(PICTURE)
        inside = self.text[start:end].count(PICTURE)
        return Line(self.text[start:end], self.looks[start:end], self.pictures[before : before + inside])

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
