"""Aiken: a question, options A. or A), and ANSWER: B."""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from django.utils.translation import gettext as _

from assessments.exchange.bodies import body, equal_shares, options
from assessments.exchange.html import from_text
from assessments.exchange.item import Body, Entry, Item
from assessments.importers.building import entry, title
from common.errors import DomainError

_OPTION = re.compile(r"\s*([A-Za-z])\s?[.)]\s*(.*\S)\s*")
ANSWER = re.compile(r"\s*(?:ANSWER|ĐÁP ÁN)\s*:\s*([A-Z](?:\s*[,;]?\s*[A-Z])*)\s*\.?\s*", re.IGNORECASE)
_FEEDBACK = re.compile(r"\s*FEEDBACK\s*:\s*(.*)", re.IGNORECASE)


def parse(text: str) -> Iterator[Entry]:
    """Every question; lines after the last answer are a question without one, and are said to be."""
    for number, lines in enumerate(_blocks(text), start=1):
        yield entry(number, lines[0].strip()[:60], "single", partial(_build, number, lines))


def _blocks(text: str) -> list[list[str]]:
    """A question ends with its answer; one that has none, where the next begins behind an empty line."""
    blocks: list[list[str]] = []
    ended = apart = True
    options = 0
    for line in text.split("\n"):
        if _FEEDBACK.fullmatch(line) and blocks and ended:
            blocks[-1].append(line)
        elif line.strip():
            found, answer = _OPTION.fullmatch(line), bool(ANSWER.fullmatch(line))
            if ended or (apart and options > 1 and not found and not answer):
                blocks.append([])
                options = 0
            blocks[-1].append(line)
            options += bool(found and _next(found, options))
            ended = answer
        apart = not line.strip()
    return blocks


def _next(found: re.Match[str], place: int) -> bool:
    return found[1].upper() == chr(ord("A") + place)


def _labelled(lines: Iterable[str]) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Each line with its label, where it is the next letter."""
    place = 0
    for line in lines:
        found = _OPTION.fullmatch(line)
        goes_on = found if found and _next(found, place) else None
        place += bool(goes_on)
        yield line, goes_on


def _apart(found: list[tuple[str, re.Match[str] | None]]) -> tuple[list[str], list[str]]:
    """Lines of the question, and texts of the options, which may go on over several lines."""
    asked: list[str] = []
    texts: list[str] = []
    for line, match in found:
        if match:
            texts.append(match[2])
        elif not texts:
            asked.append(line)
        elif other := _OPTION.fullmatch(line):
            raise DomainError(
                _("Phương án %(letter)s thừa hoặc không theo thứ tự A, B, C.") % {"letter": other[1]}
            )
        else:
            texts[-1] += f"\n{line.strip()}"
    return asked, texts


def _build(number: int, lines: list[str]) -> Item:
    said = "\n".join(found[1] for found in map(_FEEDBACK.fullmatch, lines) if found)
    found = list(_labelled(line for line in lines if not _FEEDBACK.fullmatch(line)))
    letters = [match[1].upper() for _line, match in found if match]
    key = ANSWER.fullmatch(found[-1][0])
    if not key:
        raise DomainError(_("Thiếu dòng “ANSWER:” sau các phương án."))
    right = {sign.upper() for sign in re.findall(r"[A-Za-z]", key[1])}
    if not right <= set(letters):
        raise DomainError(_("Đáp án %(key)s không có trong các phương án.") % {"key": key[1]})
    asked, texts = _apart(found[:-1])
    question = from_text("\n".join(asked))
    kind = "single" if len(right) == 1 else "multiple"
    more: Body = {} if kind == "single" else {"scoring": "all"}
    shares = equal_shares(sign in right for sign in letters)
    offered = options((from_text(text), part, "") for text, part in zip(texts, shares, strict=True))
    made = body(kind, question, said={"general": from_text(said)}, options=offered, shuffle=True, **more)
    return Item(number, title("", question), made)
