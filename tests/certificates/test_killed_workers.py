"""Many due, workers killed at random moments: in the end exactly as many, numbered without a gap, each file whole."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from certificates.models import Certificate, CertificateBatch
from certificates.services.batches.starting import ClassChoice, start_class
from common.clock import now
from courses.models import CourseRelease, Enrolment, EnrolmentProgress, LearningEvent
from people.models import OrgUnit, Person, Posting
from tests.certificates.conftest import COMPLETED, STARTED
from tests.factories.people import AccountFactory
from tests.workers import same_database

pytestmark = [pytest.mark.queue, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]
PEOPLE, KILLS, PATIENCE = int(os.environ.get("KILLED_PEOPLE", "1000")), 3, 600
WORK = """
import django; django.setup()
from certificates.services.batches import work
from common.clock import now
work.run({pk}, now)
"""


def a_class(release: CourseRelease, commune: OrgUnit, people: int) -> list[int]:
    """Completions in bulk: what the record would say, without folding it a thousand times."""
    learners = Person.objects.bulk_create(
        Person(
            full_name=f"Nguyễn Văn Thứ {number}", staff_code=f"KT{number:05d}", created_at=STARTED
        ).set_keys()
        for number in range(people)
    )
    Posting.objects.bulk_create(
        Posting(person=one, unit=commune, position="Công chức", starts_on=STARTED.date()) for one in learners
    )
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(learner=one, course=release.course, release=release, enrolled_at=STARTED)
        for one in learners
    )
    LearningEvent.objects.bulk_create(
        LearningEvent(
            enrolment=one, kind="assessment_passed", occurred_at=COMPLETED, recorded_at=COMPLETED, source="quiz",
            evidence={"score": 9, "of": 10},
        )
        for one in enrolments
    )  # fmt: skip
    EnrolmentProgress.objects.bulk_create(
        EnrolmentProgress(enrolment=one, state="completed", done=1, required=1, completed_at=COMPLETED)
        for one in enrolments
    )
    return [one.pk for one in enrolments]


def environment(folder: Path) -> dict[str, str]:
    """The test's database, with private files of its own."""
    return os.environ | same_database(folder) | {
        "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
        "PERSON_HASH_KEY": django_settings.PERSON_HASH_KEY, "LOG_LEVEL": "ERROR",
    }  # fmt: skip


def unfinished() -> int:
    """People whose certificate is not entered, or has no file."""
    return PEOPLE - Certificate.objects.exclude(pdf="").count()


def test_killed_at_random_moments_nothing_is_lost_doubled_or_half(
    release: CourseRelease, commune: OrgUnit, tmp_path: Path, settings: Any
) -> None:
    settings.NUDGES = {}  # the workers are ours
    choice = ClassChoice(release, commune)
    batch = start_class(
        choice, enrolments=a_class(release, commune, PEOPLE), with_paper=False, by=AccountFactory(), at=now()
    )
    environ, chance = environment(tmp_path), random.Random(7)
    for _kill in range(KILLS):
        worker = _start(batch.pk, environ)
        _until_moved(batch)
        time.sleep(chance.uniform(0, 1.5))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        assert unfinished(), "it had come to its end before it was killed"
        past = now() - timedelta(seconds=1)
        CertificateBatch.objects.filter(pk=batch.pk).exclude(state="done").update(
            leased_until=past, attempts=0
        )
    assert _start(batch.pk, environ).wait(PATIENCE) == 0
    batch.refresh_from_db()
    assert (batch.state, batch.reason) == ("done", "")
    issued = list(Certificate.objects.order_by("number"))
    assert [one.number for one in issued] == list(range(1, PEOPLE + 1))
    assert len({one.enrolment_id for one in issued}) == PEOPLE
    for one in issued:
        file = (tmp_path / "private" / str(one.pdf.name)).read_bytes()
        assert hashlib.sha256(file).hexdigest() == one.pdf_sha256
    assert (tmp_path / "private" / str(batch.print_file.name)).exists()


def _start(pk: int, environ: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", WORK.format(pk=pk)], cwd=ROOT, env=environ)


def _until_moved(batch: CertificateBatch) -> None:
    """Until this worker has written something, or all is done."""
    before = Certificate.objects.exclude(pdf="").count()
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if not unfinished() or Certificate.objects.exclude(pdf="").count() > before:
            return
        time.sleep(0.05)
    raise AssertionError("the worker did nothing")
