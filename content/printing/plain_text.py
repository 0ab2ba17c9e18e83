"""A document of plain words taken apart for paper: paragraphs, items, headings."""

import re
from collections.abc import Iterable, Iterator

from django.utils.html import escape

from content.printing.article import Block

MOST = 400_000  # bytes: some two hundred pages
HEAD_WORDS = 20
SCREEN_WIDTH, NEARLY_FULL = 100, 50  # characters
ITEM = re.compile(r"([-–•*+])\s+(?=\S)")  # dashes as offices type them
HEADING = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*)\.?\s+\S|(?:PHẦN|CHƯƠNG|MỤC|ĐIỀU|PHỤ LỤC|Điều|Phụ lục)\s")


def words_of(data: bytes) -> str:
    """The text of a file; "" if it is none, or too long to be handed out on paper."""
    if len(data) > MOST or b"\0" in data:
        return ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""


def blocks_of_text(text: str) -> list[Block]:
    """In order: a line is a paragraph, or a part of one in a file whose lines were broken to fit a screen."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    if max(map(len, lines), default=0) <= SCREEN_WIDTH:
        lines = list(_joined(lines))
    return [_block(line) for line in lines if any(map(str.isalnum, line))]  # no rulers of dashes


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Put together what was broken: a long line goes on in the next one, unless that begins something."""
    whole, last = "", ""
    for line in lines:
        if whole and line and len(last) >= NEARLY_FULL and not (ITEM.match(line) or is_head(line)):
            whole += f" {line}"
        else:
            yield whole
            whole = line
        last = line
    yield whole


def _block(line: str) -> Block:
    item = ITEM.match(line)
    if item:
        return Block("item", escape(line[item.end() :]), "•")
    return Block("head" if is_head(line) else "text", escape(line))


def is_head(line: str) -> bool:
    """Short, and numbered or all in capitals, without the end of a sentence."""
    short = len(line.split()) <= HEAD_WORDS and line[-1:] not in ".;,:"
    return short and (line.isupper() or bool(HEADING.match(line)))
