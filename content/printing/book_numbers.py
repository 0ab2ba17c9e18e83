"""Cells of a workbook as their reader in Vietnam expects them: 18/8/2026, 1.234,5, 45 %, by the format of the cell."""

import re
from datetime import datetime, timedelta
from functools import cache

from common.vietnamese import format_number

# Formats that a file names by number only (ECMA-376, 18.8.30).
USUAL = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "d/m/yyyy h:mm", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss",
}  # fmt: skip
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|A/P', re.IGNORECASE)
_WORDS = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\-\]]*)[^\]]*\]|\[[^\]]*\]|([^0#?.,%])')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_LAST_DAY = 2_958_465  # 31/12/9999
_MOST_PLACES = 10
_EXACT = 1e15
SPACE = "\u00a0"  # one that does not break


def shown(written: str, code: str, *, since_1904: bool = False) -> str:
    """The number of a cell by its format; "" for one that the format hides, the words themselves if it is no number."""
    try:
        value = float(written)
    except ValueError:
        return written
    section = _section(code, value)
    if section is None:
        return ""
    if is_moment(section):
        return _moment(value + 1462 * since_1904, section) or plain(value)
    return _number(value, section, signed=section == code.split(";")[0])


def plain(value: float) -> str:
    """Without a format: as many places as a reader takes in."""
    if abs(value) < _EXACT and value == int(value):
        return str(int(value))
    return f"{value:.10g}".replace(".", ",")


@cache
def is_moment(section: str) -> bool:
    """Whether a format shows a day or a time."""
    bare = _ASIDE.sub("", section).lower()
    return bool(_ELAPSED.search(section)) or (bare != "general" and bool(re.search("[dmyhs]", bare)))


def _section(code: str, value: float) -> str | None:
    """The part of a format for this number: above nought; below; nought. None where it says to show nothing."""
    parts = code.split(";")
    place = 1 if value < 0 and len(parts) > 1 else 2 if value == 0 and len(parts) > 2 else 0
    return None if len(parts) > 1 and not parts[place].strip() else parts[place]


def _moment(value: float, section: str) -> str:
    """Hours, then the day, as it is written here; "" for what no calendar has."""
    if not 0 <= value < _LAST_DAY + 1:
        return ""
    if _ELAPSED.search(section):
        minutes = round(value * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    # Excel counts a 29/2/1900 that never was.
    at = datetime(1899, 12, 30) + timedelta(days=int(value) + (value < 60), seconds=round(value % 1 * 86_400))  # noqa: DTZ001
    bare = _ASIDE.sub("", section).lower()
    return " ".join(part for part in (_time(at, bare), _day(at, bare)) if part)


def _time(at: datetime, bare: str) -> str:
    seconds = f":{at:%S}" if "s" in bare else ""
    if "h" in bare:
        return f"{at:%H:%M}{seconds}"
    return f"{at:%M}{seconds}" if seconds else ""


def _day(at: datetime, bare: str) -> str:
    """A lone m beside hours is minutes."""
    month = "m" in bare and ("d" in bare or "y" in bare or not re.search("[hs]", bare))
    parts = [f"{at:%d}" * ("d" in bare), f"{at:%m}" * month, f"{at.year:04}" * ("y" in bare)]
    return "/".join(part for part in parts if part)


def _number(value: float, section: str, *, signed: bool) -> str:
    digits = _ASIDE.sub("", section).strip()
    if not re.search("[0#]", digits) and _words(section) and digits.lower() not in ("general", "@"):
        return _words(section)  # such as a dash for nought
    if not re.search("[0#]", digits) or "e" in digits.lower() or "/" in digits:  # General, 1E+09, fractions
        return plain(value)
    if "%" in digits:
        value *= 100
    whole, _point, places = digits.partition(".")
    value /= 1000 ** len(re.findall(r",(?![0#?,]*[0#?])", digits))
    text = format_number(abs(value), min(len(re.findall("[0#?]", places)), _MOST_PLACES))
    text = _bare_places(text, len(re.findall("0", places)))
    if "," not in whole:
        text = text.replace(".", "")
    before, after = _around(section)
    least = min(whole.count("0"), 20)
    text = text.zfill(least + len(text.partition(",")[2]) + ("," in text)) if "," not in whole else text
    minus = "-" if value < 0 and signed and text.strip("0,.") else ""
    return f"{minus}{before}{text}{f'{SPACE}%' if '%' in digits else ''}{after}"


def _bare_places(text: str, least: int) -> str:
    """Without noughts that the format does not ask for."""
    number, point, places = text.partition(",")
    kept = places[:least] + places[least:].rstrip("0")
    return f"{number}{point}{kept}" if kept else number


@cache
def _around(section: str) -> tuple[str, str]:
    """Words before and after the figures, such as a currency."""
    first, last = (
        re.search("[0#?]", _blanked(section)),
        re.search("[0#?.,%]+$", _blanked(section).rstrip("\0")),
    )
    start = first.start() if first else 0
    end = last.end() if last else len(section)
    return _words(section[:start]), _words(section[end:])


def _blanked(section: str) -> str:
    """Words of a format made unreadable, each sign in its place."""
    bare = _ASIDE.sub(lambda found: "\0" * len(found[0]), section)
    return re.sub(r"[^0#?.,%]", "\0", bare)


def _words(part: str) -> str:
    found = ("".join(group or "" for group in one.groups()) for one in _WORDS.finditer(part))
    return "".join(found).replace(" ", SPACE)
