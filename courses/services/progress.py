"""The rebuild: fold everything again, report what the stored rows say differently, and write the truth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from courses.models import ActivityProgress, Enrolment, EnrolmentProgress
from courses.queries.folding import CHUNK, chunked, progress_from_events
from courses.rules import Progress
from courses.services.derived import columns, store


@dataclass(frozen=True)
class Drift:
    """One enrolment whose stored progress differs from its record; `was` and `now` hold only what differs."""

    enrolment: Enrolment
    was: dict[str, Any]
    now: dict[str, Any]

    def __str__(self) -> str:
        told = "; ".join(f"{name}: {self.was.get(name)} → {self.now.get(name)}" for name in sorted(self.now))
        return f"{self.enrolment.uuid} {told}"


def rebuild(enrolments: Iterable[Enrolment] | None = None, *, write: bool) -> list[Drift]:
    """Compare, and with `write` correct, the progress of these enrolments or of all; returns the drifts."""
    keys = [enrolment.pk for enrolment in enrolments] if enrolments is not None else _all()
    drifts: list[Drift] = []
    for chunk in chunked(sorted(keys), CHUNK):
        drifts.extend(_rebuild_chunk(chunk, write=write))
    return drifts


def _all() -> list[int]:
    return list(Enrolment.objects.values_list("pk", flat=True))


@transaction.atomic
def _rebuild_chunk(keys: Sequence[int], *, write: bool) -> list[Drift]:
    if write:  # hold them, or an event appended meanwhile would be folded away
        list(Enrolment.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    folded = list(progress_from_events(keys))
    found = {drift.enrolment.pk: drift for drift in _drifts(folded)}
    if write:
        store([pair for pair in folded if pair[0].pk in found])
    return list(found.values())


def _drifts(folded: Sequence[tuple[Enrolment, Progress]]) -> Iterable[Drift]:
    keys = [enrolment.pk for enrolment, _ in folded]
    rows = {row.enrolment_id: row for row in EnrolmentProgress.objects.filter(enrolment__in=keys)}
    done: dict[int, dict[int, Any]] = {key: {} for key in keys}
    for key, activity, when in ActivityProgress.objects.filter(enrolment__in=keys).values_list(
        "enrolment_id", "activity_id", "completed_at"
    ):
        done[key][activity] = when
    for enrolment, progress in folded:
        was = _stored(enrolment, rows.get(enrolment.pk), done[enrolment.pk])
        now = columns(progress) | {"activities": dict(progress.activities), "release": progress.release}
        if was != now:
            differing = [name for name in now if was.get(name) != now[name]]
            yield Drift(enrolment, _only(was, differing), _only(now, differing))


def _stored(enrolment: Enrolment, row: EnrolmentProgress | None, done: dict[int, Any]) -> dict[str, Any]:
    found = {"activities": done, "release": enrolment.release.number}
    return found | columns(row) if row else found


def _only(values: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: values.get(name) for name in names}
