"""What the register says beside what a file shows, line by line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from certificates.models import Certificate
from common.vietnamese import clean

LIKE = 0.6  # from here on a line is taken for a changed form of what was issued
LINES = 120
IN_WORDS = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
TITLED = re.compile(r"^[^\S\n]*(?:Ông/Bà|Ông|Bà)\s*:?\s+(.{2,80})$", re.MULTILINE)
QUOTED = re.compile(r"“([^”]{2,300})”")
RESULT = re.compile(r"Kết quả\s*:?\s*([^.\n]{1,80})", re.IGNORECASE)
NUMBER = re.compile(r"\b(\d{4,7}/20\d\d)\b")


@dataclass(frozen=True)
class Row:
    """One line of the comparison; `theirs` is empty where the file does not show it."""

    label: str
    ours: str
    theirs: str

    @property
    def same(self) -> bool:
        return _plain(self.ours) == _plain(self.theirs)


def compared(certificate: Certificate, text: str) -> list[Row]:
    """Name, course, result, day and number; the file's words where they are recognised."""
    facts = certificate.facts
    issued = f"{certificate.issued_on:%d/%m/%Y}"
    return [
        Row(_("Họ và tên"), facts["name"], _found(facts["name"], text, TITLED)),
        Row(_("Khóa học"), facts["course"], _found(facts["course"], text, QUOTED)),
        Row(_("Kết quả"), facts["result"], _found(facts["result"], text, RESULT)),
        Row(_("Ngày cấp"), issued, _day(certificate.issued_on, text)),
        Row(_("Số vào sổ"), certificate.register_number, _found(certificate.register_number, text, NUMBER)),
    ]


def from_claims(certificate: Certificate, claims: dict[str, str]) -> list[Row]:
    """The same for a badge, whose words need no guessing."""
    facts = certificate.facts
    return [
        Row(_("Họ và tên"), facts["name"], claims["name"]),
        Row(_("Khóa học"), facts["course"], claims["course"]),
        Row(_("Kết quả"), facts["result"], claims["result"]),
    ]


def _found(value: str, text: str, pattern: re.Pattern[str]) -> str:
    """The value where the file says it; else what stands in its place, else the line most like it."""
    if re.search(rf"(?<!\w){re.escape(_plain(value))}(?!\w)", _plain(text)):
        return value
    anchored = pattern.search(text)
    return clean(anchored[1]) if anchored else _most_like(value, text.splitlines()[:LINES])


def _most_like(value: str, lines: Iterable[str]) -> str:
    wanted = _plain(value)
    rated = [
        (SequenceMatcher(None, wanted, _plain(line)[:300]).ratio(), line) for line in lines if line.strip()
    ]
    best, line = max(rated, default=(0.0, ""))
    return clean(line)[:200] if best >= LIKE else ""


def _day(issued_on: date, text: str) -> str:
    """The day under “ngày … tháng … năm …”: the one issued if it is there, else the first."""
    days = [f"{int(day):02d}/{int(month):02d}/{year}" for day, month, year in IN_WORDS.findall(text)]
    ours = f"{issued_on:%d/%m/%Y}"
    return ours if ours in days else next(iter(days), "")


def _plain(text: str) -> str:
    return " ".join(clean(text).casefold().split())
