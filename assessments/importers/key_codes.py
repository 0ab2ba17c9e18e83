"""Tests of several codes (mã đề): which code a line names, and whose key is taken."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from assessments.exchange.item import KeyCodes
from assessments.importers.layout_signs import begins_something

Key = tuple[str, int, str]  # code or "", number of the question, answer
_CODE = r"(\d{1,4}|[A-H]\d?)(?!\w)"
_MORE = r"(?:\s+(?:đề|thi|số|gốc))*\s*[:.\-–]?\s*"
_NAMED = re.compile(rf"(?<!\w)mã(?:\s+số)?\s+đề{_MORE}{_CODE}", re.IGNORECASE)
_BEGINS = re.compile(
    rf"\W*(?:(?:bảng\s+)?đáp\s+án\s+(?:của\s+)?)?(?:mã|đề){_MORE}{_CODE}(?=\W*$|\s*[:–\-])", re.IGNORECASE
)
_BESIDE = 60  # signs that may stand beside a code: names of the school or the candidate


def code_of(text: str, *, anywhere: bool = False) -> str:
    """The code that a line names, or ""; a longer text only speaks of codes."""
    if "đề" not in (said := text.lower()) and "mã" not in said:
        return ""
    if begins_something(text):
        return ""
    if begun := _BEGINS.match(text):
        return begun[1].upper()
    named = _NAMED.search(text)
    beside = re.sub(r"[\W_]+", " ", _NAMED.sub("", text)).strip()
    return named[1].upper() if named and (anywhere or len(beside) <= _BESIDE) else ""


def same(one: str, other: str) -> bool:
    """001 is 1."""
    return one.strip().upper().lstrip("0") == other.strip().upper().lstrip("0")


def choose(
    keys: Sequence[Key], own: Sequence[str], asked: str
) -> tuple[list[tuple[int, str]], KeyCodes | None]:
    """The keys that count: of the code asked for, else of the test's own codes, else of the first, which is said."""
    found = list(dict.fromkeys(code for code, _number, _key in keys if code))
    if not found:
        return [(number, key) for _code, number, key in keys], None
    named = [code for mine in own for code in found if same(code, mine)]
    told = [code for code in found if same(code, asked)] if len(named) < 2 else []
    taken = told or named or found[:1]
    kept = [(number, key) for wanted in (*taken, "") for code, number, key in keys if code == wanted]
    note = "" if told or named or not (own or found[1:]) else _guessed(found, own)
    return kept, KeyCodes(tuple(found), taken[0] if len(taken) == 1 else "", note)


def _guessed(found: Sequence[str], own: Sequence[str]) -> str:
    said = {"codes": ", ".join(found), "taken": found[0], "own": ", ".join(own)}
    if own:
        return _("Đề ghi mã %(own)s nhưng đáp án trong tệp là của mã %(codes)s: đã lấy mã %(taken)s.") % said
    return _("Đáp án có nhiều mã đề (%(codes)s) mà đề không ghi mã của mình: đã lấy mã %(taken)s.") % said
