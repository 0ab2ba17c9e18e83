"""A tenth of the country: PEOPLE people in 332 communes of several provinces, each with a target of its own."""

import os
import resource
import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from benchmarks.inside import big_province, start

PEOPLE = int(os.environ.get("PEOPLE", "300000"))
FIRST = 1_000_000  # of the numbers of people, beside those of `targets`
COMMUNES, FURTHER = 332, 2  # beside the province that the demonstration data knows
PREFIX = "do-tinh-"


def main() -> None:
    start.setup()
    from django.db import transaction

    from common import clock
    from people.queries.tree import UnitTree

    here = [unit for unit in UnitTree.load().on(clock.today()) if not unit.is_office]
    own = next(unit.id for unit in here if unit.level == "tinh")
    known = UnitTree.load().subtree(own, clock.today())
    places = {own: [unit.id for unit in here if unit.level == "xa" and unit.id in known]}
    further = max(COMMUNES - len(places[own]), FURTHER)
    with transaction.atomic():
        for number in range(FURTHER):
            places |= _province(number, further // FURTHER + (number < further % FURTHER))
        lessons = big_province.releases(big_province.COURSES, "nuoc")
    begun = 0
    for number, (root, communes) in enumerate(places.items()):
        share = PEOPLE * len(communes) // sum(map(len, places.values()))
        big_province.people_in(
            Fixed(communes), range(FIRST + begun, FIRST + begun + share), lessons, Random(number)
        )
        big_province.target_of(f"{PREFIX}{number}", root, lessons)
        begun += share
    big_province.analyse()
    start.tell({"people": begun, "communes": sum(map(len, places.values())), **_measured()})


class Fixed:
    """Communes that no reform touches."""

    def __init__(self, units: list[int]) -> None:
        self._units = units

    def on(self, _day: date) -> list[int]:
        return self._units


def _province(number: int, communes: int) -> dict[int, list[int]]:
    from people.models import OrgUnit, UnitParent

    root = OrgUnit.objects.create(
        code=f"9{number}", name=f"Tỉnh {number}", full_name=f"Tỉnh {number}", level="tinh", kind="tỉnh"
    )
    below = [
        OrgUnit.objects.create(
            code=f"9{number}{one:03d}", name=f"Xã {one}", full_name=f"Xã {one}", level="xa", kind="xã"
        )
        for one in range(communes)
    ]
    UnitParent.objects.bulk_create(UnitParent(unit=unit, parent=root) for unit in below)
    return {root.pk: [unit.pk for unit in below]}


def _measured() -> dict[str, Any]:
    from common import clock
    from people.models import Posting
    from people.queries.tree import UnitTree
    from reports.models import Target, TargetSpan, TargetStep, Touched
    from reports.queries.facts import Frame
    from reports.queries.kept_figures import figure_of
    from reports.services.rollup_check import drift_of
    from reports.services.rollups import catch_up, count_whole

    at, today = clock.now(), clock.today()
    Touched.objects.all().delete()
    Target.objects.exclude(code__startswith=PREFIX).update(counts="dan_cu")  # of the demonstration: not kept
    targets, tree = list(Target.objects.filter(code__startswith=PREFIX)), UnitTree.load()
    counted = [_timed(lambda one=one: count_whole(target=one, at=at)) for one in targets]

    def read(target: Any, day: date, frame: Frame = Frame.NOW) -> Any:
        return figure_of(target, tree, as_of=day, frame=frame, within=None, now=at)

    total = sum(read(one, today).tally.total.denominator for one in targets)
    past = today - timedelta(days=500)
    posting = Posting.objects.filter(ends_on=None).order_by("-pk").first()
    assert posting
    Posting.objects.filter(pk=posting.pk).update(category="xa")
    return {
        "provinces": len(targets), "counted_people": total, "counted": sum(counted), "slowest_count": max(counted),
        "today": max(_timed(lambda one=one: read(one, today)) for one in targets),
        "past": max(_timed(lambda one=one: read(one, past)) for one in targets),
        "then": max(_timed(lambda one=one: read(one, past, Frame.THEN)) for one in targets),
        "one": _timed(lambda: catch_up(at=at)),
        "checked": sum(_timed(lambda one=one: drift_of(one.roll_ups.get(), at)) for one in targets),
        "spans": TargetSpan.objects.count(), "steps": TargetStep.objects.count(), "mb": _size(),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


def _size() -> float:
    """The whole database, MB."""
    from django.db import connection

    sizes = {
        "postgresql": "SELECT pg_database_size(current_database())",
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    }
    with connection.cursor() as cursor:
        cursor.execute(sizes[connection.vendor])
        return float(cursor.fetchone()[0]) / 1024 / 1024


def _timed(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
