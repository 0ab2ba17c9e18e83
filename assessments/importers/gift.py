"""GIFT, the text format of Moodle, and missing word, which is a part of it."""

import re
from collections.abc import Iterator
from functools import partial

from assessments.exchange.item import Entry
from assessments.importers.building import entry
from assessments.importers.gift_question import Raw, build, kind_of
from assessments.importers.gift_signs import hide, show

_TAG = re.compile(r"\[tag:([^\[\]]+)\]")
_NAME = re.compile(r"\s*::(.*?)::(.*)", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|plain|markdown|moodle)\](.*)", re.DOTALL)
_BEGINS = re.compile(r"::[^:].*?::")
_GOES_ON = re.compile(r"\s*[~=}#]")


def parse(text: str) -> Iterator[Entry]:
    """Every question of the file in its order."""
    for number, raw in enumerate(_questions(hide(text)), start=1):
        named = _NAME.fullmatch(raw.text)
        if named:
            raw.name, raw.text = show(named[1]).strip(), named[2]
        marked = _FORMAT.fullmatch(raw.text)
        if marked:
            raw.markup, raw.text = marked[1], marked[2]
        name = raw.name or show(raw.text).strip()[:60]
        yield entry(number, name, kind_of(raw.text), partial(build, number, raw))


def _questions(text: str) -> Iterator[Raw]:
    """Blocks between empty lines; an empty line between two answers does not end a question."""
    category: tuple[str, ...] = ()
    tags: list[str] = []
    lines: list[str] = []
    rows = text.split("\n")
    for place, line in enumerate([*rows, ""]):
        bare = line.strip()
        if bare.startswith("//"):
            tags += _TAG.findall(bare)
        elif bare.startswith("$CATEGORY:"):
            category = category_path(show(bare[10:]))
        elif bare:
            if lines and _BEGINS.match(
                bare
            ):  # a name always begins a question, whatever the one before forgot
                yield Raw("\n".join(lines), category, tags)
                lines, tags = [], []
            lines.append(line)
        elif lines and not _goes_on("\n".join(lines), rows[place + 1 :]):
            yield Raw("\n".join(lines), category, tags)
            lines, tags = [], []


def _goes_on(block: str, rest: list[str]) -> bool:
    following = next((line for line in rest[:20] if line.strip()), "")
    return block.count("{") > block.count("}") and bool(_GOES_ON.match(following))


def category_path(text: str) -> tuple[str, ...]:
    """The names of a category without Moodle's own first parts; `//` is a slash in a name."""
    parts = [part.replace("\0", "/").strip() for part in text.replace("//", "\0").split("/")]
    named = [part for part in parts if part]
    while named and (named[0] == "top" or re.fullmatch(r"\$\w+\$", named[0])):
        named.pop(0)
    return tuple(named)
