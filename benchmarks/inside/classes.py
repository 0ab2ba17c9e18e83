"""A class of five thousand: the invitation, the roll's first and middle page, scans, the end."""

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from benchmarks.inside import start

INVITED, RUNS = 5000, 7
SCANS, ATTENDED = 500, 1000


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
    start.tell(found | {"statements": len(asked)} | _attended(session, by, client))


def _attended(session: Any, by: Any, client: Any) -> dict[str, object]:
    """Five hundred badges in batches as phones send them, the list of five thousand, the end of a class of a thousand."""
    from common import clock

    now, meeting = clock.now(), session.meetings.get()
    session.meetings.update(starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(hours=3))
    page = f"/nhan-su/lop/buoi/{meeting.uuid}/diem-danh/?page=25"
    client.get(page)
    found: dict[str, object] = {
        "list": statistics.median(_spent(partial(client.get, page)) for _run in range(RUNS))
    }
    codes = list(session.seats.filter(state="invited").values_list("person__staff_code", flat=True)[:SCANS])
    found["scans"] = _spent(
        lambda: [_send(client, session, meeting, codes[n : n + 20]) for n in range(0, SCANS, 20)]
    )
    found["scanned"] = meeting.attendance.count()
    found["close"] = _closed(session, by)
    return found


def _send(client: Any, session: Any, meeting: Any, codes: list[str]) -> None:
    now = int(time.time() * 1000)
    scans = [
        {"uuid": str(uuid4()), "meeting": str(meeting.uuid), "code": code, "at": now, "told": now}
        for code in codes
    ]
    address = f"/nhan-su/lop/{session.uuid}/quet/gui/"
    assert client.post(address, {"scans": scans}, content_type="application/json").status_code == 200


def _closed(session: Any, by: Any) -> float:
    """A class of its own with a thousand people of the first."""
    from common import clock
    from courses.models import Seat, TrainingSession
    from courses.services.progress import rebuild
    from courses.services.training.closing import close_session
    from courses.services.training.ticking import all_present

    now = clock.now()
    other = TrainingSession.objects.create(
        code="DO-1000", release=session.release, title="Lớp một nghìn người", lead_unit=session.lead_unit,
        state="running", capacity=ATTENDED, hours=8, attendance_percent=80, created_at=now,
    )  # fmt: skip
    meeting = other.meetings.create(
        starts_at=now - timedelta(hours=4), ends_at=now - timedelta(hours=1), hall="Nhà thi đấu",
        place_key="nha thi dau", changed_at=now,
    )  # fmt: skip
    people = session.seats.order_by("pk").values_list("person", "unit")[:ATTENDED]
    Seat.objects.bulk_create(
        Seat(session=other, person_id=person, unit_id=unit, state="confirmed", created_at=now)
        for person, unit in people
    )
    all_present(meeting=meeting, at=now, by=by)
    spent = _spent(lambda: close_session(session=other, at=now, by=by))
    assert rebuild(write=False) == []
    return spent


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
