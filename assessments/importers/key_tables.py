"""Tables that hold a key: numbers over letters, numbers beside letters, or columns that say so."""

import re
from itertools import pairwise

from assessments.exchange.sheet import SAID, TEXT
from assessments.importers.headings import column
from assessments.importers.layout_reason import with_reason
from common.vietnamese import fold

KEYED = re.compile(
    r"(?:câu\s*)?(\d{1,4})[\s.\-–:)/=>→]*+(?:chọn\s*+|đáp\s++án[\s:]*+)?([A-H](?:[\s,;&+]*+[A-H]\b)*)(?![\w])",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?:câu|bài)?\s*(\d{1,4})\s*[.:)]?", re.IGNORECASE)
NUMBERS = frozenset(["cau", "cau hoi", "cau so", "stt", "so cau", "so thu tu", "tt"])
_KEYS = frozenset(["dap an", "dap an dung", "d/a", "da", "tra loi", "phuong an dung", "key", "ket qua"])
_WORDS = NUMBERS | _KEYS | {"ma de", "diem"}
_EACH = frozenset(["lenh hoi", "y", "menh de", "phat bieu", "y hoi"])
_TRUTHS = frozenset(["dung", "sai", "d", "s", "t", "f"])
_ALPHABET = "ABCDEFGH"
_TICKS = frozenset("xXvV✓✔√☑☒●⬤■*")
_NO_TICKS = frozenset(["", "☐", "□", "○"])
Keys = list[tuple[int, str]]


def key_table(rows: list[list[str]]) -> Keys:
    """What the table says of each number; an empty list for any other table."""
    told = (
        _ticked(rows)
        or _by_statements(rows)
        or _by_columns(rows)
        or _by_columns([list(column) for column in zip(*rows, strict=False)])
    )
    if told:
        return told
    cells = [cell for row in rows for cell in row if cell and fold(cell).rstrip(" :.") not in _WORDS]
    together = [KEYED.fullmatch(cell) for cell in cells]
    if len(cells) > 1 and all(together):
        return [(int(found[1]), found[2]) for found in together if found]
    if not cells or not all(NUMBER.fullmatch(cell) or is_key(cell) for cell in cells):
        return []
    return _across(rows) or _down(rows)


def _ticked(rows: list[list[str]]) -> Keys:
    """A column for each letter and one tick in the row of a question, once or side by side."""
    heads = [" ".join(re.findall(r"\w+", cell)).upper() for cell in rows[0]] if rows else []
    starts = [at for at, head in enumerate(heads) if heads[at + 1 : at + 3] == ["A", "B"]]
    found: Keys = []
    for start, end in zip(starts, [*starts[1:], len(heads)], strict=False):
        letters = heads[start + 1 : end]
        if fold(heads[start]) not in NUMBERS | {""} or "".join(letters) not in _ALPHABET:
            return []
        for row in rows[1:]:
            number, cells = NUMBER.fullmatch(row[start]) if start < len(row) else None, row[start + 1 : end]
            if not {*cells} <= _TICKS | _NO_TICKS or (any(cells) and not number):
                return []
            ticked = [letter for letter, cell in zip(letters, cells, strict=False) if cell in _TICKS]
            found += [(int(number[1]), ticked[0])] if number and len(ticked) == 1 else []
    return found


def _by_statements(rows: list[list[str]]) -> Keys:
    """Câu | Lệnh hỏi | Đáp án (Đ/S), once or side by side: each row is one statement of a question."""
    heads = [" ".join(re.findall(r"\w+", fold(cell))) for cell in rows[0]] if rows else []
    starts = [at for at, head in enumerate(heads[:-2]) if head in NUMBERS and heads[at + 1] in _EACH]
    found: dict[int, str] = {}
    for at in starts:
        asked: re.Match[str] | None = None
        for row in rows[1:]:
            number, letter, truth = [*row[at : at + 3], "", "", ""][:3]
            asked = NUMBER.fullmatch(number) or (None if number else asked)
            if asked and letter and fold(truth) in _TRUTHS:
                found[int(asked[1])] = (
                    f"{found.get(int(asked[1]), '')} {letter.rstrip(' .)')}) {truth}".strip()
                )
    return list(found.items())


def _by_columns(rows: list[list[str]]) -> Keys:
    """Columns headed “Câu” and “Đáp án”, once or several times, whatever stands beside them."""
    for place, row in enumerate(rows[:2]):
        heads = [fold(cell).rstrip(" :.") for cell in row]
        starts = [at for at, head in enumerate(heads) if head in NUMBERS]
        ends = [at for at, head in enumerate(heads) if head in _KEYS]
        asks = any(column(cell) == TEXT for at, cell in enumerate(row) if at not in starts)
        if len(starts) == 1 and ends:  # several keys for each number agree, or the number is in doubt
            starts *= len(ends)
        if starts and len(starts) == len(ends) and not asks:
            columns = list(zip(starts, ends, strict=True))
            why = [at for at, cell in enumerate(row) if column(cell) == SAID]
            return _told(rows[place + 1 :], columns, why[0] if len(why) == len({*starts}) == 1 else None)
    return []


def _told(rows: list[list[str]], columns: list[tuple[int, int]], why: int | None) -> Keys:
    """Empty when a filled row begins with something that is no number: then it is a table of questions.

    What the column `why` explains goes with the answer, as it would on a line.
    """
    found: Keys = []
    for at, key in columns:
        for row in rows:
            if key >= len(row) or not row[key]:
                continue
            number = NUMBER.fullmatch(row[at])
            if not number:
                return []
            reason = row[why] if why is not None and why < len(row) else ""
            found.append((int(number[1]), with_reason(row[key], reason) if reason else row[key]))
    return found


def is_key(cell: str) -> bool:
    return bool(KEYED.fullmatch(f"1 {cell}")) or fold(cell) in _TRUTHS


def _across(rows: list[list[str]]) -> Keys:
    """A row of numbers above a row of letters."""
    return [
        (int(found[1]), key)
        for above, below in pairwise(rows)
        for cell, key in zip(above, below, strict=False)
        if (found := NUMBER.fullmatch(cell)) and is_key(key)
    ]


def _down(rows: list[list[str]]) -> Keys:
    """A number and its letter side by side."""
    return [
        (int(found[1]), key)
        for row in rows
        for cell, key in pairwise(row)
        if (found := NUMBER.fullmatch(cell)) and is_key(key)
    ]
