"""The key at the end of a test: how it begins, and what its lines say."""

import re
from collections.abc import Sequence

from assessments.importers import layout_signs as signs
from assessments.importers.key_codes import Key
from assessments.importers.key_rows import in_order, only_ranges, ranges, row, spread
from assessments.importers.key_tables import KEYED
from assessments.importers.layout_reason import with_reason

_TEXT_KEY = re.compile(r"\s*(?:câu|bài)?\s*(\d{1,4})\s*(?:\([^)]*\))?\s*[.:)\-–]\s*(.+)", re.IGNORECASE)
_REASONED = re.compile(
    r"\W*(?:[Cc]âu|[Bb]ài|CÂU|BÀI)?\s*(\d{1,4})\s*[.:)\-–]?\s*([A-H](?:\s*[,;&+]\s*[A-H](?!\w))*)(?!\w)[\s.,;:()\[\-–]*"
    r"(?!(?:[Cc]âu|[Bb]ài)?\W*\d)(?!(?i:đúng|sai|đ|s)\b\W)(\w{2,}\W+\w.*)"
)
_LISTED = re.compile(r"(?:\W*(?:câu\s*)?\d{1,4}\s*[.\-–:)/]?\s*[A-H](?!\w))+\W*", re.IGNORECASE)
_OF_ALL = re.compile("đề|trắc nghiệm|câu|chấm|bảng")


class EndKey:
    """Fed line by line."""

    def __init__(self) -> None:
        self.keys: list[Key] = []
        self.wrong: dict[int, str] = {}  # numbers whose key cannot be read, and why
        self._rows: dict[str, str] = {}  # letters without numbers, by code

    def take(self, code: str, text: str) -> None:
        """What a line says of the test with this code."""
        if found := ranges(text) or ranges(text.partition(":")[2]):
            for first, last, letters in found:
                self._told(code, spread(first, last, letters))
        elif letters := row(signs.key_of(text) or text):
            self._rows[code] = self._rows.get(code, "") + letters
        elif why := _REASONED.fullmatch(text):
            self.keys.append((code, int(why[1]), with_reason(why[2], why[3].removesuffix(")"))))
        elif (told := _TEXT_KEY.fullmatch(text)) and not KEYED.match(text):
            self.keys.append((code, int(told[1]), told[2].strip()))
        else:
            self.keys += [(code, int(number), key) for number, key in KEYED.findall(text)]

    def end(self, choices: Sequence[int]) -> None:
        """Letters without numbers are those of the questions that offer any, in their order."""
        for code, letters in self._rows.items():
            self._told(code, in_order(choices, letters))

    def _told(self, code: str, keys: tuple[list[tuple[int, str]], dict[int, str]]) -> None:
        self.keys += [(code, number, letter) for number, letter in keys[0]]
        self.wrong |= keys[1]


def begins_key(text: str, following: str, choices: Sequence[int]) -> bool:
    """A line that can be nothing else: ranges, or one letter for every question, perhaps below “Đáp án”."""
    said = signs.key_of(text)
    letters = row(said or following * (said == ""))
    # Without a letter twice it may be all of one question.
    return only_ranges(text) or len(letters) == len(choices) > len(set(letters))


def lists_keys(text: str) -> bool:
    """“…: 1.A 2.B”, “…: 1-5: ABCDA”."""
    listed = text.partition(":")[2]
    return bool(_LISTED.fullmatch(listed) or ranges(listed))


def heads_key(text: str, following: str) -> bool:
    """A heading of a key for all questions."""
    said = signs.key_of(text)
    if not signs.KEY_HEADING.fullmatch(text) or KEYED.search(text) or signs.LETTERS.fullmatch(said or ""):
        return False
    if len(text.split()) > 3 and not (text.isupper() or _OF_ALL.search(text.lower())):
        return False
    keyed = KEYED.match(following) or _TEXT_KEY.match(following) or text.isupper()
    return said != "" or not following or bool(keyed)
