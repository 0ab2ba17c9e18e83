"""The usual Vietnamese layout: Câu 1. …, options A. B. C. D., the right one marked or in a key at the end."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from assessments.importers.lines import Line

_QUESTION = re.compile(
    r"\s*(?:Câu(?:\s+hỏi)?(?:\s+số)?|Question)\s*(\d{1,4})\s*(\([^)]{0,40}\))?\s*[.:)/\-–]?\s*", re.IGNORECASE
)
_NUMBERED = re.compile(r"\s*(\d{1,4})\s*[.)/:]\s*()(?=\D)")
_LABEL = re.compile(r"(?:^|(?<=\s))(\*?\s?)([A-Ha-h])\s?[.)/:](?!\.)")
_KEY = re.compile(
    r"\s*(?:đáp\s*án(?:\s+đúng)?|đ/?a|trả\s+lời|phương\s+án\s+đúng|answer|key)\s*(?:là)?\s*[:：.\-–]\s*(.+)",
    re.IGNORECASE | re.DOTALL,
)
_SAID = re.compile(
    r"\s*(?:giải\s+thích|hướng\s+dẫn(?:\s+giải)?|lời\s+giải|căn\s+cứ)\s*[:：]\s*", re.IGNORECASE
)
_SECTION = re.compile(r"\s*(?:phần|chương|chủ\s+đề|mục)\s+(?:\d+|[IVX]+|[A-Z])\b", re.IGNORECASE)
_KEY_HEADING = re.compile(r"\s*(?:bảng\s+)?(?:đáp\s+án|key)(?:\s+\S+){0,5}\s*[:.]?\s*", re.IGNORECASE)
_END = re.compile(r"[\s\-–_=*.]*(?:hết|the end)?[\s\-–_=*.]*", re.IGNORECASE)
KEYED = re.compile(
    r"(?:câu\s*)?(\d{1,4})\s*[.\-–:)/]?\s*([A-H](?:\s*[,;&+]?\s*[A-H]\b)*)(?![\w])", re.IGNORECASE
)


@dataclass
class Block:
    """One question as it stands in the document."""

    number: int
    remark: str = ""  # what stood in brackets after the number
    text: list[Line] = field(default_factory=list)
    options: list[tuple[Line, list[Line], bool]] = field(default_factory=list)  # label, lines, starred
    key: str = ""
    said: list[Line] = field(default_factory=list)
    section: str = ""


class Layout:
    """Fed line by line; afterwards `blocks` and `keys` hold what was read."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.blocks: list[Block] = []
        self.keys: list[tuple[int, str]] = []
        self._section = ""
        self._in_key = self._in_said = False
        lines = [line for whole in lines for line in whole.split()]
        named = any(_QUESTION.match(line.text) for line in lines)
        self._start = _QUESTION if named else _NUMBERED
        for line in lines:
            if line.text:
                self._read(line)

    def _read(self, line: Line) -> None:
        if self._in_key or (
            self.blocks and _KEY_HEADING.fullmatch(line.text) and not KEYED.search(line.text)
        ):
            self._in_key = True
            self.keys += [(int(number), key) for number, key in KEYED.findall(line.text)]
            return
        start = self._start.match(line.text)
        if start and self._expected(int(start[1])):
            self._in_said = False
            self.blocks.append(Block(int(start[1]), start[2] or "", section=self._section))
            self._fill(line.cut(start.end()))
        elif _SECTION.match(line.text) and (not self.blocks or self._complete):
            self._section, self._in_said = line.text.strip(), False
        elif self.blocks and not (_END.fullmatch(line.text) and self._complete):
            self._fill(line)

    @property
    def _complete(self) -> bool:
        last = self.blocks[-1]
        return bool(len(last.options) > 1 or last.key)

    def _expected(self, number: int) -> bool:
        """Bare numbers may also count things inside a question; then they do not go on from the last one."""
        if self._start is _QUESTION or not self.blocks:
            return True
        return number == self.blocks[-1].number + 1 or (number == 1 and self._complete)

    def _fill(self, line: Line) -> None:
        last = self.blocks[-1]
        key, said = _KEY.fullmatch(line.text), _SAID.match(line.text)
        if said:
            self._in_said = True
            last.said.append(line.cut(said.end()))
        elif key and not self._in_said:
            last.key = key[1].strip()
        elif self._in_said:
            last.said.append(line)
        else:
            self._answer_or_text(last, line)

    def _answer_or_text(self, last: Block, line: Line) -> None:
        labels = list(_labels(line.text, len(last.options)))
        head = line.cut(0, labels[0][0] if labels else None)
        if head.text:
            (last.options[-1][1] if last.options else last.text).append(head)
        ends = [start for start, _end, _star in [*labels[1:], (len(line.text), 0, False)]][: len(labels)]
        for (start, end, star), until in zip(labels, ends, strict=True):
            last.options.append((line.cut(start, end), [line.cut(end, until)], star))


def _labels(text: str, place: int) -> Iterator[tuple[int, int, bool]]:
    """Where options begin: letters that go on from the last one, the first at the start of its line or with a second."""
    found: list[tuple[int, int, bool]] = []
    for match in _LABEL.finditer(text):
        if match[2].upper() == chr(ord("A") + place + len(found)):
            found.append((match.start(), match.end(), "*" in match[1]))
    begins = bool(found) and (not text[: found[0][0]].strip() or len(found) > 1 or place > 0)
    yield from found if begins else ()
