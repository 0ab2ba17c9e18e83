"""One supervised process with its own session, its output on a pipe and its wait after a death."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from lms.supervisor.backoff import Backoff


@dataclass(frozen=True)
class Spec:
    """What to run; the lowest `stage` is stopped first, and has `patience` seconds to leave by itself."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    stage: int = 0
    patience: float = 6.0


class Child:
    """A process of a spec, over its several lives."""

    def __init__(self, spec: Spec, backoff: Backoff | None = None) -> None:
        self.spec = spec
        self.backoff = backoff or Backoff()
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0
        self.due_at = 0.0

    @property
    def pid(self) -> int:
        return self.process.pid if self.process else 0

    @property
    def output(self) -> int:
        """The descriptor of the read end of this life's output."""
        if self.process is None or self.process.stdout is None:
            raise RuntimeError(f"{self.spec.name} has not been started")
        return self.process.stdout.fileno()

    def start(self) -> None:
        self.started_at = time.monotonic()
        # A session of its own: Ctrl-C reaches the supervisor only, which then stops all in order.
        self.process = subprocess.Popen(
            self.spec.argv,
            env={**os.environ, **self.spec.env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def died(self) -> int | None:
        """Return the exit code once, when the process has ended, and plan the next start."""
        if self.process is None or (code := self.process.poll()) is None:
            return None
        self.sweep()
        self.process = None
        self.due_at = time.monotonic() + self.backoff.after(time.monotonic() - self.started_at)
        return code

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def sweep(self) -> None:
        """Kill what is left of the process group: a half-dead group would keep the port or the file."""
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                return  # nobody left (macOS says EPERM for a group of zombies)
