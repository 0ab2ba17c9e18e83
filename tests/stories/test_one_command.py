"""The embedded profile as an operator sees it: one start, a killed part comes back, Ctrl-C ends all."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from celery import Celery
from django.conf import settings
from django.db import connection
from redis.exceptions import RedisError

from lms.supervisor import config, stamps
from tests.database_copies import copy_sqlite
from tests.embedded_queue import broker_url
from tests.lms.test_supervisor import alive, eventually

pytestmark = [
    pytest.mark.queue,
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the embedded profile runs on SQLite"),
    pytest.mark.skipif(sys.platform != "linux", reason="finds the processes in /proc"),
]
ROOT = Path(settings.BASE_DIR)


class Running:
    """A supervisor started as `make run` starts it, on a migrated database without demonstration data."""

    def __init__(self, data_dir: Path) -> None:
        self.port = free_port()
        self.data_dir = data_dir
        self.log = data_dir / "log"
        environment = {key: value for key, value in os.environ.items() if not key.endswith("_URL")}
        environment |= {"DATA_DIR": str(data_dir), "PORT": str(self.port), "DEMO": "0"}
        environment["DJANGO_SETTINGS_MODULE"] = "lms.settings.dev"
        with self.log.open("wb") as log:
            command = [sys.executable, "-m", "lms.supervisor"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)

    def said(self) -> str:
        return self.log.read_text()

    def child(self, word: str) -> int:
        """The process whose command line holds `word`, 0 while there is none."""
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
                if int(parent) == self.process.pid and word in (folder / "cmdline").read_text():
                    return int(folder.name)
            except (FileNotFoundError, ProcessLookupError):
                continue
        return 0

    def status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return int(answer.status)
        except OSError:
            return 0

    def worker_answers(self) -> bool:
        """Ask anew each time: a connection from before the queue was killed is of no use."""
        queue = config.read({"DATA_DIR": str(self.data_dir)}).queue_socket
        with Celery(broker=broker_url(queue), set_as_current=False) as celery:
            try:
                return bool(celery.control.ping(timeout=1))
            except (RedisError, OSError):
                return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    data_dir = tmp_path / "var"
    data_dir.mkdir()
    copy_sqlite(connection.settings_dict["NAME"], data_dir / "lopso.sqlite3")
    installation = config.read({"DATA_DIR": str(data_dir)})
    stamps.keep(installation, {"migrate": stamps.due(installation)["migrate"]})
    running = Running(data_dir)
    yield running
    running.process.terminate()
    running.process.wait(timeout=30)


def wait(running: Running, condition: Callable[[], object], *, seconds: float) -> None:
    assert eventually(lambda: bool(condition()), seconds=seconds), running.said()


def test_start_kill_and_stop(running: Running) -> None:
    wait(running, lambda: "đã sẵn sàng" in running.said(), seconds=180)
    assert running.status("/healthz") == 200
    wait(running, running.worker_answers, seconds=120)

    for word in ("lms.supervisor.web", "lms.supervisor.worker", "valkey-server"):
        killed = running.child(word)
        os.kill(killed, signal.SIGKILL)
        wait(running, lambda word=word, killed=killed: running.child(word) not in {0, killed}, seconds=30)
    wait(running, lambda: running.status("/healthz") == 200, seconds=60)
    wait(running, running.worker_answers, seconds=120)

    children = [
        running.child(word) for word in ("lms.supervisor.web", "lms.supervisor.worker", "valkey-server")
    ]
    began = time.monotonic()
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(timeout=15) == 0, running.said()
    assert time.monotonic() - began < 10
    assert not [child for child in children if alive(child)]
    assert re.search(r"Đã dừng\.\s*$", running.said())
