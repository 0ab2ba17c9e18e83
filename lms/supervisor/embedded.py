"""The embedded profile from lock to welcome: what `make run` does after the dependencies are there."""

import os
import sys
import time

from lms.supervisor import children, config, lock, stamps, valkey, welcome
from lms.supervisor.config import Config
from lms.supervisor.guard import Guard
from lms.supervisor.loop import Supervisor
from lms.supervisor.output import Screen

LATEST_WORKER_START = 20.0  # seconds; a web that never answers must not keep the queue unserved


class PortTakenError(RuntimeError):
    """Another program listens where the web should."""


# Each says in one sentence why the start cannot be.
REFUSALS = (PortTakenError, ValueError, lock.AlreadyRunningError, valkey.NoServerError, PermissionError)


def main() -> int:
    """Run until Ctrl-C; return the exit code."""
    try:
        return Embedded(config.read()).run()
    except REFUSALS as refusal:
        print(refusal, file=sys.stderr)
        return 1


class Embedded:
    """One start of the embedded profile."""

    def __init__(self, settings: Config) -> None:
        self._config = settings
        self._began = time.monotonic()
        handle = lock.acquire(settings.data_dir)
        if welcome.port_is_taken(settings):
            raise PortTakenError(f"Cổng {settings.port} đang bận. Hãy chọn cổng khác: make run PORT=8001")
        self._supervisor = Supervisor(Screen(), Guard(keep=(handle,)))
        self._supervisor.stop_on_signals()
        self._parent = os.getppid()
        self._greeted = False
        self._worker_started = False

    def run(self) -> int:
        ready = self._start_queue() and self._prepare()
        if not ready and not self._supervisor.stopping:
            self._supervisor.stop()
            return 1
        self._serve()
        return 0

    def _start_queue(self) -> bool:
        if self._config.external_queue:
            return True
        socket_path = self._config.queue_socket
        folder = self._config.data_dir / "queue"
        self._supervisor.add(valkey.spec(socket_path, folder, valkey.server_binary()))
        ready = self._supervisor.wait_for(lambda: valkey.answers(socket_path), seconds=30)
        if not ready and not self._supervisor.stopping:
            self._say(f"Hàng đợi không trả lời sau 30 giây, xem {valkey.log_file(folder)}.")
        return ready

    def _prepare(self) -> bool:
        parts = stamps.due(self._config)
        if not parts:
            return True
        # Static files need no database, so they are compressed on another core meanwhile.
        jobs = [[part for part in parts if part != "static"], [part for part in parts if part == "static"]]
        done = self._supervisor.run_to_end([children.prepare(self._config, job) for job in jobs if job])
        if done:
            stamps.keep(self._config, parts)
        elif not self._supervisor.stopping:
            self._say("Chuẩn bị dữ liệu không thành công, xem lý do ở trên.")
        return done

    def _serve(self) -> None:
        if self._supervisor.stopping:
            self._supervisor.stop()
            return
        self._supervisor.add(children.web(self._config))
        self._first_page = welcome.FirstPage(self._config)
        self._supervisor.run(self._each_tick)

    def _each_tick(self) -> None:
        answered = self._first_page.answered()
        if answered and not self._greeted:
            self._greeted = True
            self._supervisor.screen.plain(welcome.text(self._config, self._age()))
        # The worker starts after the first page: together they would share the cores and both come late.
        if not self._worker_started and (answered or self._age() > LATEST_WORKER_START):
            self._worker_started = True
            self._supervisor.add(children.worker(self._config))
        if self._parent_left():
            self._supervisor.request_stop()

    def _parent_left(self) -> bool:
        """`make` that is killed cannot pass the signal on: its end is ours when it asked for that."""
        return os.environ.get("STOP_WITH_PARENT") == "1" and os.getppid() != self._parent

    def _age(self) -> float:
        return time.monotonic() - self._began

    def _say(self, text: str) -> None:
        self._supervisor.screen.say("lopso", text)
