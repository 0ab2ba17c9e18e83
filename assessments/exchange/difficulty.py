"""Between the three difficulties of the bank and the words of teachers, which travel as a tag (“độ khó:Vận dụng”)."""

from collections.abc import Iterable

from assessments.exchange.sheet import DIFFICULTIES, HARD

_WORDS = dict(zip(DIFFICULTIES, ("easy", "medium", "hard", "hard"), strict=True))
_WORDS |= {"Dễ": "easy", "Trung bình": "medium", "Khó": "hard"}
_TOLD = {"easy": "Nhận biết", "medium": "Thông hiểu", "hard": "Vận dụng"}
_CODES = {word.casefold(): code for word, code in _WORDS.items()}


def taken_from(tags: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The difficulty that the tags tell, and the tags without what it tells; finer words stay a tag."""
    difficulty, left = "", []
    for tag in tags:
        word = tag.removeprefix(HARD).strip()
        code = _CODES.get(word.casefold(), "") if tag.startswith(HARD) else ""
        difficulty = difficulty or code
        if not code or word not in (_TOLD[code], "Dễ", "Trung bình", "Khó"):
            left.append(tag)
    return difficulty, tuple(left)


def as_tag(difficulty: str, tags: Iterable[str]) -> tuple[str, ...]:
    """The tags with the difficulty among them, unless one says it already."""
    kept = tuple(tags)
    if not difficulty or any(tag.startswith(HARD) for tag in kept):
        return kept
    return (*kept, f"{HARD}{_TOLD[difficulty]}")
