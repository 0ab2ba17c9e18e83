"""Writes roll-ups: a whole target anew, or the people touched since; see decision 0050.

What is kept is only ever what `spans_of` says of the record; nothing is added to a count on its own.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from common import clock
from common.bulk import among, in_pieces, insert_rows, tell_planner
from people.queries.tree import UnitTree
from reports.models import RollUp, Target, TargetSpan, TargetStep, Touched
from reports.models.rollup import Length
from reports.queries.kept_marks import ABANDONED, can_be_kept, counts_under_way, mark_of, ready_roll_up
from reports.queries.spans import Span, Steps, steps_of
from reports.queries.touched import Owners, everybody, fresh_spans, stored_spans
from reports.services.steps import add_steps

Watch = Callable[[], datetime]
PEOPLE = 5_000  # counted and written at once: little memory, short locks
COLUMNS = ("roll_up_id", *Span._fields)


def catch_up(*, at: datetime) -> int:
    """Count everybody touched again; returns how many people. Nothing while a whole target is being counted."""
    people = 0
    while part := _catch_up_with(at):
        people += part
    return people


@transaction.atomic
def _catch_up_with(at: datetime) -> int:
    list(RollUp.objects.select_for_update().order_by("pk").values_list("pk"))  # one at a time
    rows = list(Touched.objects.order_by("pk").values_list("pk", "person", "enrolment")[:PEOPLE])
    # Asked after the rows were read: a count that begins later reads the facts behind all of them.
    if not rows or counts_under_way(at):
        return 0
    owners, tree = Owners.of(rows), UnitTree.load()
    for target in filter(can_be_kept, Target.objects.all()):
        people = owners.toward(target)
        roll_up = ready_roll_up(target, tree) if people else None
        if roll_up:
            recount(roll_up=roll_up, people=people, at=at)
    Touched.objects.filter(pk__in=among([pk for pk, _person, _enrolment in rows])).delete()
    return len(owners.everybody)


def recount(*, roll_up: RollUp, people: Collection[int], at: datetime) -> None:
    """Put what the record says of these people in place of what is kept; the caller holds the transaction."""
    was, now = stored_spans(roll_up, people), fresh_spans(roll_up.target, people, at)
    kept, said = set(was.values()), set(now)
    gone = [pk for pk, span in was.items() if span not in said]
    fresh = [span for span in now if span not in kept]
    if gone or fresh:
        change = steps_of(fresh)
        change.update(steps_of((was[pk] for pk in gone), -1))
        TargetSpan.objects.filter(pk__in=among(gone or [0])).delete()
        _store(roll_up, fresh)
        add_steps(roll_up, change)
        RollUp.objects.filter(pk=roll_up.pk).update(version=F("version") + 1)


def count_missing(*, at: datetime) -> int:
    """Count every target whose definition or units are others than those of its roll-up; returns how many."""
    tree, done = UnitTree.load(), 0
    for target in filter(can_be_kept, Target.objects.all()):
        if ready_roll_up(target, tree) is None and not _begun(target, at):
            done += bool(count_whole(target=target, at=at))
    forget_old(at=at)
    return done


def _begun(target: Target, at: datetime) -> bool:
    return target.roll_ups.filter(ready_at__isnull=True, begun_at__gt=at - ABANDONED).exists()


def count_whole(*, target: Target, at: datetime, watch: Watch = clock.now) -> RollUp:
    """A new roll-up beside the old one, in short transactions; what is touched meanwhile waits until it is ready."""
    roll_up = RollUp.objects.create(target=target, mark=mark_of(target, UnitTree.load()), begun_at=at)
    steps = Steps()
    for people in in_pieces(sorted(everybody(target)), PEOPLE):
        spans = fresh_spans(target, people, at)
        with transaction.atomic():
            _store(roll_up, spans)
            RollUp.objects.filter(pk=roll_up.pk).update(begun_at=watch())  # a sign of life
        steps.update(steps_of(spans))
    with transaction.atomic():
        _store_steps(roll_up, steps)
        tell_planner(TargetSpan, TargetStep)
        RollUp.objects.filter(pk=roll_up.pk).update(ready_at=at)
    roll_up.refresh_from_db()
    return roll_up


def forget_old(*, at: datetime) -> None:
    """Roll-ups that a newer one has replaced, and counts that never came to their end."""
    ready = RollUp.objects.filter(ready_at__isnull=False)
    newest = dict(ready.order_by("pk").values_list("target", "pk"))
    for pk in ready.exclude(pk__in=newest.values()).values_list("pk", flat=True):
        _forget(pk)
    for pk in RollUp.objects.filter(ready_at=None, begun_at__lte=at - ABANDONED).values_list("pk", flat=True):
        _forget(pk)


def _forget(pk: int) -> None:
    """In short transactions: half a million rows would hold every other writer up."""
    RollUp.objects.filter(pk=pk).update(mark="")
    for model in (TargetSpan, TargetStep):
        while keys := list(model._default_manager.filter(roll_up=pk).values_list("pk", flat=True)[:20_000]):
            model._default_manager.filter(pk__in=among(keys)).delete()
    RollUp.objects.filter(pk=pk).delete()


def _store(roll_up: RollUp, spans: Iterable[Span]) -> None:
    insert_rows(TargetSpan, COLUMNS, ((roll_up.pk, *span) for span in spans))


def _store_steps(roll_up: RollUp, steps: Steps) -> None:
    """Of a roll-up that has none yet."""
    columns = ("roll_up_id", "length", "day", "unit", "kind", "change")
    for length in Length:
        counted = Steps()
        for (day, unit, kind), change in steps.items():
            counted[length.begin(day), unit, kind] += change
        rows = ((roll_up.pk, length, *key, change) for key, change in sorted(counted.items()) if change)
        insert_rows(TargetStep, columns, rows)
