"""A short written answer, read as Vietnamese is written: NFC, either tone placement, accents if asked."""

import re
from collections.abc import Mapping
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from assessments.kinds.base import Body, Entry, Grade, graded, number, problems_among, rows, text_of
from common.vietnamese import clean, fold, place_tones

MOST = 1000
STAR = re.compile(r"(?<!\\)\*")


def problems(body: Body) -> list[str]:
    """Why nobody could answer it."""
    answers = rows(body, "answers")
    best = max((number(one.get("share")) for one in answers), default=0)
    return problems_among(
        [
            (not answers, _("Chưa có đáp án nào.")),
            (answers and best != 1, _("Phải có ít nhất một đáp án được trọn điểm.")),
            (any(not clean(one.get("text") or "") for one in answers), _("Có đáp án để trống.")),
            (
                any(not 0 <= number(one.get("share")) <= 1 for one in answers),
                _("Phần điểm nằm ngoài 0 đến 100 %."),
            ),
        ]
    )


def shown(body: Body, chance: Random) -> Entry:
    """Nothing but the question."""
    return {}


def key(body: Body) -> str:
    """The best answer."""
    best = max(rows(body, "answers"), key=lambda one: number(one.get("share")))
    return str(best["text"]).replace("\\*", "*")


def accepted(entry: Entry, answer: Any) -> str:
    """The text as typed."""
    return text_of(answer, MOST)


def read(entry: Entry, name: str, sent: Mapping[str, list[str]]) -> str | None:
    """A posted form's text."""
    return sent[name][0] if sent.get(name) else None


def grade(body: Body, answer: Any) -> Grade:
    """The best of the answers it matches."""
    text = answer if isinstance(answer, str) else ""
    matching = [
        one for one in rows(body, "answers") if clean(text) and _matches(body, str(one["text"]), text)
    ]
    best = max(matching, key=lambda one: number(one.get("share")), default={})
    return graded(body, number(best.get("share")), [best.get("feedback")])


def _matches(body: Body, pattern: str, text: str) -> bool:
    """Whether the text fits a pattern in which * stands for anything; linear, whatever was typed."""
    given = _form(body, text)
    first, *rest = [_form(body, part.replace("\\*", "*")) for part in STAR.split(clean(pattern))]
    if not rest:
        return given == first
    *middle, last = rest
    end = len(given) - len(last)
    if not (given.startswith(first) and given.endswith(last) and end >= len(first)):
        return False
    at = len(first)
    for part in middle:
        found = given.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True


def _form(body: Body, text: str) -> str:
    """The form in which two answers are compared."""
    if body.get("accents") == "folded":
        return fold(text)
    lower = place_tones(text)
    if not body.get("case"):
        return lower
    written = clean(text)  # one tone placement, the case of each letter as typed
    if len(written) != len(lower):
        return written
    return "".join(low.upper() if up.isupper() else low for up, low in zip(written, lower, strict=True))
