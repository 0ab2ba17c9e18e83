"""Rows of a CSV file, and of the HTML table that some programs save under the name .xls."""

import csv
import html
import io
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from common.errors import DomainError
from people.rosters.limits import MAX_COLUMNS, MAX_ROWS, not_a_roster, refuse_grid, too_big

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_LOST_ZERO = re.compile(r"[1-9]\d{8}(?:\d\d)?")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>|([^<]+)|<")
_SPAN = re.compile(r"\b(colspan|rowspan)\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
_UNSEEN = re.compile(r"<!--|<(script|style)\b")


def csv_rows(text: str) -> Iterator[list[Any]]:
    """The rows of a text with one separator; a quoted field may hold line breaks."""
    if _CONTROL.search(text):
        raise not_a_roster()
    reader = csv.reader(io.StringIO(text), delimiter=_separator(text))
    try:
        for number, row in enumerate(reader, start=1):
            if number > MAX_ROWS or len(row) > MAX_COLUMNS:
                raise too_big()
            yield [_typed(cell) for cell in row]
    except csv.Error as wrong:
        raise DomainError(_("Không đọc được tệp CSV: có dòng bị hỏng.")) from wrong


def html_rows(text: str) -> list[list[Any]]:
    """The cells of all tables, one below the other; a cell over several places stands in the first."""
    rows: list[list[Any]] = []
    waiting: dict[int, int] = {}
    cell: list[str] | None = None
    for closing, tag, attributes, words in _TAG.findall(_visible(text)):
        name = tag.lower()
        if words and cell is not None:
            cell.append(html.unescape(words))
        elif name == "tr" and not closing:
            waiting = {column: left - 1 for column, left in waiting.items() if left > 1}
            rows.append([])
            refuse_grid(len(rows), 1)
        elif name in ("td", "th") and not closing and rows:
            cell = []
            _place(rows[-1], cell, waiting, dict(_SPAN.findall(attributes.lower())))
        elif name in ("td", "th", "tr", "table"):
            cell = None
        elif name == "br" and cell is not None:
            cell.append(" ")
    return [["".join(part) if isinstance(part, list) else part for part in row] for row in rows]


def _visible(text: str) -> str:
    """Without comments, scripts and styles; one that is never closed hides the rest, as in a browser."""
    lower, kept, at = text.lower(), [], 0
    while unseen := _UNSEEN.search(lower, at):
        kept.append(text[at : unseen.start()])
        ending = f"</{unseen[1]}" if unseen[1] else "-->"
        at = lower.find(ending, unseen.end())
        if at < 0:
            return "".join(kept)
        at += 0 if unseen[1] else len(ending)
    return "".join([*kept, text[at:]])


def _place(row: list[Any], cell: list[str], waiting: dict[int, int], spans: dict[str, str]) -> None:
    while waiting.get(len(row)):
        row.append("")
    wide, high = (max(1, int(spans.get(name, 1))) for name in ("colspan", "rowspan"))
    for column in range(len(row), len(row) + wide):
        if high > 1:
            waiting[column] = high
    row += [cell, *[""] * (wide - 1)]
    if len(row) > MAX_COLUMNS:
        raise too_big()


def _typed(cell: str) -> str | int:
    """A CSV has lost which cells were numbers: nine or eleven bare digits are taken for one without its zero."""
    return int(cell) if _LOST_ZERO.fullmatch(cell) else cell


def _separator(text: str) -> str:
    """The sign that cuts most of the first lines into equally many parts."""
    lines = [line for line in text[:20_000].splitlines()[:50] if line.strip()]

    def agreement(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        usual = max(set(counts), key=lambda count: (count > 0, counts.count(count)), default=0)
        return (counts.count(usual) if usual else 0, usual)

    return max(";\t,|", key=agreement)
