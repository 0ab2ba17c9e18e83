"""What a target of a whole province costs where it is acted upon: a day of chasing, a cycle with its paper."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from benchmarks.inside import big_province, start


def main() -> None:
    start.setup()
    from reports.models import Target

    target = Target.objects.get(code=big_province.TARGET)
    start.tell({**_chased(target), **_cycle(target)})


def _chased(target: Any) -> dict[str, float]:
    """Who is to be told today, for a target that is due in three days: everybody who is missing."""
    from common import clock
    from reports.ladder import DEFAULT_STEPS
    from reports.models import ChasePlan, Target
    from reports.queries.chasing.proposals import day_of
    from reports.services.chasing.plans import set_ladder
    from reports.services.rollups import count_whole

    at = clock.now()
    due = target.due_on
    Target.objects.filter(pk=target.pk).update(due_on=clock.today() + timedelta(days=3))
    target.refresh_from_db()
    count_whole(target=target, at=at)
    ChasePlan.objects.exclude(target=target).update(paused_at=at)
    set_ladder(target=target, steps=DEFAULT_STEPS, at=at, by=None)
    spent, found = _timed(lambda: day_of(clock.now()))
    Target.objects.filter(pk=target.pk).update(due_on=due)
    target.refresh_from_db()
    count_whole(target=target, at=at)
    return {"chased": spent, "people": len(found.people)}


def _cycle(target: Any) -> dict[str, float]:
    """The cycle of the target alone: opened for every unit, frozen, proved, and written as a paper."""
    from common import clock
    from reports.documents.consolidated import paper_of
    from reports.documents.report_docx import report_docx
    from reports.models import ReportCycle
    from reports.queries.consolidating import material_of, unit_figures
    from reports.queries.runs import verdict_on
    from reports.services.cycles import open_cycle
    from reports.services.runs import freeze_cycle

    at = clock.now()
    half = "6-thang" if not ReportCycle.objects.filter(year=at.year - 1, half="6-thang").exists() else "nam"
    opened, cycle = _timed(lambda: open_cycle(year=at.year - 1, half=half, at=at, by=None))
    cycle.targets.set([target])
    report = cycle.unit_reports.select_related("unit", "cycle").first()
    form, _ = _timed(lambda: unit_figures(report, clock.now()))
    frozen, run = _timed(lambda: freeze_cycle(cycle=cycle, at=at, by=None))
    proved, _ = _timed(lambda: verdict_on(run))
    written, paper = _timed(lambda: report_docx(paper_of(cycle.consolidated, at, material_of(cycle, at))))
    return {
        "opened": opened, "units": cycle.unit_reports.count(), "form": form, "frozen": frozen, "proved": proved,
        "rows": run.row_count, "written": written, "kb": len(paper) / 1024,
    }  # fmt: skip


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


if __name__ == "__main__":
    main()
