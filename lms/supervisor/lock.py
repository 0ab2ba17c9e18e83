"""One supervisor per DATA_DIR: a second one would run the timetable twice and fight over the queue."""

import fcntl
import os
import time
from pathlib import Path


class AlreadyRunningError(RuntimeError):
    """Another supervisor holds the folder."""


def acquire(data_dir: Path, *, patience: float = 12.0) -> int:
    """Hold the folder's lock and return its descriptor.

    When the former supervisor was killed, its guard keeps the lock until the last child is gone: wait for it.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / "run.lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + patience
    while not _try(handle):
        holder = _holder(handle)
        if _alive(holder) or time.monotonic() > deadline:
            os.close(handle)
            raise AlreadyRunningError(_sentence(data_dir, holder))
        time.sleep(0.1)
    os.ftruncate(handle, 0)
    os.pwrite(handle, str(os.getpid()).encode(), 0)
    return handle


def _try(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(handle: int) -> int:
    text = os.pread(handle, 20, 0).decode()
    return int(text) if text.isdecimal() else 0


def _alive(pid: int) -> bool:
    if not pid:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _sentence(data_dir: Path, pid: int) -> str:
    return (
        f"Lớp Số đang chạy với thư mục {data_dir} (tiến trình {pid}). "
        "Hãy dừng phiên đó trước, hoặc đặt DATA_DIR và PORT khác."
    )
