"""WebVTT, SubRip and SBV as cues: line by line as the WebVTT standard does, what is malformed skipped and named."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from content.captions.cues import Cue, Problem, seconds
from content.captions.settings import settings
from content.video.errors import Refused

VTT, SRT, SBV = "WebVTT", "SubRip", "SBV"
_SIGNATURE = re.compile(r"WEBVTT(?:[ \t].*)?")
_SBV_LINE = re.compile(r"\s*-?\d+:\d+:[^,\s]+,-?\d+:\d+:\S+\s*")
_NOT_CUES = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")


@dataclass
class Parsed:
    """All cues in the order of the file, and what was left out or put right."""

    format: str
    cues: list[Cue] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def parse(text: str, file_name: str = "") -> Parsed:
    """The cues; refused only when the file is none of the three."""
    lines = (
        text.lstrip("\ufeff").replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    )
    parsed = Parsed(_format(lines, file_name))
    if parsed.format != VTT:
        lines = [line.strip() for line in lines]  # a line of blanks separates there, too
    _Reader(parsed, lines).read()
    return parsed


def _format(lines: list[str], file_name: str) -> str:
    if _SIGNATURE.fullmatch(lines[0]):
        return VTT
    if file_name.lower().endswith(".vtt"):
        raise Refused(
            _("Dòng 1: tệp .vtt phải bắt đầu bằng WEBVTT. Nếu là phụ đề SubRip, hãy đổi đuôi tệp thành .srt.")
        )
    if any("-->" in line for line in lines):
        return SRT
    if any(map(_SBV_LINE.fullmatch, lines)):
        return SBV
    raise Refused(
        _(
            "Dòng 1: không thấy dòng thời gian nào (ví dụ 00:00:01,000 --> 00:00:04,000). Dùng được tệp .srt, .vtt, .sbv."
        )
    )


class _Reader:
    """Blocks between blank lines: a name, a line of times, words."""

    def __init__(self, parsed: Parsed, lines: list[str]) -> None:
        self.parsed, self.lines = parsed, lines
        self.at = self._after_header() if parsed.format == VTT else 0

    def _after_header(self) -> int:
        """The header ends with a blank line; a careless file goes on with times at once."""
        place = 1
        while place < len(self.lines) and self.lines[place] and "-->" not in self.lines[place]:
            place += 1
        return place

    def read(self) -> None:
        while self.at < len(self.lines):
            if self.lines[self.at].strip():
                self._block()
            else:
                self.at += 1

    def _block(self) -> None:
        first = self.lines[self.at]
        if self._is_timing(first):
            return self._cue("")
        if self.parsed.format == VTT and _NOT_CUES.fullmatch(first):
            return self._skip()
        if self.at + 1 < len(self.lines) and self._is_timing(self.lines[self.at + 1]):
            self.at += 1
            return self._cue(first)
        self._problem(_("thiếu dòng thời gian, câu này bị bỏ qua."))
        return self._skip()

    def _is_timing(self, line: str) -> bool:
        return bool(_SBV_LINE.fullmatch(line)) if self.parsed.format == SBV else "-->" in line

    def _skip(self) -> None:
        while self.at < len(self.lines) and self.lines[self.at]:
            self.at += 1

    def _cue(self, name: str) -> None:
        line = self.at
        cue = _timed(self.lines[line], self.parsed.format)
        if cue is None:
            self._problem(_("không đọc được thời gian “%(line)s”.") % {"line": self.lines[line].strip()[:80]})
            return self._skip()
        self.at += 1
        cue.name, cue.line, cue.text = name, line + 1, self._words()
        self.parsed.cues.append(cue)
        return None

    def _words(self) -> str:
        words: list[str] = []
        while self.at < len(self.lines) and self.lines[self.at] and not self._is_timing(self.lines[self.at]):
            words.append(self.lines[self.at])
            self.at += 1
        glued = self.at < len(self.lines) and self._is_timing(self.lines[self.at])
        if self.parsed.format == SRT and glued and words and words[-1].strip().isdigit():
            words.pop()  # the number of the next subtitle, without a blank line before it
        return "\n".join(words)

    def _problem(self, reason: str) -> None:
        self.parsed.problems.append(Problem(self.at + 1, reason))


def _timed(line: str, kind: str) -> Cue | None:
    """A cue without words from its line of times."""
    start, _arrow, rest = line.partition("," if kind == SBV else "-->")
    end, behind = (*rest.split(None, 1), "", "")[:2]
    times = seconds(start.strip()), seconds(end)
    if times[0] is None or times[1] is None:
        return None
    return Cue(times[0], times[1], settings=settings(behind))
