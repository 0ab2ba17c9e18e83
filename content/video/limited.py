"""Starts another program with limits: `python -I -S limited.py MEMORY CPU FILE PROGRAM ARGUMENT…`.

Bytes, seconds, bytes. A file of its own, without imports of ours: it must start in milliseconds.
The program replaces this process, so exit code and pipes are the program's; on Linux it dies with the worker
that asked for it.
"""

import ctypes
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1
NICENESS = 10
CANNOT_START = "limited.py: cannot start"


def _limit(kind: int, value: int) -> None:
    _soft, hard = resource.getrlimit(kind)
    allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (allowed, allowed))


def _die_with_parent() -> None:
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def main() -> None:
    """Set the limits and become the program."""
    memory, cpu, size = (int(value) for value in sys.argv[1:4])
    _die_with_parent()
    os.nice(NICENESS)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_CPU, cpu)
    _limit(resource.RLIMIT_FSIZE, size)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # too large a file is an error to read, not a death
    try:
        os.execv(sys.argv[4], sys.argv[4:])  # noqa: S606 - no shell is the point
    except OSError as error:
        sys.exit(f"{CANNOT_START}: {error}")


if __name__ == "__main__":
    main()
