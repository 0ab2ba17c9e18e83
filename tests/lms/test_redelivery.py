"""A task whose worker is killed is not lost: the next embedded worker gives it back and does it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery

from lms.supervisor.redelivery import give_back
from tests.embedded_queue import EmbeddedQueue
from tests.lms.test_supervisor import eventually

pytestmark = pytest.mark.queue


@pytest.fixture
def app(embedded_queue: EmbeddedQueue, monkeypatch: pytest.MonkeyPatch) -> Iterator[Celery]:
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # Celery would prefer it to the broker named here
    with Celery("office", broker=embedded_queue.broker_url, set_as_current=False) as app:
        yield app


@pytest.fixture
def workers(embedded_queue: EmbeddedQueue) -> Iterator[list[subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for worker in started:
        if worker.poll() is None:
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def start_worker(queue: EmbeddedQueue) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "celery",
        "--quiet",
        "-A",
        "tests.lms.probe",
        "worker",
        "-P",
        "threads",
        "-c",
        "1",
    ]
    return subprocess.Popen(
        [*command, "--without-gossip", "--without-mingle", "--loglevel", "ERROR"],
        env={**os.environ, **queue.environment},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_a_task_of_a_killed_worker_is_done_by_the_next(
    embedded_queue: EmbeddedQueue, app: Celery, workers: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    app.send_task("tests.lms.probe.work", [str(tmp_path)])
    workers.append(start_worker(embedded_queue))
    assert eventually((tmp_path / "started").exists, seconds=60)
    os.killpg(workers[0].pid, signal.SIGKILL)
    workers[0].wait()

    assert give_back(app) == 1
    assert give_back(app) == 0, "it is given back once"
    workers.append(start_worker(embedded_queue))
    assert eventually((tmp_path / "done").exists, seconds=60)
    assert eventually(lambda: give_back(app) == 0, seconds=10), "done means acknowledged"


def test_nothing_unfinished_is_nothing_to_give_back(app: Celery) -> None:
    assert give_back(app) == 0
