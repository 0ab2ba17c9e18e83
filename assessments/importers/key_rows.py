"""Keys as rows of letters: “1-5: ABCDA”, or “ABCDA…” with a letter for every question."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

_BETWEEN = r"[\s,;.|/\-–]*"
_RANGE = re.compile(
    rf"\W*(?:câu\s*)?(\d{{1,4}})\s*(?:[-–—→]|đến|tới)\s*+(?:câu\s*+)?(\d{{1,4}})[\s:.)=]*+((?:[A-H]{_BETWEEN})+)(?!\w)",
    re.IGNORECASE,
)
_ROW = re.compile(rf"\s*(?:[A-H]{_BETWEEN}){{2,}}")


def ranges(text: str) -> list[tuple[int, int, str]]:
    """First number, last number and letters of each range; empty where anything else stands on the line."""
    found, at = [], 0
    while one := _RANGE.match(text, at):
        found.append((int(one[1]), int(one[2]), _letters(one[3])))
        at = one.end()
    return [] if text[at:].strip(" .;,") else found


def only_ranges(text: str) -> bool:
    """Whether the line can only be a key: ranges with a letter for every number."""
    found = ranges(text)
    return bool(found) and all(last - first + 1 == len(letters) > 1 for first, last, letters in found)


def row(text: str) -> str:
    """The letters of a line that holds nothing else, at least two; "" for any other line."""
    return _letters(text) if _ROW.fullmatch(text) else ""


def spread(first: int, last: int, letters: str) -> tuple[list[tuple[int, str]], dict[int, str]]:
    """A letter for each number, or for each number why there is none."""
    numbers = range(first, min(last, first + 999) + 1)
    if len(numbers) == len(letters):
        return list(zip(numbers, letters, strict=True)), {}
    said = {"first": first, "last": last, "n": len(letters)}
    why = _(
        "Đáp án của câu %(first)s–%(last)s có %(n)s chữ, không bằng số câu nên không rõ chữ nào của câu nào."
    )
    return [], dict.fromkeys([first, *numbers], why % said)


def in_order(numbers: Sequence[int], letters: str) -> tuple[list[tuple[int, str]], dict[int, str]]:
    """The same for a row without numbers, by the order of the questions."""
    if len(numbers) == len(letters):
        return list(zip(numbers, letters, strict=True)), {}
    said = {"letters": len(letters), "asked": len(numbers)}
    why = _(
        "Dòng đáp án có %(letters)s chữ mà đề có %(asked)s câu trắc nghiệm nên không rõ chữ nào của câu nào."
    )
    return [], dict.fromkeys(numbers, why % said)


def _letters(text: str) -> str:
    return "".join(sign.upper() for sign in text if sign.isalpha())
