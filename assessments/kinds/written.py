"""Answers that a person reads: an essay and handed-in files."""

from collections.abc import Mapping
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from assessments.kinds.base import Body, Entry, Grade, foreign, number, problems_among, rows, text_of, texts
from common.vietnamese import clean

MOST_LETTERS = 50_000
MOST_FILES = 10
TYPES = (
    ".pdf",
    ".docx",
    ".xlsx",
    ".pptx",
    ".odt",
    ".ods",
    ".odp",
    ".txt",
    ".jpg",
    ".jpeg",
    ".png",
    ".mp3",
    ".mp4",
)


def problems(body: Body) -> list[str]:
    """Why nobody could answer it."""
    if body.get("kind") == "file":
        return problems_among(
            [
                (not set(TYPES).issuperset(texts(body, "types")), _("Có loại tệp không nhận được.")),
                (
                    not 1 <= number(body.get("most_files"), 1) <= MOST_FILES,
                    _("Số tệp từ 1 đến %(most)s.") % {"most": MOST_FILES},
                ),
                *_of_rubric(body),
            ]
        )
    least, most = number(body.get("words_least")), number(body.get("words_most"))
    return problems_among(
        [
            (
                least < 0 or most < 0 or (most and least > most),
                _("Số chữ ít nhất và nhiều nhất không khớp nhau."),
            ),
            *_of_rubric(body),
        ]
    )


def _of_rubric(body: Body) -> list[tuple[bool, str]]:
    """What is wrong with criteria and their levels."""
    criteria = rows(body, "rubric")
    levels = [
        (number(row.get("points")), number(one.get("points")))
        for row in criteria
        for one in rows(row, "levels")
    ]
    below = any(number(row.get("points")) < 0 for row in criteria) or any(
        points < 0 for _most, points in levels
    )
    return [
        (below, _("Điểm trong thang chấm không thể âm.")),
        (
            any(points > most for most, points in levels),
            _("Điểm của một mức không thể hơn điểm của tiêu chí."),
        ),
    ]


def shown(body: Body, chance: Random) -> Entry:
    """The limits, and the text to begin from; how it is judged stays with the marker."""
    if body["kind"] == "file":
        return {
            "types": texts(body, "types") or list(TYPES),
            "most_files": int(number(body.get("most_files"), 1)),
        }
    return {
        "words_least": int(number(body.get("words_least"))),
        "words_most": int(number(body.get("words_most"))),
        "template": str(body.get("template") or ""),
    }


def key(body: Body) -> None:
    """A person knows it."""


def accepted(entry: Entry, answer: Any) -> Any:
    """The text as typed; files come by their own way, never as an answer a browser wrote."""
    return text_of(answer, MOST_LETTERS) if entry["kind"] == "essay" else foreign()


def read(entry: Entry, name: str, sent: Mapping[str, list[str]]) -> str | None:
    """A posted form's text."""
    return sent[name][0] if entry["kind"] == "essay" and sent.get(name) else None


def grade(body: Body, answer: Any) -> Grade:
    """Nothing given earns nothing; anything else waits for a person."""
    given = clean(answer) if isinstance(answer, str) else answer if isinstance(answer, list) else ""
    return Grade(None) if given else Grade(0.0)


def words_in(text: str) -> int:
    """How many words a text has; in Vietnamese, one word a syllable."""
    return len(clean(text).split())
