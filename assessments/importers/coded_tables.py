"""Key tables with a column, or a row, for each code of the test: Câu | 101 | 102 | 103."""

import re

from assessments.importers.key_codes import Key
from assessments.importers.key_tables import NUMBER, NUMBERS, is_key
from common.vietnamese import fold

_SURE = re.compile(
    r"(?:(?:dap an|da) )?(?:ma de(?: thi)?|ma so|ma|de(?: thi| so)*) ?[:.]? ?(\d{1,4}|[a-h]\d?|goc)|(\d{3,4})|(?:de )?(goc)"
)
_BARE = re.compile(r"\d{1,4}|[a-h]\d?")  # below “Mã đề”
_ANSWER = re.compile(r"[ds]{2,8}|-?\d+(?:[.,]\d+)?|[-x*]", re.IGNORECASE)


def coded_table(rows: list[list[str]]) -> list[Key]:
    """Empty for any other table; where both readings fit, there are fewer codes than questions."""
    turned = [list(column) for column in zip(*rows, strict=False)]
    ways = [keys for keys in (_by_columns(rows), _by_columns(turned)) if keys]
    return min(ways, key=_unlikely, default=[])


def _unlikely(keys: list[Key]) -> tuple[bool, int]:
    return min(number for _code, number, _key in keys) >= 100, len({code for code, _number, _key in keys})


def _by_columns(rows: list[list[str]]) -> list[Key]:
    for place, row in enumerate(rows[:3]):
        said = "ma de" in fold(" ".join(cell for above in rows[: place + 1] for cell in above))
        codes = [_head(cell, said=said) for cell in row]
        if codes and not codes[0] and any(codes) and all(map(_counts, row, codes)):
            return _told(rows[place + 1 :], codes)
    return []


def _head(cell: str, *, said: bool) -> str:
    word = " ".join(fold(cell).split()).rstrip(" :.")
    found = _SURE.fullmatch(word)
    if found:
        return next(part for part in found.groups() if part).upper()
    return word.upper() if said and _BARE.fullmatch(word) else ""


def _counts(cell: str, code: str) -> bool:
    """Whether the column is one of a code, or one of numbers: “Câu”, “Câu \\ Mã đề”, nothing."""
    word = " ".join(re.findall(r"\w+", fold(cell)))
    return bool(code) or not word or word in NUMBERS or "ma de" in word


def _told(rows: list[list[str]], codes: list[str]) -> list[Key]:
    """Numbers may begin again beside the codes; one cell that is no answer makes it another table."""
    found: list[Key] = []
    for row in rows:
        number: re.Match[str] | None = None
        for cell, code in zip(row, codes, strict=False):
            if not code:
                number = NUMBER.fullmatch(cell)
            elif cell and not (number and (is_key(cell) or _ANSWER.fullmatch(cell))):
                return []
            elif cell and number:
                found.append((code, int(number[1]), cell))
    return sorted(found, key=lambda key: codes.index(key[0])) if any(is_key(key[2]) for key in found) else []
