"""Compares what is kept with the record: every span of everybody, and every count with the spans it is made of."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from common.bulk import in_pieces
from people.queries.tree import UnitTree
from reports.models import RollUp, Target, TargetSpan, TargetStep
from reports.models.rollup import Length
from reports.queries.kept_marks import can_be_kept, ready_roll_up
from reports.queries.spans import Steps, steps_of
from reports.queries.touched import everybody, fresh_spans, stored_spans
from reports.services.rollups import PEOPLE, catch_up, count_whole, forget_old


@dataclass(frozen=True)
class Drift:
    """What one target's roll-up says wrongly: people with other spans, and counts that are not the sum of spans."""

    target: Target
    people: tuple[int, ...]
    counts: int

    def __str__(self) -> str:
        some = ", ".join(str(person) for person in self.people[:20])
        return f"{self.target.code}: {len(self.people)} people ({some}), {self.counts} counts"


def check_all(*, at: datetime, write: bool) -> list[Drift]:
    """Catch up, then compare every target that has a roll-up; with `write` count anew what differs."""
    catch_up(at=at)
    tree, drifts = UnitTree.load(), []
    for target in filter(can_be_kept, Target.objects.all()):
        roll_up = ready_roll_up(target, tree)
        drift = drift_of(roll_up, at) if roll_up else None
        if drift:
            drifts.append(drift)
            if write:
                count_whole(target=target, at=at)
    forget_old(at=at)
    return drifts


def drift_of(roll_up: RollUp, at: datetime) -> Drift | None:
    """None when every span and every count is what the record says."""
    target, steps = roll_up.target, Steps()
    known = everybody(target) | set(_stored_people(roll_up))
    people: list[int] = []
    for part in in_pieces(sorted(known), PEOPLE):
        stored, fresh = list(stored_spans(roll_up, part).values()), fresh_spans(target, part, at)
        # Equal lists are equal spans, each as often: a row kept twice is drift too.
        if Counter(stored) != Counter(fresh):
            differing = (Counter(stored) - Counter(fresh)) + (Counter(fresh) - Counter(stored))
            people += sorted({span.person for span in differing})
        steps.update(steps_of(stored))
    counts = sum(1 for _ in _wrong_counts(roll_up, steps))
    return Drift(target, tuple(people), counts) if people or counts else None


def _stored_people(roll_up: RollUp) -> Iterator[int]:
    rows = TargetSpan.objects.filter(roll_up=roll_up).values_list("person", flat=True)
    return rows.distinct().iterator(chunk_size=5000)


def _wrong_counts(roll_up: RollUp, steps: Steps) -> Iterator[object]:
    wanted: Counter[tuple[object, ...]] = Counter()
    for (day, unit, kind), change in steps.items():
        for length in Length:
            wanted[length, length.begin(day), unit, kind] += change
    rows = TargetStep.objects.filter(roll_up=roll_up)
    for *key, change in rows.values_list("length", "day", "unit", "kind", "change").iterator():
        wanted[tuple(key)] -= change
    return (key for key, difference in wanted.items() if difference)
