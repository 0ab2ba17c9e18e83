"""Aiken: a question, options A. or A), and ANSWER: B."""

import re
from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _

from assessments.exchange.bodies import body, equal_shares, options
from assessments.exchange.html import from_text
from assessments.exchange.item import Body, Entry, Item
from assessments.importers.building import entry, title
from common.errors import DomainError

_OPTION = re.compile(r"\s*([A-Z])[.)]\s+(.*\S)\s*")
ANSWER = re.compile(r"\s*(?:ANSWER|ĐÁP ÁN)\s*:\s*([A-Z](?:\s*[,;]?\s*[A-Z])*)\s*\.?\s*", re.IGNORECASE)
_FEEDBACK = re.compile(r"\s*FEEDBACK\s*:\s*(.*)", re.IGNORECASE)


def parse(text: str) -> Iterator[Entry]:
    """Every question; lines after the last answer are a question without one, and are said to be."""
    block: list[str] = []
    blocks: list[list[str]] = []
    for line in text.split("\n"):
        if _FEEDBACK.fullmatch(line) and blocks and not block:
            blocks[-1].append(line)
        elif line.strip():
            block.append(line)
            if ANSWER.fullmatch(line):
                blocks.append(block)
                block = []
    for number, lines in enumerate([*blocks, *([block] if block else [])], start=1):
        yield entry(number, lines[0].strip()[:60], "single", partial(_build, number, lines))


def _build(number: int, lines: list[str]) -> Item:
    said = "\n".join(found[1] for found in map(_FEEDBACK.fullmatch, lines) if found)
    found = [(line, _OPTION.fullmatch(line)) for line in lines if not _FEEDBACK.fullmatch(line)]
    texts = [match[2] for _line, match in found if match]
    letters = [match[1] for _line, match in found if match]
    key = ANSWER.fullmatch(found[-1][0])
    if not key:
        raise DomainError(_("Thiếu dòng “ANSWER:” sau các phương án."))
    right = {sign.upper() for sign in re.findall(r"[A-Za-z]", key[1])}
    if not right <= set(letters):
        raise DomainError(_("Đáp án %(key)s không có trong các phương án.") % {"key": key[1]})
    question = from_text("\n".join(line for line, match in found[:-1] if not match))
    kind = "single" if len(right) == 1 else "multiple"
    more: Body = {} if kind == "single" else {"scoring": "all"}
    shares = equal_shares(sign in right for sign in letters)
    offered = options((from_text(text), part, "") for text, part in zip(texts, shares, strict=True))
    made = body(kind, question, said={"general": from_text(said)}, options=offered, shuffle=True, **more)
    return Item(number, title("", question), made)
