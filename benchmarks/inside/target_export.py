"""The real job that makes a file of everybody behind a figure, beside the same rows straight out of the database."""

import csv
import io
import resource
from typing import Any

from benchmarks.inside import big_province, start
from benchmarks.inside.target_lists import used

COLUMNS = ["ma", "chuc-vu", "don-vi", "tinh-trang", "ngay", "ly-do"]
BARE = (
    "SELECT p.full_name, p.staff_code, o.position, u.full_name, s.kind, s.completed_on, s.reason "
    "FROM reports_targetspan s JOIN people_person p ON p.id = s.person "
    "JOIN people_orgunit u ON u.id = s.unit JOIN people_posting o ON o.person_id = p.id "
    "WHERE s.roll_up_id = {roll_up} AND s.starts_on <= '{day}' AND s.ends_on > '{day}' "
    "AND o.starts_on <= '{day}' AND (o.ends_on IS NULL OR o.ends_on > '{day}') ORDER BY p.sort_key"
)


def main() -> None:
    start.setup()
    from reports.models import Target

    _parallel_workers("0")
    target = Target.objects.get(code=big_province.TARGET)
    made = {form: _made(target, form) for form in ("csv", "xlsx")}
    bare, rows = _bare(target)
    _parallel_workers("DEFAULT")
    leader, _rows = _bare(target)
    start.tell({"bare": bare, "bare_rows": rows, "bare_leader": leader, **made})


def _parallel_workers(most: str) -> None:
    """None of PostgreSQL's for either side: `used` sees one backend, and all of the work is to be told."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET max_parallel_workers_per_gather TO {most}")


def _made(target: Any, form: str) -> dict[str, float]:
    from common import clock
    from people.models import Account
    from reports.models import ExportFile
    from reports.queries.selection import Selection
    from reports.services.exporting.asking import ask
    from reports.services.exporting.work import run

    asked = {
        "target": target.code, "as_of": clock.today().isoformat(), "frame": "now",
        "selection": Selection().told(), "columns": COLUMNS,
    }  # fmt: skip
    by = Account.objects.filter(is_superuser=True).first()
    assert by
    job = ask(kind=ExportFile.Kind.PEOPLE, form=form, title="Đo", asked=asked, rows=0, by=by, at=clock.now())
    before, begun = _memory(), used()
    assert run(job.pk, clock.now)
    spent = used() - begun
    job = ExportFile.objects.get(pk=job.pk)
    assert job.state == "done", job.state
    return {"seconds": spent, "rows": job.rows or 0, "mb": _memory() - before}


def _bare(target: Any) -> tuple[float, int]:
    """COPY on PostgreSQL; SQLite has none: the cursor's rows through `csv`."""
    from django.db import connection

    from common import clock

    statement = BARE.format(roll_up=target.roll_ups.latest("pk").pk, day=clock.today().isoformat())
    begun, out = used(), io.StringIO()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY ({statement}) TO STDOUT WITH CSV") as copy:
                rows = sum(bytes(part).count(b"\n") for part in copy)
        else:
            cursor.execute(statement)
            writer, rows = csv.writer(out), 0
            for row in cursor.fetchall():
                writer.writerow(row)
                rows += 1
    return used() - begun, rows


def _memory() -> float:
    """The most this process has ever held, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
