"""Web processes started as the supervisor (embedded) or docs/operations.md (production) starts them."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.harness import cpu
from benchmarks.harness.compare import Sample
from benchmarks.harness.http import Answer, Connection, get
from benchmarks.harness.installation import Installation, end, free_port, wait_until
from benchmarks.harness.load import WrongAnswerError, load
from lms.supervisor import children
from lms.supervisor.config import ROOT


class Server:
    """The product, or a control with settings of its own, on a port of its own."""

    def __init__(self, installation: Installation, settings: str = "") -> None:
        self.installation, self.settings, self.port = installation, settings, free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.log = Path(installation.folder / f"{settings or 'product'}.log")

    def start(self) -> "Server":
        spec = children.web(self.installation.config)
        argv = (
            self._production()
            if self.installation.production
            else [*spec.argv[:4], str(self.port), *spec.argv[5:]]
        )
        environ = {**self.installation.serving(self.settings), **_code_only(spec.env), "PORT": str(self.port)}
        with self.log.open("ab") as said:
            self.process = subprocess.Popen(
                argv, cwd=ROOT, env=environ, stdout=said, stderr=said, start_new_session=True
            )
        try:
            wait_until(self.answers, 60, self.settings or "the product")
        except TimeoutError as late:
            raise TimeoutError(f"{late}\n{self.log.read_text()[-2000:]}") from None
        return self

    def answers(self) -> bool:
        try:
            return self.ask(get("/healthz")).status < 500
        except OSError:
            return False

    def ask(self, request: bytes) -> Answer:
        connection = Connection(self.port)
        try:
            return connection.ask(request)
        finally:
            connection.close()

    def pids(self) -> list[int]:
        """Everybody who works for a request: web, queue and cache, database."""
        assert self.process is not None
        queue = [self.installation.queue.pid] if self.installation.queue else []
        return [*cpu.tree(self.process.pid), *queue, *self.installation.database.pids()]

    def measure(self, requests: Sequence[bytes]) -> Sample:
        before = cpu.seconds(self.pids())
        try:
            seen = load(self.port, requests)
        except WrongAnswerError as wrong:
            raise WrongAnswerError(f"{wrong}\n{self.log.read_text()[-3000:]}") from None
        spent = cpu.seconds(self.pids()) - before
        return Sample(1000 * spent / seen.completed, seen.completed / seen.seconds, seen.p95_ms)

    def kill(self) -> None:
        assert self.process is not None
        for pid in cpu.tree(self.process.pid):
            _kill(pid)
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            end(self.process)

    def _production(self) -> list[str]:
        granian = str(Path(sys.executable).with_name("granian"))
        options = (
            "--interface wsgi lms.wsgi:application --workers 2 --blocking-threads 1 --no-ws --host 127.0.0.1"
        )
        return [granian, *options.split(), "--port", str(self.port)]


def _code_only(environ: object) -> dict[str, str]:
    """Of what the supervisor tells its children, what is not already said by the installation."""
    assert isinstance(environ, dict)
    return {
        name: environ[name] for name in ("PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "MALLOC_ARENA_MAX")
    }


def _kill(pid: int) -> None:
    import os
    import signal

    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
