"""A large roster beside bare reads of the same file; each part in a process of its own, so that memory can be told."""

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.harness import cpu
from benchmarks.inside import start


def main(what: str, path: str) -> None:
    start.setup()
    start.tell({"calamine": _calamine, "openpyxl": _openpyxl, "forecast": _forecast, "apply": _apply, "again": _again,
                "undo": _undo}[what](Path(path)))  # fmt: skip


def _calamine(path: Path) -> dict[str, float]:
    from python_calamine import CalamineWorkbook

    def read() -> int:
        book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)

    return _spent(read)


def _openpyxl(path: Path) -> dict[str, float]:
    from openpyxl import load_workbook

    def read() -> int:
        book = load_workbook(path, read_only=True)
        return sum(1 for sheet in book for _row in sheet.iter_rows(values_only=True))

    return _spent(read)


def _forecast(path: Path) -> dict[str, float]:
    """What a worker does with an uploaded file: read, judge, keep the outcome of every row, write the log."""
    from common import clock
    from people.models.roster import State
    from people.resources import job, submit_roster

    roster = submit_roster(path.read_bytes(), file_name=path.name, as_of=_as_of(), at=clock.now(), by=None)
    found = _spent(lambda: roster.state == State.CHECKED or job.run(roster.pk, clock.now))
    return found | _facts(roster)


def _apply(path: Path) -> dict[str, float]:
    from common import clock
    from people.models import Roster
    from people.models.roster import State
    from people.resources import job

    roster = _latest(path)
    Roster.objects.filter(pk=roster.pk).update(state=State.QUEUED, asked_at=clock.now())
    return _spent(lambda: job.run(roster.pk, clock.now)) | _facts(roster)


def _again(path: Path) -> dict[str, float]:
    """The same file once more: every person is found, none changes."""
    found = _forecast(path)
    roster = _latest(path)
    assert roster.totals["unchanged"] == roster.totals["data_rows"], roster.totals
    return found


def _undo(path: Path) -> dict[str, float]:
    from common import clock
    from people.models import Roster
    from people.models.roster import State
    from people.resources import job

    roster = Roster.objects.filter(file_name=path.name, state=State.APPLIED).latest("pk")
    Roster.objects.filter(pk=roster.pk).update(state=State.UNDOING, leased_until=None)
    return _spent(lambda: job.run(roster.pk, clock.now)) | _facts(roster)


def _as_of() -> Any:
    from benchmarks.inside.roster_file import AS_OF

    return AS_OF


def _latest(path: Path) -> Any:
    from people.models import Roster

    return Roster.objects.filter(file_name=path.name).latest("pk")


def _facts(roster: Any) -> dict[str, Any]:
    roster.refresh_from_db()
    assert roster.state not in ("failed", "reading", "queued"), (roster.state, roster.reason)
    return {"state": roster.state, "rows": roster.total, "created": roster.totals["created"]}


def _spent(work: Callable[[], object]) -> dict[str, float]:
    spent, wall = _cpu(), time.perf_counter()
    work()
    return {"cpu": _cpu() - spent, "wall": time.perf_counter() - wall, "peak_mb": _peak_mb()}


def _cpu() -> float:
    """Of this process and, on PostgreSQL, of the backend that works for it."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return time.process_time() + cpu.seconds([cursor.fetchone()[0]])


def _peak_mb() -> float:
    """Of this process alone; the kernel's own count would begin with the parent's."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
