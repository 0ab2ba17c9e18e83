"""The fold: what a learner has done, from the facts alone. Pure: no Django, no clock, no database.

The meaning of every kind of event is told in docs/learning-record.md.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

ENROLLED = "enrolled"
ACTIVITY_COMPLETED = "activity_completed"
ASSESSMENT_PASSED = "assessment_passed"
SESSION_ATTENDED = "session_attended"
RECOGNISED = "recognised"
EXCUSED = "excused"
RELEASE_CHANGED = "release_changed"
DUE_CHANGED = "due_changed"
RETRACTED = "retracted"
LEARNING = frozenset({ACTIVITY_COMPLETED, ASSESSMENT_PASSED, SESSION_ATTENDED, RECOGNISED})
WHOLE_COURSE = frozenset({SESSION_ATTENDED, RECOGNISED})  # without an activity they stand for all of it

State = Literal["not_started", "in_progress", "completed", "excused"]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a release's outline; `rule` says how the activity is completed."""

    activity: int
    required: bool = True
    rule: Mapping[str, Any] = field(default_factory=dict)
    minimum_version: int = 1


@dataclass(frozen=True, slots=True)
class Event:
    """One fact as the fold sees it; `release` and `corrects` only where the kind has them."""

    uuid: UUID
    kind: str
    occurred_at: datetime
    activity: int | None = None
    version: int | None = None
    release: int | None = None
    corrects: UUID | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a learner stands. `activities` holds the first moment each activity met what the release asks."""

    state: State
    release: int
    done: int
    required: int
    started_at: datetime | None = None
    last_event_at: datetime | None = None
    completed_at: datetime | None = None
    excused_at: datetime | None = None
    excused_reason: str = ""
    activities: Mapping[int, datetime] = field(default_factory=dict)

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down: 100 is said only of what is complete."""
        return percent(self.done, self.required, complete=self.completed_at is not None)


def percent(done: int, required: int, *, complete: bool) -> int:
    """Whole per cent of the required items; 99 at most until the course is complete."""
    if complete:
        return 100
    return min(99, 100 * done // required) if required else 0


def assess(releases: Mapping[int, Sequence[Item]], initial_release: int, events: Iterable[Event]) -> Progress:
    """Fold the events; their order of arrival, doubles and retracted ones make no difference."""
    fold = _Fold(releases, initial_release)
    for event in effective(events):
        fold.take(event)
    return fold.progress()


def effective(events: Iterable[Event]) -> list[Event]:
    """Each fact once, without the retracted and the retractions, in order of occurrence."""
    known = {event.uuid: event for event in events}
    gone = _retracted(known)
    stand = [event for event in known.values() if event.uuid not in gone and event.kind != RETRACTED]
    return sorted(stand, key=lambda event: (event.occurred_at, event.uuid))


def _retracted(known: Mapping[UUID, Event]) -> set[UUID]:
    """Targets of retractions that stand; retracting a retraction brings its target back."""
    against: dict[UUID, list[UUID]] = {}
    for event in known.values():
        if event.kind == RETRACTED and event.corrects:
            against.setdefault(event.corrects, []).append(event.uuid)

    def falls(uuid: UUID) -> bool:
        """Ends because the database only lets an event correct one that was there before."""
        return any(not falls(other) for other in against.get(uuid, ()))

    return {uuid for uuid in against if falls(uuid)}


def first_release(events: Iterable[Event], fallback: int) -> int:
    """The release a learner began with: as the enrolment says, else where the first change came from."""
    told: list[tuple[bool, datetime, UUID, int]] = []
    for event in events:
        number = event.release if event.kind == ENROLLED else event.evidence.get("from")
        if event.kind in {ENROLLED, RELEASE_CHANGED} and number is not None:
            told.append((event.kind != ENROLLED, event.occurred_at, event.uuid, int(number)))
    return min(told)[3] if told else fallback


class _Fold:
    """The running state; each event is one step."""

    def __init__(self, releases: Mapping[int, Sequence[Item]], initial: int) -> None:
        self.releases = releases
        self.release = initial
        self.met: dict[int, list[tuple[datetime, int | None]]] = {}
        self.started: datetime | None = None
        self.last: datetime | None = None
        self.completed: datetime | None = None
        self.excused: datetime | None = None
        self.reason = ""

    @property
    def items(self) -> Sequence[Item]:
        return self.releases.get(self.release, ())

    def take(self, event: Event) -> None:
        if event.kind == DUE_CHANGED:
            return  # the office's day; the learner has done nothing
        self.last = event.occurred_at
        if event.kind in LEARNING:
            self.started = self.started or event.occurred_at
            self._learn(event)
        elif event.kind == RELEASE_CHANGED and event.release in self.releases:
            self.release = event.release or self.release
        elif event.kind == EXCUSED and not self.completed and not self.excused:
            self.excused = event.occurred_at
            self.reason = str(event.evidence.get("reason", ""))
        if not self.completed and self._all_required():
            self.completed = event.occurred_at

    def _learn(self, event: Event) -> None:
        if event.activity is not None:
            self.met.setdefault(event.activity, []).append((event.occurred_at, event.version))
        elif event.kind in WHOLE_COURSE:  # in a classroom, or learnt elsewhere
            for item in self.items:
                self.met.setdefault(item.activity, []).append((event.occurred_at, None))
            self.completed = self.completed or event.occurred_at

    def _when(self, item: Item) -> datetime | None:
        """The first moment a good enough version was done; an event without version counts for any."""
        for moment, version in self.met.get(item.activity, ()):
            if version is None or version >= item.minimum_version:
                return moment
        return None

    def _all_required(self) -> bool:
        required = [item for item in self.items if item.required]
        return bool(required) and all(self._when(item) for item in required)

    def _activities(self) -> dict[int, datetime]:
        asked = {item.activity: item for item in self.items}
        for activity in self.met:
            asked.setdefault(activity, Item(activity, required=False))
        return {activity: when for activity, item in asked.items() if (when := self._when(item))}

    def progress(self) -> Progress:
        required = [item for item in self.items if item.required]
        return Progress(
            state=self._state(),
            release=self.release,
            done=sum(1 for item in required if self._when(item)),
            required=len(required),
            started_at=self.started,
            last_event_at=self.last,
            completed_at=self.completed,
            excused_at=self.excused,
            excused_reason=self.reason,
            activities=self._activities(),
        )

    def _state(self) -> State:
        if self.completed:
            return "completed"
        if self.excused:
            return "excused"
        return "in_progress" if self.started else "not_started"


def outstanding(items: Iterable[Item], done: Collection[int]) -> list[Item]:
    """The required items that are not in `done`, in order."""
    return [item for item in items if item.required and item.activity not in done]
