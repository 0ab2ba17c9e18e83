"""What one check found."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How bad it is: only `broken` makes the command fail."""

    WELL = "well"
    CARE = "care"
    BROKEN = "broken"


@dataclass(frozen=True)
class Finding:
    """A sentence about one thing, with what to do when it is not well."""

    subject: str
    verdict: Verdict
    sentence: str


def well(subject: str, sentence: object) -> Finding:
    return Finding(subject, Verdict.WELL, str(sentence))


def care(subject: str, sentence: object) -> Finding:
    return Finding(subject, Verdict.CARE, str(sentence))


def broken(subject: str, sentence: object) -> Finding:
    return Finding(subject, Verdict.BROKEN, str(sentence))
