"""A published tutorial taken apart for paper: its frozen words, and its pictures at a size worth printing."""

import io
import logging
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.core.files.storage import default_storage
from django.utils.html import escape
from PIL import Image
from wagtail.images import get_image_model

from content.pictures import shrunk

log = logging.getLogger(__name__)
PRINTED = 900  # pixels across: 60 mm at 380 dots an inch
KEPT = re.compile(r"/p/([0-9a-f]{40})-\d+\.webp$")  # content.pictures names them after the library's file


@dataclass(frozen=True)
class Step:
    """`text` holds <b> and nothing else."""

    text: str
    picture: bytes = b""


class _Steps(HTMLParser):
    """The items of the list of steps, as content/blocks/tutorial.html writes them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[list[str]] = []
        self._in = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        said = dict(attrs)
        if tag == "ol":
            self._in = self._in or said.get("class") == "steps"
        elif self._in and tag == "li":
            self.found.append(["", ""])
        elif self._in and tag == "img":
            self.found[-1][1] = said.get("src") or ""
        elif self._in and tag in ("b", "strong"):
            self.found[-1][0] += "<b>"
        elif self._in and tag in ("p", "br"):
            self.found[-1][0] += " "

    def handle_endtag(self, tag: str) -> None:
        if tag == "ol":
            self._in = False
        elif self._in and tag in ("b", "strong"):
            self.found[-1][0] += "</b>"

    def handle_data(self, data: str) -> None:
        if self._in and self.found:
            self.found[-1][0] += escape(data)


def steps_of(body_html: str, *, pictures: bool = True) -> list[Step]:
    """In order; one query for all pictures."""
    parser = _Steps()
    parser.feed(body_html)
    found = [(" ".join(text.split()), address) for text, address in parser.found]
    data = pictures_of([address for _text, address in found]) if pictures else [b""] * len(found)
    return [Step(text, picture) for (text, _address), picture in zip(found, data, strict=True)]


def pictures_of(addresses: list[str]) -> list[bytes]:
    """As JPEG, each where its address stands; empty when the file is gone. One query."""
    large = _large(addresses)
    return [_picture(large.get(address, address)) for address in addresses]


def _large(addresses: list[str]) -> dict[str, str]:
    """The same picture bigger, as long as the library still has its very bytes."""
    names = {address: match[1] for address in addresses if (match := KEPT.search(address))}
    images = {
        one.file_hash: one for one in get_image_model().objects.filter(file_hash__in=set(names.values()))
    }
    return {address: shrunk(images[name], PRINTED).url for address, name in names.items() if name in images}


def _picture(address: str) -> bytes:
    """As JPEG on white; nothing when the file is gone."""
    base = default_storage.url("")
    if not address.startswith(base):
        return b""
    try:
        with default_storage.open(address.removeprefix(base)) as file, Image.open(file) as image:
            clear = image.convert("RGBA")
    except OSError:
        log.warning("a step's picture cannot be read for printing: %s", address)
        return b""
    paper = Image.new("RGB", clear.size, "#FFFFFF")
    paper.paste(clear, mask=clear.getchannel("A"))
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=82)
    return out.getvalue()
