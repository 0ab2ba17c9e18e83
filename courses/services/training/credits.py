"""Brings the record to what attendance says: adds the facts that are due, retracts those that are not any more."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from courses import rules
from courses.attendance_rules import LATE_SHEET, Asked, Credit, Held, Outcome, earned
from courses.models import Attendance, Enrolment, LearningEvent, Meeting, Seat, TrainingSession
from courses.models.attendance import CAME
from courses.models.record import EventKind, EventSource
from courses.models.session import SessionState
from courses.queries.folding import chunked, events_of
from courses.queries.training.attendance import live_meetings, standing
from courses.services.enrolment import enrol_many
from courses.services.record_many import append_events
from people.models import Account

CHUNK = 500
Key = tuple[int | None, Decimal, datetime]


@dataclass
class Earned:
    """One seat after the sums: its rows that stand, and what they earn."""

    seat: Seat
    rows: list[Attendance]
    outcome: Outcome

    @property
    def learner(self) -> int:
        """Whose it is; a seat may have stayed with a record that was merged away."""
        return self.seat.person.merged_into_id or self.seat.person_id


@dataclass
class Settled:
    """What a settlement did: every seat with attendance, and how many facts came and went."""

    seats: list[Earned] = field(default_factory=list)
    added: int = 0
    retracted: int = 0


def outcomes(session: TrainingSession) -> list[Earned]:
    """What each seat with attendance has earned so far."""
    meetings = live_meetings(session)
    held = [Held(one.pk, one.starts_at, one.ends_at, one.activity_id) for one in meetings]
    asked = Asked(session.hours, session.attendance_percent, session.attendance_hours)
    rows: dict[int, list[Attendance]] = defaultdict(list)
    for row in standing(meetings, names=True).values():
        rows[row.seat_id].append(row)
    seats = session.seats.filter(attendance__isnull=False).distinct().select_related("person")
    return [
        Earned(seat, rows[seat.pk], earned(asked, held, {row.meeting_id: row.state for row in rows[seat.pk]}))
        for seat in seats.order_by("pk")
    ]


@transaction.atomic
def settle(session: TrainingSession, *, at: datetime, by: Account | None, reason: str = "") -> Settled:
    """The caller holds the lock of the class. A class that is not closed, or was called off, earns nothing."""
    done = Settled(outcomes(session))
    due = [one for one in done.seats if one.outcome.credits] if session.state == SessionState.CLOSED else []
    course = session.release.course
    learners = _learners(session, [one.learner for one in done.seats])
    enrol_many(
        learners=[one.learner for one in due if not learners.get(one.learner)],
        course=course, at=at, by=by,
    )  # fmt: skip
    learners = _learners(session, [one.learner for one in done.seats])
    book = _Book(session, at, by, reason or _("Điểm danh được sửa."), live_meetings(session))
    wanted = {one.seat.pk for one in due}
    for start in range(0, len(done.seats), CHUNK):
        added, retracted = book.post(done.seats[start : start + CHUNK], learners, wanted)
        done.added, done.retracted = done.added + added, done.retracted + retracted
    return done


def _learners(session: TrainingSession, people: list[int]) -> dict[int, list[Enrolment]]:
    """Each person's enrolments in the course, their own before those of records merged into theirs."""
    found: dict[int, list[Enrolment]] = defaultdict(list)
    for part in chunked(people, CHUNK):
        rows = Enrolment.objects.filter(
            Q(learner__in=part) | Q(learner__merged_into__in=part), course=session.release.course_id
        )
        for row in rows.select_related("learner").order_by("pk"):
            own = row.learner.merged_into_id is None
            found[row.learner_id if own else row.learner.merged_into_id].insert(0 if own else 99, row)  # type: ignore[index]
    return found


class _Book:
    """The facts of one class, compared with what they should be."""

    def __init__(
        self, session: TrainingSession, at: datetime, by: Account | None, reason: str, meetings: list[Meeting]
    ) -> None:
        self.session, self.at, self.by, self.reason = session, at, by, reason
        self.places = {one.pk: one.place for one in meetings}

    def post(
        self, seats: list[Earned], learners: dict[int, list[Enrolment]], wanted: set[int]
    ) -> tuple[int, int]:
        keys = [row.pk for one in seats for row in learners.get(one.learner, ())]
        facts = events_of(keys)
        fresh: list[LearningEvent] = []
        gone: list[UUID] = []
        for one in seats:
            own = learners.get(one.learner, [])
            events = [event for row in own for event in facts.get(row.pk, [])]
            mine = [event for event in events if self._is_of(event, one.seat)]
            due = list(one.outcome.credits) if one.seat.pk in wanted else []
            stands = {_key(event): event.uuid for event in rules.effective(events) if event in mine}
            missing = [credit for credit in due if _due(credit) not in stands]
            gone += [uuid for key, uuid in stands.items() if key not in {_due(credit) for credit in due}]
            fresh += [self._event(own[0], one, credit, len(mine) + n) for n, credit in enumerate(missing)]
        retractions = list(self._retractions(gone))
        append_events([*retractions, *fresh])
        return len(fresh), len(retractions)

    def _is_of(self, event: rules.Event, seat: Seat) -> bool:
        return event.kind == EventKind.SESSION_ATTENDED and event.evidence.get("seat") == str(seat.uuid)

    def _event(self, enrolment: Enrolment, one: Earned, credit: Credit, number: int) -> LearningEvent:
        """The uuid is of the seat and the how-manieth fact it is: two closings at once make one.

        A sheet typed in is `session` too: `paper` means a class of before this system, certified on paper then.
        """
        return LearningEvent(
            uuid=uuid5(one.seat.uuid, f"{EventKind.SESSION_ATTENDED}/{number}"), enrolment=enrolment,
            kind=EventKind.SESSION_ATTENDED, activity_id=credit.activity, occurred_at=credit.occurred_at,
            recorded_at=self.at, recorded_by=self.by,
            source=EventSource.SESSION,
            backfilled=self.at - credit.occurred_at > LATE_SHEET, evidence=self._evidence(one, credit),
        )  # fmt: skip

    def _evidence(self, one: Earned, credit: Credit) -> dict[str, Any]:
        rows = [row for row in one.rows if row.state in CAME]
        sheets = sorted({str(row.sheet.uuid) for row in rows if row.sheet})
        told = {
            "place": "; ".join(dict.fromkeys(self.places[row.meeting_id] for row in rows)),
            "how": ",".join(sorted({row.how for row in rows})),
            "taken_by": ",".join(sorted({row.recorded_by.username for row in rows if row.recorded_by})),
            "sheet": ",".join(sheets),
        }
        base = {"session": str(self.session.uuid), "seat": str(one.seat.uuid), "hours": float(credit.hours)}
        return base | {name: text for name, text in told.items() if text}

    def _retractions(self, uuids: list[UUID]) -> Iterator[LearningEvent]:
        for event in LearningEvent.objects.filter(uuid__in=uuids).order_by("pk"):
            yield LearningEvent(
                uuid=uuid5(event.uuid, EventKind.RETRACTED), enrolment_id=event.enrolment_id,
                kind=EventKind.RETRACTED, activity_id=event.activity_id, occurred_at=self.at,
                recorded_at=self.at, recorded_by=self.by, source=EventSource.REPAIR,
                evidence={"reason": self.reason}, corrects=event,
            )  # fmt: skip


def _key(event: rules.Event) -> Key:
    return event.activity, Decimal(str(event.evidence.get("hours", 0))), event.occurred_at


def _due(credit: Credit) -> Key:
    return credit.activity, credit.hours, credit.occurred_at
