"""A subtitle file as uploaded, made into WebVTT: which encoding it had, what was put right, what was left out."""

import unicodedata
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from common.decoding import ONE_BYTE, UTF8, UTF16, likeliest, unicode_text
from common.legacy_vietnamese import CONVERTERS, TCVN3, VNI
from content.captions.cues import Cue, Problem, stamp
from content.captions.markup import clean, words
from content.captions.parsing import Parsed, parse
from content.captions.settings import as_written_today
from content.video.errors import Refused
from people.rosters.encodings import suggestion

MAX_BYTES = 2_000_000
SURE = 0.6  # of the words beyond ASCII are Vietnamese, or we ask instead of guessing
SHOWN, NAMED = 4, 10  # first subtitles and problems kept for the studio
ENCODING_NAMES = {
    UTF8: "UTF-8",
    UTF16: "UTF-16",
    "windows-1258": "Windows-1258",
    TCVN3: "TCVN3 (ABC, .VnTime)",
    VNI: "VNI-Windows",
    "viscii": "VISCII",
}


@dataclass(frozen=True)
class Captions:
    """What a player gets, and what the trainer is told."""

    format: str
    encoding: str
    cues: list[Cue]
    problems: list[Problem] = field(default_factory=list)

    @property
    def webvtt(self) -> str:
        """In order of time, as the standard wants it."""
        blocks = [_block(cue) for cue in sorted(self.cues, key=lambda cue: (cue.start, cue.end))]
        return "\n\n".join(["WEBVTT", *blocks]) + "\n"

    @property
    def report(self) -> dict[str, Any]:
        """For the studio, as plain JSON."""
        return {
            "format": self.format,
            "encoding": ENCODING_NAMES[self.encoding],
            "cues": len(self.cues),
            "first": [[cue.start, words(cue.text)] for cue in self.cues[:SHOWN]],
            "problems": [[problem.line, problem.reason] for problem in self.problems[:NAMED]],
            "more": max(0, len(self.problems) - NAMED),
        }


def read_captions(content: bytes, file_name: str = "", chosen: str = "") -> Captions:
    """The subtitles of a file, or a refusal that names the line."""
    if len(content) > MAX_BYTES:
        raise Refused(_("Tệp phụ đề quá lớn (tối đa 2 MB)."))
    text, encoding = _decoded(content, chosen)
    parsed = parse(unicodedata.normalize("NFC", text), file_name)
    cues = [right for cue in parsed.cues if (right := _put_right(cue, parsed))]
    problems = sorted(parsed.problems, key=lambda problem: problem.line)
    if not cues:
        raise Refused(_nothing_left(problems))
    return Captions(parsed.format, encoding, cues, problems)


def _nothing_left(problems: list[Problem]) -> str:
    if not problems:
        return _("Phụ đề chưa có câu nào.")
    first = problems[0]
    return _("Không câu phụ đề nào dùng được. Dòng %(line)d: %(reason)s") % {
        "line": first.line,
        "reason": first.reason,
    }


def _decoded(content: bytes, chosen: str) -> tuple[str, str]:
    found = unicode_text(content)
    if found and chosen in ("", *CONVERTERS):
        return _retyped(*found, chosen)
    if found and (found[1] == chosen or content.isascii()):
        return found
    if found or chosen in (UTF8, UTF16):
        raise Refused(_("Tệp không có bảng mã %(encoding)s đã chọn.") % {"encoding": ENCODING_NAMES[chosen]})
    encoding, share = (chosen, 1.0) if chosen else likeliest(content, tuple(ONE_BYTE))
    if share < SURE:
        raise Refused(
            _("Không nhận ra bảng mã của tệp. Hãy chọn bảng mã, hoặc lưu lại tệp với mã hóa UTF-8.")
        )
    return ONE_BYTE[encoding](content), encoding


def _retyped(text: str, encoding: str, chosen: str) -> tuple[str, str]:
    """Unicode whose letters were typed in a font of before Unicode ("NguyÔn") is converted."""
    lines = text.split("\n")
    font = chosen or suggestion(lines).encoding
    return ("\n".join(map(CONVERTERS[font], lines)), font) if font else (text, encoding)


def _put_right(cue: Cue, parsed: Parsed) -> Cue | None:
    """The cue with times that can be played, or nothing and the reason among the problems."""
    if not words(cue.text):
        parsed.problems.append(Problem(cue.line, _("câu không có lời, bị bỏ qua.")))
        return None
    if cue.end < cue.start:
        parsed.problems.append(
            Problem(cue.line, _("kết thúc trước khi bắt đầu, hai thời gian đã được đổi chỗ."))
        )
        cue = replace(cue, start=cue.end, end=cue.start)
    if cue.start < 0 < cue.end:
        parsed.problems.append(Problem(cue.line, _("thời gian âm, câu hiện từ đầu video.")))
        cue = replace(cue, start=0.0)
    if cue.end <= max(0, cue.start):
        parsed.problems.append(Problem(cue.line, _("câu không kéo dài lúc nào, bị bỏ qua.")))
        return None
    return cue


def _block(cue: Cue) -> str:
    """Without its name: programs number them, and a number in a file of another order misleads."""
    return f"{stamp(cue.start)} --> {stamp(cue.end)}{as_written_today(cue.settings)}\n{clean(cue.text)}"
