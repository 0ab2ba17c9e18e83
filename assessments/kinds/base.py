"""What every kind of question shares: a grade, careful reading of a body, and the opinions a teacher wrote."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from assessments.kinds.markup import plain
from common.errors import DomainError

Body = Mapping[str, Any]
Entry = dict[str, Any]


@dataclass(frozen=True)
class Grade:
    """The part of the points earned, 0 to 1, or None while a person has to read it; and what is said about it."""

    fraction: float | None
    feedback: str = ""


def bounded(value: float) -> float:
    """Within 0 and 1, without the dust of adding thirds."""
    return min(1.0, max(0.0, round(value, 6)))


def number(value: Any, default: float = 0.0) -> float:
    """A finite number, whatever was written."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return default
    return float(value)


def rows(body: Body, name: str) -> list[dict[str, Any]]:
    """The objects of a list; anything else in it is nothing."""
    found = body.get(name)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def texts(body: Body, name: str) -> list[str]:
    """The texts of a list."""
    found = body.get(name)
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []


def graded(body: Body, fraction: float, notes: Iterable[Any] = ()) -> Grade:
    """A grade with the notes on the chosen answers, then what is said of the whole."""
    fraction = bounded(fraction)
    said = body.get("feedback")
    said = said if isinstance(said, dict) else {}
    verdict = "right" if fraction == 1 else "partly" if fraction else "wrong"
    parts = [
        *notes,
        said.get(verdict) or (said.get("wrong") if verdict == "partly" else ""),
        said.get("general"),
    ]
    return Grade(
        fraction, "\n".join(f"<p>{part}</p>" if "<p" not in part else part for part in parts if part)
    )


def foreign() -> NoReturn:
    """Refuse an answer this paper never offered."""
    raise DomainError(_("Câu trả lời không thuộc đề này. Hãy tải lại trang."))


def text_of(answer: Any, most: int) -> str:
    """A written answer as sent."""
    if not isinstance(answer, str):
        foreign()
    if len(answer) > most:
        raise DomainError(_("Câu trả lời dài quá %(most)s chữ cái.") % {"most": most})
    return answer


def mapping_of(answer: Any, names: Iterable[str]) -> dict[str, Any]:
    """An answer by parts, every part one the paper has."""
    if not isinstance(answer, dict) or not set(names).issuperset(answer):
        foreign()
    return answer


def alike(found: Iterable[Any]) -> bool:
    """Two of these read the same."""
    seen = [plain(str(text)).casefold() + "|" + str(text) * ("file:" in str(text)) for text in found]
    return len(set(seen)) < len(seen)


def problems_among(checks: Iterable[tuple[Any, Any]]) -> list[str]:
    """The sentences whose condition holds."""
    return [str(sentence) for wrong, sentence in checks if wrong]
