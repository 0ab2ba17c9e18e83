"""Brings the record to what attendance says: adds the facts that are due, retracts those that are not any more."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from common.bulk import in_pieces
from courses import rules
from courses.attendance_rules import LATE_SHEET, SHARE, Asked, Credit, Held, caught_up, earned
from courses.models import Attendance, Enrolment, LearningEvent, Meeting, Seat, TrainingSession
from courses.models.attendance import CAME
from courses.models.record import EventKind, EventSource
from courses.models.session import SessionState
from courses.queries.folding import chunked, events_of
from courses.queries.training.attendance import live_meetings, standing
from courses.queries.training.making_up import learnt_elsewhere
from courses.services.enrolment import enrol_many
from courses.services.in_use import require_certificates_gone
from courses.services.record_many import append_events
from courses.services.training.earned import Earned
from courses.services.training.make_up import ask_to_make_up
from people.models import Account, Person
from people.services.audit import Kind, record_each

CHUNK = 500
NONE = Decimal(0)
Key = tuple[int | None, Decimal, datetime]


@dataclass
class Settled:
    """What a settlement did: every seat with attendance, and how many facts came and went."""

    seats: list[Earned] = field(default_factory=list)
    added: int = 0
    retracted: int = 0


def outcomes(session: TrainingSession, only: Collection[int] | None = None) -> list[Earned]:
    """What each seat with attendance (or `only` these) has earned so far, in the hall alone."""
    meetings = live_meetings(session)
    only = None if only is None else with_seats_of_the_same(session, only)
    held, asked = _held(meetings), _asked(session)
    rows: dict[int, list[Attendance]] = defaultdict(list)
    for row in standing(meetings, only, names=True).values():
        rows[row.seat_id].append(row)
    seats = session.seats.filter(attendance__isnull=False).distinct().select_related("person")
    if only is not None:
        seats = seats.filter(pk__in=only)
    return [_earned(own, rows, held, asked) for own in _by_person(seats.order_by("pk"))]


def with_seats_of_the_same(session: TrainingSession, seats: Collection[int]) -> list[int]:
    """These seats and those of other records of the same people."""
    named = session.seats.filter(pk__in=seats).values_list("person_id", "person__merged_into_id")
    people = {merged or person for person, merged in named}
    theirs = session.seats.filter(Q(person__in=people) | Q(person__merged_into__in=people))
    return list(theirs.values_list("pk", flat=True))


def _by_person(seats: Iterable[Seat]) -> list[list[Seat]]:
    """The seats of each person, the standing record's first."""
    found: dict[int, list[Seat]] = defaultdict(list)
    for seat in seats:
        found[seat.person.merged_into_id or seat.person_id].append(seat)
    return [sorted(own, key=lambda seat: seat.person.merged_into_id is not None) for own in found.values()]


def _earned(seats: list[Seat], rows: dict[int, list[Attendance]], held: list[Held], asked: Asked) -> Earned:
    """At each meeting the more present of what two records say: nobody was there and away at once."""
    best: dict[int, Attendance] = {}
    for row in (row for seat in seats for row in rows[seat.pk]):
        before = best.get(row.meeting_id)
        if before is None or SHARE.get(row.state, NONE) > SHARE.get(before.state, NONE):
            best[row.meeting_id] = row
    outcome = earned(asked, held, {meeting: row.state for meeting, row in best.items()})
    return Earned(seats[0], list(best.values()), outcome, tuple(seats[1:]))


def _held(meetings: list[Meeting]) -> list[Held]:
    return [Held(one.pk, one.starts_at, one.ends_at, one.activity_id) for one in meetings]


def _asked(session: TrainingSession) -> Asked:
    return Asked(session.hours, session.attendance_percent, session.attendance_hours)


@transaction.atomic
def settle(
    session: TrainingSession, *, at: datetime, by: Account | None, reason: str = "",
    only: Collection[int] | None = None,
) -> Settled:  # fmt: skip
    """The caller holds the lock of the class. A class that is not closed, or was called off, earns nothing.

    Also asks whoever missed a part to make it up, and counts what was made up already. Refuses to take back what a
    certificate rests on; whoever loses something stands in the log.
    """
    done = Settled(outcomes(session, only))
    closed, course = session.state == SessionState.CLOSED, session.release.course
    learners = _learners(session, [one.learner for one in done.seats])
    learning = [one for one in done.seats if closed and (one.outcome.credits or one.missed_lessons)]
    enrol_many(
        learners=[one.learner for one in learning if not learners.get(one.learner)],
        course=course, at=at, by=by,
    )  # fmt: skip
    learners = _learners(session, [one.learner for one in done.seats])
    if closed:
        learnt = _make_up(session, done, learners)
        ask_to_make_up(session, done.seats, learners, learnt, at=at)
    due = [one for one in done.seats if closed and one.outcome.credits]
    book = _Book(session, at, by, reason or _("Điểm danh được sửa."), live_meetings(session))
    wanted = {one.seat.pk for one in due}
    for start in range(0, len(done.seats), CHUNK):
        added, retracted = book.post(done.seats[start : start + CHUNK], learners, wanted)
        done.added, done.retracted = done.added + added, done.retracted + retracted
    book.require_certificates_gone()
    book.log()
    return done


def _make_up(
    session: TrainingSession, done: Settled, learners: dict[int, list[Enrolment]]
) -> dict[int, dict[int, datetime]]:
    """Take what was learnt online into the sums of those who missed a part; by person."""
    part = [one for one in done.seats if one.missed_lessons]
    own = [row for one in part for row in learners.get(one.learner, ())]
    by_enrolment = learnt_elsewhere(own, str(session.uuid)) if own else {}
    found: dict[int, dict[int, datetime]] = {}
    held, asked = _held(live_meetings(session)), _asked(session)
    for one in part:
        mine = [by_enrolment[row.pk] for row in learners.get(one.learner, ())]
        found[one.learner] = {lesson: when for learnt in reversed(mine) for lesson, when in learnt.items()}
        states: dict[Hashable, str] = {row.meeting_id: row.state for row in one.rows}
        one.outcome = caught_up(asked, held, states, found[one.learner])
    return found


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
        self.lessons: dict[Hashable, str] = {
            one.pk: str(one.activity.uuid) for one in meetings if one.activity
        }
        self.losers: dict[Person, list[UUID]] = {}

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
            mine = [event for event in events if self._is_of(event, one)]
            due = list(one.outcome.credits) if one.seat.pk in wanted else []
            standing_now = [event for event in rules.effective(events) if event in mine]
            stands = {_key(event): event.uuid for event in standing_now}
            gone += [event.uuid for event in standing_now if stands[_key(event)] != event.uuid]  # said twice
            missing = [credit for credit in due if _due(credit) not in stands]
            gone += [uuid for key, uuid in stands.items() if key not in {_due(credit) for credit in due}]
            kept = {credit.activity for credit in due}
            if None not in kept and {activity for activity, *_more in stands} - kept:
                # With the facts corrected before: a certificate names those of its day.
                self.losers[one.seat.person] = [event.uuid for event in mine]
            fresh += [self._event(own[0], one, credit, len(mine) + n) for n, credit in enumerate(missing)]
        retractions = list(self._retractions(gone))
        append_events([*retractions, *fresh])
        return len(fresh), len(retractions)

    def require_certificates_gone(self) -> None:
        """Other hours of the same course or lesson are no loss: a certificate names the hours of the course."""
        uuids = [uuid for own in self.losers.values() for uuid in own]
        keys: dict[UUID, int] = {}
        for part in in_pieces(uuids, CHUNK):
            keys |= dict(LearningEvent.objects.filter(uuid__in=part).values_list("uuid", "pk"))
        require_certificates_gone(
            {person: [keys[uuid] for uuid in own] for person, own in self.losers.items()}
        )

    def log(self) -> None:
        """One entry a person: it is their record that lost something."""
        detail = {"class": self.session.code, "reason": self.reason}
        record_each(
            "class_credit_taken_back", self.losers, kind=Kind.CHANGE, by=self.by, at=self.at, detail=detail
        )

    def _is_of(self, event: rules.Event, one: Earned) -> bool:
        seats = {str(seat.uuid) for seat in (one.seat, *one.others)}
        return event.kind == EventKind.SESSION_ATTENDED and event.evidence.get("seat") in seats

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
        if one.outcome.made_up and credit.activity is None:
            told["made_up"] = ",".join(sorted({self.lessons[key] for key in one.outcome.made_up}))
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
