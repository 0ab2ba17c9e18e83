"""With a real queue and a real worker: killed in the middle of an import, the next one goes on."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from common import clock
from people.models import Person, Posting, Roster
from people.models.roster import State
from tests.embedded_queue import EmbeddedQueue
from tests.factories.people import OrgUnitFactory
from tests.people.sheets import AT, cadre, forecast
from tests.workers import Workers

pytestmark = [pytest.mark.queue, pytest.mark.django_db(transaction=True)]
WORK = "people.periodic.work_on_roster"
PATIENCE, PEOPLE = 120, 6_000


def until(workers: Workers, fits: Callable[[Roster], bool]) -> Roster:
    deadline = time.monotonic() + PATIENCE
    while not fits(roster := Roster.objects.get()):
        told = (roster.state, roster.stage, roster.done, roster.reason, workers.logs())
        assert time.monotonic() < deadline, told
        time.sleep(0.05)
    return roster


@pytest.fixture
def workers(
    embedded_queue: EmbeddedQueue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workers]:
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # Celery would prefer it to the queue of this test
    made = Workers(tmp_path, embedded_queue, "import", PERSON_HASH_KEY=django_settings.PERSON_HASH_KEY)
    yield made
    made.end()


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
        workers.send(WORK, roster.pk)
    until(workers, lambda one: one.stage == "write" and one.done >= 1_000)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    written = Roster.objects.get().batches.count()
    assert written >= 1
    assert Person.objects.count() == min(PEOPLE, written * 1_000)

    Roster.objects.update(leased_until=clock.now() - timedelta(seconds=1))  # a minute later
    workers.start()
    workers.send(WORK, roster.pk)
    done = until(workers, lambda one: one.state in (State.APPLIED, State.FAILED) and not one.file)
    assert (done.state, done.totals["created"]) == (State.APPLIED, PEOPLE)
    assert Person.objects.count() == Posting.objects.count() == done.rows.count() == PEOPLE
    codes = Person.objects.order_by("pk").values_list("staff_code", flat=True)
    assert list(codes) == [f"CB{number:06d}" for number in range(1, PEOPLE + 1)]
    assert not (workers.folder / "private" / str(roster.file.name)).exists()
