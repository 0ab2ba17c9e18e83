"""A worker killed in the middle of a file: no half file is offered, and another worker makes the whole one, once."""

import csv
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from common.clock import now, today
from people.models import Account, OrgUnit, Person, Posting
from reports.models import ExportFile, JobState, Target
from reports.services.exporting.asking import ask
from reports.services.jobs import send_waiting
from tests.certificates.test_killed_workers import ROOT, environment

pytestmark = [pytest.mark.queue, pytest.mark.django_db(transaction=True)]
LIST, PEOPLE, PATIENCE = "/nhan-su/tep-da-xuat/", 600, 120
WORK = """
import django; django.setup()
from common.clock import now
from reports.services.exporting import work
print(work.run({pk}, now))
"""
# The same worker, held up when the first piece of the rows is on the disk.
HELD_UP = """
import django; django.setup()
import pathlib, time
from common.clock import now
from reports.services.exporting import work, writing
pieces = writing.csv_chunks
def held_up(*args):
    for number, piece in enumerate(pieces(*args)):
        yield piece
        if number == 0:
            pathlib.Path({mark!r}).touch()
            time.sleep(600)
writing.csv_chunks = held_up
work.run({pk}, now)
"""


@pytest.fixture
def export(officer: Account, desk_target: Target, xuan_dinh: OrgUnit, settings: Any) -> ExportFile:
    """Asked for; some hundred people, so that a file has a middle."""
    settings.NUDGES = {}  # the workers are ours
    people = Person.objects.bulk_create(
        Person(full_name=f"Lê Văn {number}", staff_code=f"XT{number:05d}", created_at=now()).set_keys()
        for number in range(PEOPLE - 2)
    )
    Posting.objects.bulk_create(
        Posting(person=one, unit=xuan_dinh, position="Công chức", starts_on=today() - timedelta(days=90))
        for one in people
    )
    told = {
        "target": "cbql-100", "as_of": today().isoformat(), "frame": "now", "selection": {}, "columns": ["ma"],
    }  # fmt: skip
    return ask(kind="nguoi", form="csv", title="Danh sách", asked=told, rows=PEOPLE, by=officer, at=now())


def start(code: str, environ: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def kill_in_the_middle(export: ExportFile, environ: dict[str, str], mark: Path) -> None:
    worker = start(HELD_UP.format(pk=export.pk, mark=str(mark)), environ)
    deadline = time.monotonic() + PATIENCE
    while not mark.exists():
        assert worker.poll() is None, "it ended by itself"
        assert time.monotonic() < deadline, "it wrote nothing"
        time.sleep(0.05)
    worker.send_signal(signal.SIGKILL)
    assert worker.wait() == -signal.SIGKILL


def test_killed_half_way_it_is_made_once_and_whole(
    client: Client, officer: Account, export: ExportFile, tmp_path: Path
) -> None:
    client.force_login(officer)
    environ, kept = environment(tmp_path), tmp_path / "private" / "exports"
    environ["TMPDIR"] = str(tmp_path)
    kill_in_the_middle(export, environ, tmp_path / "begun")

    export.refresh_from_db()
    assert (export.state, bool(export.file), export.begun) == (JobState.RUNNING, False, 1)
    assert not kept.exists(), "half a file lies where files are kept"
    page = client.get(LIST).content.decode()
    assert "Đang làm" in page
    assert "Tải về" not in page
    assert client.get(f"{LIST}{export.uuid}/tai/").status_code == 404
    assert send_waiting(ExportFile, now) == 0, "its lease still runs"

    ExportFile.objects.update(leased_until=now() - timedelta(seconds=1))
    assert send_waiting(ExportFile, now) == 1
    workers = [start(WORK.format(pk=export.pk), environ) for _ in range(2)]  # a message came twice
    said = [worker.communicate(timeout=PATIENCE)[0].split()[-1] for worker in workers]

    assert sorted(said) == [b"False", b"True"]
    export.refresh_from_db()
    assert (export.state, export.rows, export.begun) == (JobState.DONE, PEOPLE, 2)
    [file] = kept.iterdir()
    assert str(export.file.name) == f"exports/{file.name}"
    with file.open(encoding="utf-8-sig", newline="") as rows:
        assert len({row[2] for row in csv.reader(rows)}) == PEOPLE + 1
    page = client.get(LIST).content.decode()
    assert "lập lại từ đầu lần 2" in page
    assert "Tải về" in page
