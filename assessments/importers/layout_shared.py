"""Passages that several questions share: “Đọc đoạn văn sau và trả lời câu 3 đến 5”."""

import re
from dataclasses import dataclass, field

from assessments.importers.lines import Line

_LEADS = (
    r"\W*(?:đọc|dựa\s+(?:vào|trên)|căn\s+cứ|sử\s+dụng|dùng|quan\s+sát|xem|cho|từ)\b"
    r".{0,300}?\b(?:trả\s+lời|làm|thực\s+hiện|giải)\b.{0,40}?\bcâu\b"
)
_NUMBERED = re.compile(
    rf"{_LEADS}(?:\s+(?:hỏi|từ|số|câu))*\s*(\d{{1,4}}(?:\s*(?:đến|tới|[-–,;]|và)\s*(?:hết\s+)?(?:câu\s*)?\d{{1,4}})+)",
    re.IGNORECASE,
)
_UNNUMBERED = re.compile(
    rf"{_LEADS}\s+hỏi(?:\s+(?:sau|dưới\s+đây|bên\s+dưới|tiếp\s+theo))*\W*", re.IGNORECASE
)


@dataclass
class Shared:
    """The lines of a passage; `numbers` are the first and the last question that need it, none when not said."""

    numbers: tuple[int, int] | None
    lines: list[Line] = field(default_factory=list)

    @property
    def told(self) -> bool:
        return self.numbers is not None

    def over(self, number: int) -> bool:
        """Whether no question from here on needs it."""
        return self.numbers is not None and number > self.numbers[1]

    def holds(self, number: int) -> bool:
        return self.numbers is None or self.numbers[0] <= number <= self.numbers[1]


def begun(text: str, last: int, *, free: bool) -> Shared | None:
    """The passage that the line begins; `free` says that the question before, of number `last`, is whole."""
    found = _NUMBERED.match(text)
    if found:
        numbers = [int(said) for said in re.findall(r"\d+", found[1])]
        return Shared((min(numbers), max(numbers))) if free or min(numbers) > last else None
    return Shared(None) if free and _UNNUMBERED.fullmatch(text) else None
