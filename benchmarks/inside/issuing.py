"""A class issued as the worker does it, and single completions that the embedded worker turns into files."""

import resource
import sys
import time
from secrets import token_hex
from typing import Any

from benchmarks.inside import start


def main(what: str, people: str) -> None:
    start.setup()
    start.tell({"class": _class, "passes": _passes}[what](int(people)))


def _class(people: int) -> dict[str, float]:
    """From the first number to the zip: wall, CPU of all processes, queries of this one."""
    from django.db import connection

    from certificates.models import Certificate
    from certificates.services.batches import work
    from certificates.services.batches.starting import ClassChoice, start_class
    from common import clock
    from people.models import Account

    release, enrolments = _completed(people)
    by = Account.objects.filter(is_superuser=True).first() or Account.objects.first()
    assert by
    begun, spent = time.perf_counter(), _cpu()
    asked = _Counter()
    with connection.execute_wrapper(asked):
        batch = start_class(
            ClassChoice(release, None), enrolments=enrolments, with_paper=False, by=by, at=clock.now()
        )
        work.run(batch.pk, clock.now)
    wall, cpu = time.perf_counter() - begun, _cpu() - spent
    batch.refresh_from_db()
    made = Certificate.objects.filter(enrolment__in=enrolments).exclude(pdf="")
    numbers = sorted(made.values_list("number", flat=True))
    assert len(numbers) == people, (batch.state, batch.reason, len(numbers))
    assert numbers[-1] - numbers[0] == people - 1
    # The drawing processes ask for ten certificates at a time and write each once: 1.1 a certificate.
    return {
        "wall": wall, "cpu": cpu, "queries": asked.number / people + 1.1, "print_mb": batch.print_file.size / 1e6,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }  # fmt: skip


def _passes(people: int) -> dict[str, list[float]]:
    """Seconds from a completion's commit to a stored file; event and progress are written here, not by grading a test."""
    from django.db import transaction

    from certificates.models import Certificate
    from common import clock, nudges

    _release, enrolments = _completed(people, due=False)
    waited = []
    for key in enrolments:
        begun = time.perf_counter()
        with transaction.atomic():
            _complete([key], clock.now())
            nudges.send("course_completed", key)
        while not Certificate.objects.filter(enrolment=key).exclude(pdf="").exists():
            assert time.perf_counter() - begun < 60, "no certificate within a minute"
            time.sleep(0.02)
        waited.append(time.perf_counter() - begun)
    return {"seconds": waited}


class _Counter:
    number = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.number += 1
        return execute(sql, params, many, context)


def _completed(people: int, *, due: bool = True) -> tuple[Any, list[int]]:
    """Learners with posts in a course of the demonstration, enrolled, and completed where they are due."""
    from common import clock
    from courses.models import CourseRelease, Enrolment
    from people.models import OrgUnit, Person, Posting
    from people.models.org_unit import Level

    now = clock.now()
    release = CourseRelease.objects.order_by("pk").last()
    units = list(OrgUnit.objects.filter(level=Level.COMMUNE, valid_to=None)[:50])
    assert release
    assert units
    mark = token_hex(4)
    learners = Person.objects.bulk_create(
        (
            Person(full_name=f"Nguyễn Thị Thứ {n}", staff_code=f"{mark}{n}", created_at=now).set_keys()
            for n in range(people)
        ),
        batch_size=500,
    )
    Posting.objects.bulk_create(
        (
            Posting(person=one, unit=units[n % len(units)], position="Công chức", starts_on="2026-01-01")
            for n, one in enumerate(learners)
        ),
        batch_size=500,
    )
    enrolments = Enrolment.objects.bulk_create(
        (Enrolment(learner=one, course=release.course, release=release, enrolled_at=now) for one in learners),
        batch_size=500,
    )
    keys = [one.pk for one in enrolments]
    if due:
        _complete(keys, now)
    return release, keys


def _complete(keys: list[int], at: Any) -> None:
    from courses.models import EnrolmentProgress, LearningEvent

    LearningEvent.objects.bulk_create(
        (
            LearningEvent(
                enrolment_id=key, kind="assessment_passed", occurred_at=at, recorded_at=at, source="quiz",
                evidence={"score": 9, "of": 10},
            )
            for key in keys
        ),
        batch_size=500,
    )  # fmt: skip
    EnrolmentProgress.objects.bulk_create(
        (
            EnrolmentProgress(
                enrolment_id=key, state="completed", done=1, required=1, started_at=at, completed_at=at
            )
            for key in keys
        ),
        batch_size=500,
    )


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main(*sys.argv[1:3])
