"""Runs one ffmpeg: reads its progress, lets the caller keep its lease, ends it when it stalls."""

import logging
import os
import selectors
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from content.video.commands import GIGABYTE, Limits
from content.video.errors import Refused, Setback
from content.video.limited import CANNOT_START

log = logging.getLogger(__name__)

Tick = Callable[[float], None]
STALL_SECONDS = 120
MEMORY = 6 * GIGABYTE


def run_ffmpeg(argv: list[str], *, seconds: float, tick: Tick, stall: float = STALL_SECONDS) -> str:
    """Return the end of what ffmpeg said when it ended well.

    `tick(done)` is called about every second and may raise to end it. `seconds` is the film's length: ten times that and
    five minutes are the deadline.
    """
    deadline = 10 * seconds + 300
    limits = Limits(memory=MEMORY, cpu=int(4 * deadline), file=settings.VIDEO_MAX_BYTES)
    with tempfile.TemporaryFile() as complaints:
        child = subprocess.Popen(
            limits.before(argv),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            start_new_session=True,
        )
        try:
            _follow(child, seconds, tick, deadline=deadline, stall=stall)
        finally:
            _end(child)
        if child.returncode:
            raise _verdict(child.returncode, _tail(complaints))
        return _tail(complaints)


def _follow(
    child: "subprocess.Popen[bytes]", seconds: float, tick: Tick, *, deadline: float, stall: float
) -> None:
    begun = moved = time.monotonic()
    done, rest = 0.0, b""
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)  # type: ignore[arg-type]
        while True:
            if selector.select(timeout=1):
                read = os.read(child.stdout.fileno(), 65536)  # type: ignore[union-attr]
                if not read:
                    child.wait(timeout=30)
                    return
                *lines, rest = (rest + read).split(b"\n")
                reached = _position(lines)
                if reached is not None and reached > done:
                    done, moved = reached, time.monotonic()
            tick(min(1.0, done / seconds) if seconds else 0.0)
            _check_time(time.monotonic(), begun + deadline, moved + stall)


def _position(lines: list[bytes]) -> float | None:
    """The last `out_time_us=…` in seconds; ffmpeg says N/A before the first picture."""
    for line in reversed(lines):
        name, _equals, value = line.partition(b"=")
        if name == b"out_time_us" and value.strip().isdigit():
            return int(value) / 1_000_000
    return None


def _check_time(now: float, deadline: float, stalled: float) -> None:
    if now > deadline or now > stalled:
        raise Refused(
            _("Chuyển đổi đứng yên hoặc quá lâu nên đã dừng. Hãy xuất lại video thành MP4 rồi tải lên lại.")
        )


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    if child.stdout:
        child.stdout.close()


def _tail(complaints: IO[bytes]) -> str:
    complaints.seek(max(0, complaints.seek(0, os.SEEK_END) - 4000))
    return complaints.read().decode(errors="replace")


def _verdict(code: int, said: str) -> Exception:
    log.warning("ffmpeg ended with %s: %s", code, said[-1000:])
    if CANNOT_START in said:
        return Setback(_("Máy chủ thiếu chương trình ffmpeg. Hãy báo quản trị viên, rồi bấm Thử lại."))
    if "No space left on device" in said or "File too large" in said:
        return disk_full()
    if "Permission denied" in said or "Read-only file system" in said:
        return unwritable()
    if "Cannot allocate memory" in said or code == -signal.SIGKILL:
        return Setback(_("Máy chủ không đủ bộ nhớ để chuyển đổi video này. Hãy thử lại sau."))
    return Refused(
        _("Không chuyển đổi được: tệp hỏng hoặc dùng định dạng lạ. Hãy xuất lại thành MP4 (H.264, AAC).")
    )


def disk_full() -> Setback:
    """The sentence for a full disk."""
    return Setback(_("Máy chủ hết chỗ lưu trữ. Hãy báo quản trị viên, rồi bấm Thử lại."))


def unwritable() -> Setback:
    """The sentence for a folder that cannot be written."""
    return Setback(_("Máy chủ không ghi được vào thư mục lưu video. Hãy báo quản trị viên, rồi bấm Thử lại."))
