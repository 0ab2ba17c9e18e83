"""Pictures of a slide with what their author wrote about them for those who do not see them."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from django.utils.html import escape

from content.printing.article import Block
from content.printing.office import Link, on
from content.printing.word_pictures import Pictures, cut, missing

# What Office guesses, and names of files, tell nobody anything.
_GUESSED = re.compile(
    r"được tạo tự động|automatically generated|\.(?:png|jpe?g|gif|bmp|emf|wmf|svg|webp)$", re.IGNORECASE
)
_LONGEST = 600
_WHOLE = 100_000  # thousandths of a percent


class Shown:
    """Draws the pictures of one slide; those in `seen` stood on an earlier one and are left out."""

    def __init__(self, pictures: Pictures, links: dict[str, Link], seen: set[str]) -> None:
        self._pictures, self._links, self._seen = pictures, links, seen

    def blocks(self, shape: Element) -> Iterator[Block]:
        """Of a picture, or of a shape that a picture fills."""
        fill = shape.find("blipFill")
        fill = shape.find("spPr/blipFill") if fill is None else fill
        blip = None if fill is None else fill.find("blip")
        if fill is None or blip is None:
            return
        part = self._part(blip)
        if part in self._seen:
            return
        data = self._pictures.part(part)
        if data is not None:
            words = told(shape)
            yield Block(
                "picture",
                "" if data else words or missing(),
                picture=cut(data, _edges(fill)) if data else b"",
            )
            if data and words:
                yield Block("caption", escape(words))

    def _part(self, blip: Element) -> str:
        link = self._links.get(blip.get("embed", ""))
        return link.part if link else ""


def told(shape: Element) -> str:
    """The words for those who do not see it; "" if it is there for its looks."""
    named = shape.find("./*/cNvPr")
    if named is None or any(on(one.get("val")) for one in named.iter("decorative")):
        return ""
    words = " ".join(named.get("descr", "").split())[:_LONGEST]
    return "" if _GUESSED.search(words) else words


def _edges(fill: Element) -> tuple[float, float, float, float]:
    said = fill.find("srcRect")
    return (
        (0, 0, 0, 0)
        if said is None
        else (_part(said, "l"), _part(said, "t"), _part(said, "r"), _part(said, "b"))
    )


def _part(said: Element, side: str) -> float:
    """Thousandths of a percent; PowerPoint writes less than nothing for a frame wider than its picture."""
    written = said.get(side, "0")
    sound = written.isascii() and written.isdecimal() and len(written) < 7
    return min(int(written), _WHOLE) / _WHOLE if sound else 0
