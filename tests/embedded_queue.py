"""A real Valkey on a socket of its own, for tests that kill what works for a living."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lms.supervisor import valkey


def broker_url(socket: Path) -> str:
    """Celery's address of the queue on this socket."""
    return f"redis+socket://{socket}?virtual_host=0"


class EmbeddedQueue:
    """The queue of the embedded profile; `environment` makes a process started by the test use it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "valkey.sock"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def broker_url(self) -> str:
        return broker_url(self.socket)

    @property
    def cache_url(self) -> str:
        return f"unix://{self.socket}?db=1"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "CELERY_BROKER_URL": self.broker_url,
            "CACHE_URL": self.cache_url,
            "QUEUE_SOCKET": str(self.socket),
        }

    def start(self) -> None:
        spec = valkey.spec(self.socket, self.folder / "queue", valkey.server_binary())
        self._process = subprocess.Popen(spec.argv)
        deadline = time.monotonic() + 10
        while not valkey.answers(self.socket):
            if time.monotonic() > deadline:
                raise TimeoutError(valkey.log_file(self.folder / "queue").read_text())
            time.sleep(0.02)

    def kill(self) -> None:
        """End it as a power cut would (kill -9)."""
        self._end("kill")

    def stop(self) -> None:
        self._end("terminate")

    def _end(self, how: str) -> None:
        if self._process:
            getattr(self._process, how)()
            self._process.wait(timeout=10)
            self._process = None


@pytest.fixture
def embedded_queue() -> Iterator[EmbeddedQueue]:
    """A running queue; its folder is short because a unix socket's path must be."""
    folder = Path(tempfile.mkdtemp(prefix="lopso-q"))
    queue = EmbeddedQueue(folder)
    queue.start()
    yield queue
    queue.stop()
    shutil.rmtree(folder)
