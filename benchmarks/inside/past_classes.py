"""One workbook of ten thousand people, most of them in the register: forecast, recording and undoing by the worker."""

import io
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from benchmarks.inside import start

ROWS, STRANGERS = 10_000, 500


def main() -> None:
    start.setup()
    from common import clock
    from courses.models import PastClass
    from courses.models.past import PastState
    from courses.resources.past_classes import job
    from courses.resources.past_classes.checking import submit
    from people.models import Account

    admin = Account.objects.filter(is_superuser=True).first()
    assert admin
    data = _book()
    sent = _spent(lambda: submit(data, file_name="muoi-nghin.xlsx", at=clock.now(), by=admin))
    past = PastClass.objects.latest("pk")
    forecast = sent + (_spent(lambda: job.run(past.pk, clock.now)) if past.state == PastState.READING else 0)
    past.refresh_from_db()
    assert past.state == PastState.CHECKED, (past.state, past.reason)
    found: dict[str, object] = {"forecast": forecast, "rows": past.totals["rows"], "new": past.totals["new"]}
    rows = PastClass.objects.filter(pk=past.pk)
    for name, state in (("record", PastState.QUEUED), ("undo", PastState.UNDOING)):
        rows.update(state=state, leased_until=None)
        found[name] = _spent(lambda: job.run(past.pk, clock.now))
    start.tell(found)


def _book() -> bytes:
    import xlsxwriter

    from common import clock
    from courses.models import Course
    from courses.queries.releases import newest_release
    from people.models import OrgUnit, Person, Posting
    from people.rosters.row import identity_hash

    course = next(one for one in Course.objects.order_by("pk") if newest_release(one))
    unit = OrgUnit.objects.filter(level="xa", is_office=False, valid_to__isnull=True).order_by("pk").first()
    assert unit
    numbers = [f"099288{n:06d}" for n in range(ROWS)]
    people = [
        Person(
            staff_code=f"K{n:06d}", full_name=_name(n), created_at=clock.now(), id_hash=identity_hash(number),
            id_kind="cccd", id_last3=number[-3:],
        ).set_keys()
        for n, number in enumerate(numbers[:-STRANGERS])
    ]  # fmt: skip
    Person.objects.bulk_create(people, batch_size=500)
    Posting.objects.bulk_create(
        (Posting(person=person, unit=unit, starts_on=date(2024, 1, 1)) for person in people), batch_size=500
    )
    head: list[tuple[str, Any]] = [
        ("Tên lớp", "Lớp mười nghìn người"), ("Khóa học", course.code), ("Đơn vị chủ trì", unit.full_name),
        ("Từ ngày", "14/08/2025"), ("Đến ngày", "16/08/2025"), ("Địa điểm", "Nhà thi đấu"), ("Số tiết", 16),
    ]  # fmt: skip
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet("Lớp")
        for at, line in enumerate(head):
            page.write_row(at, 0, line)
        page = book.add_worksheet("Người dự")
        page.write_row(0, 0, ["STT", "Họ và tên", "Số CCCD", "Đơn vị công tác"])
        for at, number in enumerate(numbers, start=1):
            page.write_row(at, 0, [at, _name(at - 1), number, unit.full_name])
    return target.getvalue()


def _name(number: int) -> str:
    return f"Nguyễn Thị Hồng {chr(65 + number % 26)}"


def _spent(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
