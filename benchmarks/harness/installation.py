"""An installation of its own in a temporary folder: database, queue, demonstration data; gone afterwards."""

import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.harness import databases
from lms.supervisor import config, stamps, valkey
from lms.supervisor.config import ROOT, Config

UNSET = (
    "DATABASE_URL",
    "CELERY_BROKER_URL",
    "CACHE_URL",
    "QUEUE_SOCKET",
    "DJANGO_SETTINGS_MODULE",
    "SITE_ADDRESS",
)
# One key for all processes: a session made under one key is a stranger's under another.
KEYS = {"SECRET_KEY": "only-for-measuring-" * 4, "PERSON_HASH_KEY": "only-for-measuring-" * 4}
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "lms.settings.production",
    "ALLOWED_HOSTS": "127.0.0.1",
    "SITE_ADDRESS": "http://127.0.0.1",
    "SECURE_SSL_REDIRECT": "0",
    "DEMO": "0",
}


class Installation:
    """State, database and queue of one run of the benchmarks."""

    def __init__(self, profile: str) -> None:
        self.production = profile == "production"
        self.folder = Path(tempfile.mkdtemp(prefix="lopso-bench-"))
        self.port = free_port()
        self.database: databases.Database = (
            databases.create(os.environ.get("DATABASE_URL"))
            if self.production
            else databases.Sqlite(self.folder / "var" / "lopso.sqlite3")
        )
        self.timings: dict[str, float] = {}
        self.cpu: dict[str, float] = {}
        self.queue: subprocess.Popen[bytes] | None = None

    @property
    def environ(self) -> dict[str, str]:
        """What a process of the embedded profile sees; nothing of the caller's own settings."""
        inherited = {name: value for name, value in os.environ.items() if name not in UNSET}
        return inherited | {
            "DATA_DIR": str(self.folder / "var"), "PORT": str(self.port), "HOST": "127.0.0.1", "DEMO": "1",
            "LOG_LEVEL": "WARNING", "PYTHONPATH": str(ROOT), **KEYS, **self.database.environ,
        }  # fmt: skip

    @property
    def config(self) -> Config:
        return config.read(self.environ)

    def serving(self, settings: str = "") -> Mapping[str, str]:
        """The environment of a web process: the profile's own, or a control's settings."""
        here = self.environ | {"QUEUE_SOCKET": str(self.config.queue_socket)}
        if settings:
            return here | {"DJANGO_SETTINGS_MODULE": settings}
        if not self.production:
            return here
        queue = self.config.queue_socket
        return here | PRODUCTION | {
            "CACHE_URL": f"unix://{queue}?db=1", "CELERY_BROKER_URL": f"redis+socket://{queue}?virtual_host=0",
        }  # fmt: skip

    def start_queue(self) -> None:
        spec = valkey.spec(self.config.queue_socket, self.folder / "var" / "queue", valkey.server_binary())
        self.queue = subprocess.Popen(spec.argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(lambda: valkey.answers(self.config.queue_socket), 30, "the queue")

    def stop_queue(self) -> None:
        if self.queue:
            end(self.queue)
            self.queue = None

    def prepare(self) -> None:
        """What a first start prepares, each part timed."""
        for part in ("migrate", "static", "demo"):
            begun, spent = time.monotonic(), _children_cpu()
            self.manage("prepare", part)
            self.timings[part], self.cpu[part] = time.monotonic() - begun, _children_cpu() - spent
        stamps.keep(self.config, stamps.due(self.config))

    def manage(self, *arguments: str) -> None:
        self._run(sys.executable, str(ROOT / "manage.py"), *arguments)

    def ask(self, module: str, *arguments: str, settings: str = "") -> Any:
        """Run `python -m module` inside Django and return the JSON of its last line."""
        said = self._run(sys.executable, "-m", module, *arguments, settings=settings)
        return json.loads(said.splitlines()[-1])

    def close(self) -> None:
        self.stop_queue()
        self.database.drop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, *command: str, settings: str = "") -> str:
        environ = dict(self.serving(settings or "lms.settings.dev"))
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(
                f"{' '.join(command[1:])} failed\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
            )
        return done.stdout


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(ready: Any, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not answer within {seconds:g} s")
        time.sleep(0.02)


def end(process: subprocess.Popen[bytes], seconds: float = 8) -> None:
    """Ask a process to stop, insist after a while."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
