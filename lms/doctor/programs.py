"""The programs and fonts that videos and certificates need."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont, TTLibError

from common.pdf_fonts import FONTS
from content.video.commands import ffmpeg_binary
from lms.doctor.findings import Finding, broken, well

CODECS = ("libx264", "aac", "libopus", "libmp3lame")
# One letter of each kind that fonts without Vietnamese lack.
LETTERS = "ĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"


def ffmpeg() -> Iterator[Finding]:
    subject = "ffmpeg"
    try:
        path = ffmpeg_binary()
        listed = subprocess.run(
            [path, "-hide_banner", "-encoders"], capture_output=True, text=True, timeout=20, check=True
        ).stdout
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        yield broken(subject, _("không chạy được: %(why)s") % {"why": error})
        return
    missing = [codec for codec in CODECS if f" {codec} " not in listed]
    if missing:
        yield broken(subject, _("%(path)s thiếu %(codecs)s") % {"path": path, "codecs": ", ".join(missing)})
    else:
        yield well(subject, _("chạy được, đủ bộ mã hóa"))


def fonts() -> Iterator[Finding]:
    subject = _("Phông chữ")
    folder = FONTS
    files = sorted(folder.glob("*.ttf"))
    problems = [problem for file in files for problem in _font(file)]
    for problem in problems:
        yield broken(subject, problem)
    if not files:
        yield broken(subject, _("không có phông nào ở %(folder)s") % {"folder": folder})
    elif not problems:
        yield well(subject, _("%(count)s phông, đủ chữ tiếng Việt") % {"count": len(files)})


def _font(path: Path) -> Iterator[str]:
    try:
        known = TTFont(path, lazy=True).getBestCmap() or {}
    except (OSError, TTLibError) as error:
        yield _("%(name)s không đọc được: %(why)s") % {"name": path.name, "why": error}
        return
    missing = "".join(letter for letter in LETTERS if ord(letter) not in known)
    if missing:
        yield _("%(name)s thiếu chữ %(letters)s") % {"name": path.name, "letters": missing}
