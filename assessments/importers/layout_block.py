"""One question of a test in the usual Vietnamese layout, as it stands in the document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assessments.importers import layout_signs as signs
from assessments.importers.layout_reason import parted
from assessments.importers.layout_shared import Shared
from assessments.importers.lines import Line

_MATCHING = re.compile(r"\b(?:nối|ghép)\b", re.IGNORECASE)

Label = tuple[
    int, int, bool
]  # where an option's letter begins and ends in its line, and whether it is starred
Option = tuple[Line, list[Line], bool]  # label, lines, starred


@dataclass
class Block:
    """One question as it stands in the document."""

    number: int
    remark: str = ""  # what stood in brackets after the number
    text: list[Line] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    key: str = ""
    reason: Line = field(default_factory=Line)  # what stood behind the answer on its line
    said: list[Line] = field(default_factory=list)
    guide: list[Line] = field(default_factory=list)  # for whoever marks it
    section: str = ""
    shared: Shared | None = None
    answered: bool = False  # no option follows
    after: list[Line] = field(default_factory=list)  # what followed the answer

    def answer(self, said: str, line: Line) -> None:
        """Take what is `said` at the end of the line."""
        self.key, why = parted("" if signs.BLANK.fullmatch(said) else said)
        at = line.text.rindex(why)
        self.reason = line.cut(at, at + len(why))

    def listed(self, said: str) -> str:
        """The answer that a key gives; what explains it there is kept like what stands behind an answer."""
        answer, why = parted(said) if self.options and not self.key else (said, "")
        self.reason = Line.plain(why) if why else self.reason
        return answer

    def take_back(self, asked: Line) -> None:
        """What read like an answer before the options was asked, unless it names letters."""
        if not signs.LETTERS.fullmatch(self.key):
            self.text.append(asked)
            self.key, self.reason = "", Line()
        self.text += self.after
        self.after = []

    def put_back(self) -> None:
        """Small letters before capital ones counted statements of the question."""
        for label, lines, _star in self.options:
            first = Line(f"{label.text} ", [*label.looks, 0])
            first.text += lines[0].text
            first.looks += lines[0].looks
            first.pictures = lines[0].pictures
            self.text += [first, *lines[1:]]
        self.options = []

    def offer(self, line: Line, labels: Sequence[Label]) -> None:
        """Take the options of a line, and what stands before the first of them."""
        head = line.cut(0, labels[0][0] if labels else None)
        if head.text:
            (self.options[-1][1] if self.options else self.text).append(head)
        ends = [start for start, _end, _star in [*labels[1:], (len(line.text), 0, False)]][: len(labels)]
        for (start, end, star), until in zip(labels, ends, strict=True):
            self.options.append((line.cut(start, end), [line.cut(end, until)], star))

    @property
    def complete(self) -> bool:
        return bool(len(self.options) > 1 or self.key)

    @property
    def matching(self) -> bool:
        return any(_MATCHING.search(line.text) for line in self.text[:2])
