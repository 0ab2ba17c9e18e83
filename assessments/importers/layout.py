"""The usual Vietnamese layout: Câu 1. …, options A. B. C. D., the right one marked or in a key at the end."""

import re
from collections.abc import Sequence

from assessments.importers import layout_signs as signs
from assessments.importers.end_key import EndKey, begins_key, heads_key, lists_keys
from assessments.importers.key_codes import code_of
from assessments.importers.layout_block import Block, Label
from assessments.importers.layout_shared import Shared, begun
from assessments.importers.lines import Line

_JUMP = 20  # a bare number may skip so many; more is a year or a sum


def laid_out(lines: Sequence[Line]) -> "Layout":
    """Read by the way of counting that finds the most whole questions; the surest way wins a tie."""
    pieces = [piece for whole in lines for piece in whole.split() if piece.text]
    ways = [Layout(pieces, start) for start in (signs.NAMED, signs.TASKS, signs.NUMBERED)]
    ways = [way for way in ways if way.blocks]
    best = max(ways, key=lambda way: way.whole, default=None)
    if best is None or not best.whole:
        loose = Layout(pieces, signs.UNNUMBERED)
        best = loose if best is None or loose.whole > 1 else best
    return best if best.whole or best.start is not signs.UNNUMBERED else Layout([], signs.NAMED)


class Layout:
    """Fed line by line; afterwards `blocks` and `key` hold what was read."""

    def __init__(self, pieces: Sequence[Line], start: re.Pattern[str]) -> None:
        self.blocks: list[Block] = []
        self.key = EndKey()
        self.own: list[str] = []  # codes of the tests themselves
        self.start = start
        self._section = self._code = ""
        self._in_key = self._ended = self._waits = False
        self._into: list[Line] | None = None
        self._shared: Shared | None = None
        self._asked = Line()
        for place, line in enumerate(pieces):
            self._read(line, pieces[place + 1].text if place + 1 < len(pieces) else "")
        self.key.end(self._choices)

    @property
    def whole(self) -> int:
        return sum(block.complete for block in self.blocks)

    def _read(self, line: Line, following: str) -> None:
        code = code_of(line.text, anywhere=not self.blocks)
        self._code = code or self._code
        if self._in_key or self._leads_to_key(line.text, following, code):
            self._in_key = True
            self.key.take(self._code, line.text)
            return
        if code and (not self.blocks or self.blocks[-1].complete):
            self._into = None
            return
        if signs.sure_part(line.text) and not list(self._labels(line)):
            self._section, self._into, self._ended, self._shared = line.text.strip(), None, True, None
            return
        start = self._begins(line)
        if start:
            number = int(start[1]) if start[1] else len(self.blocks) + 1
            self._into, self._ended, self._waits = None, False, False
            self.own += [self._code] if self._code and self._code not in self.own else []
            self.blocks.append(Block(number, start[2] or "", section=self._section))
            self._share(self.blocks[-1])
            self._fill(line.cut(start.end()))
        elif shared := self._passage(line):
            self._shared, self._into, self._ended = shared, shared.lines, False
            self._into.append(line)
        elif signs.is_part(line.text) and (not self.blocks or self.blocks[-1].complete):
            self._section, self._into, self._shared = line.text.strip(), None, None
        elif self._shared and self._into is self._shared.lines:
            self._into.append(line)
        elif self.blocks:
            self._go_on(line)

    def _passage(self, line: Line) -> Shared | None:
        last = self.blocks[-1] if self.blocks else None
        return begun(line.text, last.number if last else 0, free=last is None or last.complete)

    def _share(self, block: Block) -> None:
        """A passage that does not say for whom it is goes to the next question only."""
        if self._shared and self._shared.holds(block.number):
            block.shared = self._shared
        if self._shared and (self._shared.over(block.number) or not self._shared.told):
            self._shared = None

    def _go_on(self, line: Line) -> None:
        end = bool(signs.END.fullmatch(line.text))
        if end and (self.blocks[-1].complete or "hết" in line.text.lower()):
            self._ended = self._ended or "hết" in line.text.lower()
        elif not self._ended and not signs.PAGE.fullmatch(line.text):
            self._fill(line)

    def _leads_to_key(self, text: str, following: str, code: str) -> bool:
        """“Đáp án” with a letter below it is the key of one question; matching may list its pairs."""
        if not self.blocks:
            return False
        if begins_key(text, following, self._choices):
            return True
        named = code or (signs.key_of(text) and not self.blocks[-1].matching)
        return bool(named and lists_keys(text)) or heads_key(text, following)

    @property
    def _choices(self) -> list[int]:
        """Numbers of the questions with letters; small ones count statements where others have capital ones."""
        offering = [block for block in self.blocks if block.options]
        capital = [block for block in offering if re.search("[A-H]", block.options[0][0].text)]
        return [block.number for block in capital or offering]

    def _begins(self, line: Line) -> re.Match[str] | None:
        start = self.start.match(line.text)
        return start if start and self._expected(start, line) else None

    def _expected(self, start: re.Match[str], line: Line) -> bool:
        """Bare numbers may also count things inside a question; then they do not go on from the last one."""
        if self.start in (signs.NAMED, signs.TASKS):
            return True
        if self.start is signs.UNNUMBERED:
            return self._begins_unnumbered(line)
        if not self.blocks:
            return True
        last = self.blocks[-1]
        step = int(start[1]) - last.number
        return step == 1 or (last.complete and (start[1] == "1" or 0 <= step <= _JUMP))

    def _begins_unnumbered(self, line: Line) -> bool:
        """Without numbers every line after the options that is nothing else begins a question."""
        after = not self.blocks or len(self.blocks[-1].options) > 1
        plain = signs.key_of(line.text) is None and not signs.SAID.match(line.text)
        return after and plain and not list(self._labels(line)) and not signs.END.fullmatch(line.text)

    def _labels(self, line: Line) -> list[Label]:
        place = len(self.blocks[-1].options) if self.blocks else 0
        return list(signs.labels(line.text, place, line.listed))

    def _fill(self, line: Line) -> None:
        last = self.blocks[-1]
        if self._waits and not last.options and self._labels(line):  # “Chọn đáp án đúng:” led to the options
            last.text += [self._asked] * (self._asked.text[:1] in "Cc")
            self._waits = False
        said, guide = signs.SAID.match(line.text), signs.GUIDE.match(line.text)
        if said or guide:
            self._into = last.said if said else last.guide
            self._into.append(line.cut((said or guide or said).end()))  # type: ignore[union-attr]
        elif self._into is None and (key := signs.key_of(line.text)) is not None and last.text:
            last.answer(key, line)
            self._waits, self._asked, last.answered = not last.key, line, True
        elif self._waits:
            last.answer(line.text.strip(), line)
            self._waits = False
        elif self._into is not None:
            self._into.append(line)
        elif not signs.BLANK.fullmatch(line.text):
            self._answer_or_text(last, line)

    def _answer_or_text(self, last: Block, line: Line) -> None:
        if (
            last.options
            and last.options[0][0].text[:1].islower()
            and re.match(r"\*?\s?A\s?[.)/:]", line.text)
        ):
            last.put_back()
        found = self._labels(line)
        if found and last.answered and not last.options:
            last.take_back(self._asked)
        last.answered = last.answered and not found
        if last.answered:
            last.after.append(line)
            return
        last.offer(line, found)
