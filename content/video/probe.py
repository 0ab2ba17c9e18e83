"""Looks inside an uploaded file, by content and never by name; refuses with a sentence for the trainer."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from common.vietnamese import format_clock, format_megabytes, format_number
from content.video.commands import CONTAINERS, PROTOCOLS, Limits
from content.video.errors import Refused
from content.video.sniff import begins_like_film

LOOK = Path(__file__).with_name("look.py")
MAX_SECONDS = 4 * 3600
MAX_SIDE = 8192
MIN_SIDE = 16
QUICK_SECONDS = 20  # at upload somebody is waiting
FULL_SECONDS = 300


@dataclass(frozen=True)
class Source:
    """What a plan needs to know; width and height are as shown: upright, with square pixels."""

    path: Path
    seconds: float
    width: int
    height: int
    video: int
    audio: int | None

    @property
    def short_side(self) -> int:
        return min(self.width, self.height)


def probe(path: Path, *, full: bool = True) -> Source:
    """Measure the file; `full` reads it to the end, so that a file cut off half-way is noticed."""
    return probe_all([path], full=full)[0]


def probe_all(paths: Sequence[Path], *, full: bool = True) -> list[Source]:
    """Measure several files with one child, whose start costs more than a look."""
    paths = [path.resolve() for path in paths]
    for path in paths:
        check_size(path.stat().st_size)
    return [_judged(path, found) for path, found in zip(paths, _look(paths, full=full), strict=True)]


def _judged(path: Path, found: dict[str, Any]) -> Source:
    if "error" in found:
        raise Refused(_damaged() if begins_like_film(path) else _not_a_film())
    return _source(path, found)


def check_size(size: int) -> None:
    """Refuse an empty or too large file."""
    if not size:
        raise Refused(_("Tệp trống (0 byte). Có thể lần sao chép trước bị đứt; hãy chọn lại tệp gốc."))
    if size > settings.VIDEO_MAX_BYTES:
        raise Refused(too_large())


def too_large() -> str:
    """The sentence for a file over the limit."""
    most = format_megabytes(settings.VIDEO_MAX_BYTES)
    return _("Tệp quá lớn: tối đa %(most)s. Hãy cắt thành nhiều phần.") % {"most": most}


def _look(paths: Sequence[Path], *, full: bool) -> list[dict[str, Any]]:
    seconds = FULL_SECONDS if full else QUICK_SECONDS
    # -P: the folder of look.py must not come first on the path, its neighbours are called like other modules.
    argv = [sys.executable, "-P", str(LOOK), CONTAINERS, PROTOCOLS, "full" if full else "quick"]
    try:
        done = subprocess.run(
            Limits(cpu=seconds).before([*argv, *map(str, paths)]),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return [{"error": "timeout"}] * len(paths)
    answers = [_read(line) for line in done.stdout.splitlines()]
    # The child may have died of a file: out of memory, out of time, a crash in a decoder.
    died = {"error": done.stderr.decode(errors="replace")[-300:]}
    return [*answers, *[died] * (len(paths) - len(answers))]


def _read(line: bytes) -> dict[str, Any]:
    try:
        return dict(json.loads(line))
    except ValueError:
        return {"error": "half a line"}


def _source(path: Path, found: dict[str, Any]) -> Source:
    if found["video"] is None:
        raise Refused(_only_sound() if found["audio"] is not None else _not_a_film())
    seconds = _length(found)
    if not found.get("width"):
        raise Refused(_damaged())
    if found["audio"] is not None and not found["audio_codec"]:
        raise Refused(_("Không đọc được phần tiếng của video. Hãy xuất lại thành MP4 (H.264, AAC)."))
    width, height = _shown(found)
    return Source(path, seconds, width, height, found["video"], found["audio"])


def _length(found: dict[str, Any]) -> float:
    claimed, measured = float(found["claimed"]), float(found.get("measured") or 0)
    if measured and measured < 0.9 * claimed - 1:
        raise Refused(
            _("Tệp bị thiếu: chỉ đọc được %(read)s trên %(claimed)s. Hãy tải lên lại tệp gốc đầy đủ.")
            % {"read": format_clock(measured), "claimed": format_clock(claimed)}
        )
    seconds = measured or claimed
    if seconds > MAX_SECONDS:
        hours = format_number(MAX_SECONDS / 3600)
        raise Refused(_("Video dài quá %(hours)s giờ. Hãy cắt thành nhiều bài.") % {"hours": hours})
    return seconds


def _shown(found: dict[str, Any]) -> tuple[int, int]:
    aspect = found["aspect"] if 0.1 < found["aspect"] < 10 else 1.0
    width, height = round(found["width"] * aspect), int(found["height"])
    if found["rotation"] % 180:
        width, height = height, width
    if max(width, height) > MAX_SIDE or min(width, height) < MIN_SIDE:
        raise Refused(
            _("Khung hình %(width)s × %(height)s không dùng được.") % {"width": width, "height": height}
        )
    return width, height


def _not_a_film() -> str:
    return _("Tệp này không phải là video. Hãy chọn tệp MP4, MOV, MKV, WebM hoặc AVI.")


def _damaged() -> str:
    return _(
        "Tệp video bị hỏng hoặc chưa được chép đủ, không mở được. Hãy xuất lại hoặc tải lên lại tệp gốc."
    )


def _only_sound() -> str:
    return _("Tệp này chỉ có tiếng, không có hình. Hãy chọn một tệp video.")
