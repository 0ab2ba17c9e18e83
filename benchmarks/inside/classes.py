"""A class of five thousand: the invitation, the roll's first and middle page, the attendance sheet."""

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from benchmarks.inside import start

INVITED, RUNS = 5000, 7


def main() -> None:
    start.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from common import clock
    from courses.services.training.inviting import invite

    session, people, by = _made()
    spent = _spent(lambda: invite(session=session, people=people, at=clock.now(), by=by))
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(by)
    pages = {"first": f"/nhan-su/lop/{session.uuid}/hoc-vien/", "detail": f"/nhan-su/lop/{session.uuid}/"}
    pages["middle"] = f"{pages['first']}?page=50"
    found: dict[str, object] = {"invite": spent}
    for name, address in pages.items():
        client.get(address)
        found[name] = statistics.median(_spent(partial(client.get, address)) for _run in range(RUNS))
    with CaptureQueriesContext(connection) as asked:
        client.get(pages["middle"])
    start.tell(found | {"statements": len(asked)})


def _made() -> tuple[Any, list[int], Any]:
    from common import clock
    from courses.models import CourseRelease, TrainingSession
    from people.models import Account, OrgUnit, Person, Posting

    at, unit = clock.now(), OrgUnit.objects.filter(level="xa", valid_to__isnull=True).first()
    people = [
        Person(staff_code=f"L{n:06d}", full_name=f"Nguyễn Thị Hồng {n}", created_at=at).set_keys()
        for n in range(INVITED)
    ]
    Person.objects.bulk_create(people, batch_size=500)
    Posting.objects.bulk_create(
        (
            Posting(person=person, unit=unit, position="Công chức", starts_on=date(2024, 1, 1))
            for person in people
        ),
        batch_size=500,
    )
    session = TrainingSession.objects.create(
        code="DO-5000", release=CourseRelease.objects.first(), title="Lớp năm nghìn người", lead_unit=unit,
        state="open", capacity=INVITED - 500, hours=8, attendance_percent=80, created_at=at,
    )  # fmt: skip
    session.meetings.create(
        starts_at=at + timedelta(days=9), ends_at=at + timedelta(days=9, hours=3), hall="Nhà thi đấu",
        place_key="nha thi dau", changed_at=at,
    )  # fmt: skip
    return session, [person.pk for person in people], Account.objects.filter(is_superuser=True).first()


def _spent(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
