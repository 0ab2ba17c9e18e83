"""An administrative paper in the layout of Decree 30/2020, appendix I: what it consists of, whatever file it becomes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from unicodedata import normalize

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
UNDATED = "…"
LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")  # Word pastes its manual line break as \v
UNSEEN = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")  # no XML or no letter
WIDE = 5  # columns above which an annex lies on its side


@dataclass(frozen=True)
class Column:
    """A head with its share of the width; numbers stand to the right."""

    title: str
    share: float
    align: str = "left"  # left, center, right


@dataclass(frozen=True)
class Annex:
    """One *phụ lục*: a table, or the sentence that says why there is none."""

    number: str
    title: str
    columns: list[Column]
    rows: list[list[str]]
    empty: str = ""
    bold: frozenset[int] = frozenset()  # rows that are sums

    @property
    def is_wide(self) -> bool:
        """Whether it lies on its side."""
        return len(self.columns) > WIDE or any(len(cell) > 60 for row in self.rows for cell in row)


@dataclass(frozen=True)
class Block:
    """A heading of a level (1: "I.", 2: "1.") or, without one, a paragraph."""

    text: str
    level: int = 0


@dataclass(frozen=True)
class Paper:
    """Everything printed, already in words."""

    superior: list[str]
    issuer: list[str]
    symbol: str
    place_and_day: str
    kind: str
    subject: str
    bases: list[str]
    blocks: list[Block]
    recipients: list[str]
    authority: list[str]
    signer: str
    issuer_running: str  # inside a sentence
    annexes: list[Annex] = field(default_factory=list)
    mark: str = ""  # "DỰ THẢO" while it is none yet

    @property
    def reference(self) -> str:
        """How annexes name the paper they belong to."""
        _place, _comma, day = self.place_and_day.partition(", ")
        return f"(Kèm theo Báo cáo số {self.symbol} {day} của {self.issuer_running})"


def place_and_day(place: str, day: date | None) -> str:
    """ "Đồng Nai, ngày 05 tháng 6 năm 2026": a leading zero for days below ten and months one and two."""
    if day is None:
        return f"{place}, ngày {UNDATED} tháng {UNDATED} năm {UNDATED}"
    month = f"{day:%m}" if day.month < 3 else str(day.month)
    return f"{place}, ngày {day:%d} tháng {month} năm {day.year}"


def symbol_of(number: str, symbol: str) -> str:
    """ "Số" without the word: 15/BC-UBND, with dots while there is no number. One digit gets a zero."""
    shown = f"{int(number):02d}" if number.isdigit() else number
    return f"{shown or UNDATED}/{symbol}"


def composed(text: str) -> str:
    """As every file can hold it: in NFC (else marks stand beside their letters), without what Word pastes unseen."""
    lines = LINE_ENDS.sub("\n", text).replace("\t", " ")
    return normalize("NFC", UNSEEN.sub("", lines))


def ended(lines: Sequence[str]) -> list[str]:
    """A list of recipients or bases: every line ends in a semicolon, the last in a full stop."""
    bare = [line.strip().lstrip("-").strip().rstrip(";.") for line in lines if line.strip()]
    return [f"{line};" for line in bare[:-1]] + [f"{line}." for line in bare[-1:]]
