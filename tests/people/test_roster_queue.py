"""With a real queue and a real worker: killed in the middle of an import, the next one goes on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from celery import Celery
from django.conf import settings as django_settings
from django.db import connection

from common import clock
from people.models import Person, Posting, Roster
from people.models.roster import State
from tests.embedded_queue import EmbeddedQueue
from tests.factories.people import OrgUnitFactory
from tests.people.sheets import AT, cadre, forecast

pytestmark = [pytest.mark.queue, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]
PATIENCE, PEOPLE = 120, 6_000


class Workers:
    """Workers on the test's database, with private files of their own."""

    def __init__(self, folder: Path, queue: EmbeddedQueue) -> None:
        self.folder, self.queue = folder, Celery(broker=queue.broker_url, set_as_current=False)
        self.environment = os.environ | queue.environment | self._database() | {
            "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "lms.settings.dev", "CELERY_SKIP_CHECKS": "1",
            "PERSON_HASH_KEY": django_settings.PERSON_HASH_KEY, "LOG_LEVEL": "WARNING",
        }  # fmt: skip
        self.running: list[subprocess.Popen[bytes]] = []

    def _database(self) -> dict[str, str]:
        known = connection.settings_dict
        if connection.vendor == "sqlite":
            (self.folder / "lopso.sqlite3").symlink_to(known["NAME"])
            return {"DATABASE_URL": ""}
        host = f"{known['HOST'] or 'localhost'}:{known['PORT'] or 5432}"
        return {"DATABASE_URL": f"postgres://{known['USER']}:{known['PASSWORD']}@{host}/{known['NAME']}"}

    def start(self) -> subprocess.Popen[bytes]:
        argv = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "lms",
            "worker",
            "--pool",
            "threads",
            "--concurrency",
            "2",
        ]
        argv += ["--queues", "default,import", "--without-gossip", "--without-mingle", "--without-heartbeat"]
        log = (self.folder / f"worker-{len(self.running)}.log").open("wb")
        worker = subprocess.Popen(argv, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        self.running.append(worker)
        return worker

    def send(self, pk: int) -> None:
        self.queue.send_task("people.periodic.work_on_roster", args=[pk], queue="import")

    def until(self, fits: Callable[[Roster], bool]) -> Roster:
        deadline = time.monotonic() + PATIENCE
        while not fits(roster := Roster.objects.get()):
            logs = [path.read_text() for path in self.folder.glob("*.log")]
            assert time.monotonic() < deadline, (roster.state, roster.stage, roster.done, roster.reason, logs)
            time.sleep(0.05)
        return roster


@pytest.fixture
def workers(
    embedded_queue: EmbeddedQueue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workers]:
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # Celery would prefer it to the queue of this test
    made = Workers(tmp_path, embedded_queue)
    yield made
    for worker in made.running:
        worker.kill()
        worker.wait()


def queued(folder: Path) -> Roster:
    """A checked roster in the worker's own storage."""
    OrgUnitFactory(name="Bảo Hòa", full_name="Xã Bảo Hòa")
    roster = forecast(*(cadre(number) for number in range(PEOPLE)))
    copy = folder / "private" / str(roster.file.name)
    copy.parent.mkdir(parents=True)
    copy.write_bytes(roster.file.read())
    Roster.objects.update(state=State.QUEUED, asked_at=AT)
    return roster


def test_a_worker_killed_in_the_middle_of_an_import(workers: Workers) -> None:
    roster = queued(workers.folder)
    first = workers.start()
    for _message in range(3):  # delivered three times, worked on once
        workers.send(roster.pk)
    workers.until(lambda one: one.stage == "write" and one.done >= 1_000)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    written = Roster.objects.get().batches.count()
    assert written >= 1
    assert Person.objects.count() == min(PEOPLE, written * 1_000)

    Roster.objects.update(leased_until=clock.now() - timedelta(seconds=1))  # a minute later
    workers.start()
    workers.send(roster.pk)
    done = workers.until(lambda one: one.state in (State.APPLIED, State.FAILED) and not one.file)
    assert (done.state, done.totals["created"]) == (State.APPLIED, PEOPLE)
    assert Person.objects.count() == Posting.objects.count() == done.rows.count() == PEOPLE
    codes = Person.objects.order_by("pk").values_list("staff_code", flat=True)
    assert list(codes) == [f"CB{number:06d}" for number in range(1, PEOPLE + 1)]
    assert not (workers.folder / "private" / str(roster.file.name)).exists()
