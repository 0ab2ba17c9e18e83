"""Real Celery workers on the test's database, to be killed by tests."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from celery import Celery
from django.db import connection

from tests.embedded_queue import EmbeddedQueue

ROOT = Path(__file__).resolve().parents[1]


def same_database(folder: Path) -> dict[str, str]:
    """Lets a process with `folder` as its own read and write what this test does."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        (folder / "lopso.sqlite3").symlink_to(known["NAME"])
        return {"DATABASE_URL": ""}
    host = f"{known['HOST'] or 'localhost'}:{known['PORT'] or 5432}"
    return {"DATABASE_URL": f"postgres://{known['USER']}:{known['PASSWORD']}@{host}/{known['NAME']}"}


class Workers:
    """Workers of one queue besides the default one, with private files of their own in `folder`."""

    def __init__(self, folder: Path, queue: EmbeddedQueue, works_on: str, **environment: str) -> None:
        self.folder, self.works_on = folder, works_on
        self.queue = Celery(broker=queue.broker_url, set_as_current=False)
        self.environment = os.environ | queue.environment | same_database(folder) | {
            "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "lms.settings.dev", "CELERY_SKIP_CHECKS": "1",
            "LOG_LEVEL": "WARNING",
        } | environment  # fmt: skip
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        argv = [
            sys.executable, "-m", "celery", "-A", "lms", "worker", "--pool", "threads", "--concurrency", "2",
            "--queues", f"default,{self.works_on}", "--without-gossip", "--without-mingle", "--without-heartbeat",
        ]  # fmt: skip
        log = (self.folder / f"worker-{len(self.running)}.log").open("wb")
        worker = subprocess.Popen(argv, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        self.running.append(worker)
        return worker

    def send(self, task: str, *args: Any, queue: str = "") -> None:
        self.queue.send_task(task, args=args, queue=queue or self.works_on)

    def logs(self) -> list[str]:
        """What they wrote, for a test that waited in vain."""
        return [path.read_text() for path in self.folder.glob("*.log")]

    def end(self) -> None:
        for worker in self.running:
            worker.kill()
            worker.wait()
