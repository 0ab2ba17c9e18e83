"""Everything held about one person, as a structure for JSON: law 91/2025/QH15, article 4 (the right to a copy).

`version` grows when a key changes its meaning or goes; new keys may come at any time. Keys to tests are never in it, nor
is who looked at the record: that is about other people, and is asked for at the desk.
"""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Prefetch

from assessments.models import Attempt
from assessments.queries.standing import Standing
from assessments.sitting import is_shown, time_given_to
from certificates.models import Certificate, ExternalCertificate
from certificates.queries.papers import papers_of
from certificates.queries.register import certificates_of
from certificates.queries.standing import standing_of
from courses.models import Enrolment, LearningEvent, Seat, WatchedSpans
from people.models import Account, Notice, Person, Posting, ProgrammeRole
from people.queries.identity import same_person

VERSION = 1
PERSON = "uuid staff_code full_name gender birth_on birth_year phone email id_kind id_last3 created_at"


def everything_about(person: Person, *, at: datetime, on: date) -> dict[str, Any]:
    """The copy; values are plain (texts, numbers, ISO days and moments by the encoder)."""
    same = same_person(person.pk)
    enrolments = Enrolment.objects.filter(learner__in=same).select_related("course", "release", "progress")
    enrolments = enrolments.prefetch_related(
        Prefetch("events", LearningEvent.objects.select_related("activity", "corrects")),
        Prefetch("watched", WatchedSpans.objects.select_related("activity")),
        "attempts__answers",
        "attempts__late_answers",
        "attempts__quiz",
        "attempts__past_results",
    )
    return {
        "version": VERSION,
        "made_at": at,
        "person": _columns(person, PERSON),
        "accounts": [
            _columns(row, "username date_joined last_login is_active") for row in Account.objects.filter(person__in=same)
        ],
        "postings": [
            _columns(row, "position category starts_on ends_on") | {"unit": row.unit.full_name, "unit_code": row.unit.code}
            for row in Posting.objects.filter(person__in=same).select_related("unit").order_by("starts_on")
        ],
        "programme_roles": [
            _columns(row, "starts_on ends_on") | {"role": row.role.name, "unit": row.unit.full_name}
            for row in ProgrammeRole.objects.filter(person__in=same).select_related("role", "unit")
        ],
        "enrolments": [_enrolment(row, at) for row in enrolments.order_by("enrolled_at", "pk")],
        "time_at_tests": [
            _columns(row, "extra_percent extra_minutes until reason given_at ended_at")
            | {"test": str(row.quiz.activity.uuid) if row.quiz else None}
            for row in time_given_to(person.pk)
        ],
        "certificates": [_certificate(row, on) for row in certificates_of(person.pk)],
        "papers_from_elsewhere": [_paper(row) for row in papers_of(person.pk)],
        "classes": [
            _seat(row)
            for row in Seat.objects.filter(person__in=same)
            .select_related("session")
            .prefetch_related("changes", "attendance__meeting")
            .order_by("created_at")
        ],
        "notices": [
            _columns(row, "title text created_at sent_at") for row in Notice.objects.filter(person__in=same)
        ],
    }  # fmt: skip


def _seat(row: Seat) -> dict[str, Any]:
    steps = [_columns(change, "at step state reason") for change in row.changes.all()]
    there = [
        _columns(one, "at recorded_at state how note") | {"meeting": one.meeting.starts_at}
        for one in row.attendance.all()
    ]
    told = {"class": row.session.title, "steps": steps, "attendance": there}
    return _columns(row, "state origin created_at") | told


def _enrolment(row: Enrolment, at: datetime) -> dict[str, Any]:
    progress = getattr(row, "progress", None)
    return _columns(row, "uuid enrolled_at due_on") | {
        "course": row.course.title,
        "course_code": row.course.code,
        "release": row.release.number,
        "progress": _columns(progress, "state done required started_at completed_at") if progress else None,
        "events": [_event(event) for event in row.events.all()],
        "watched": [
            {"activity": str(seen.activity.uuid), **_columns(seen, "spans seconds opened_at reported_at")}
            for seen in row.watched.all()
        ],
        "attempts": _attempts(row, at),
    }  # fmt: skip


def _event(row: LearningEvent) -> dict[str, Any]:
    told = _columns(row, "uuid kind occurred_at recorded_at source backfilled version evidence")
    return told | {
        "activity": str(row.activity.uuid) if row.activity else None,
        "corrects": str(row.corrects.uuid) if row.corrects else None,
    }


def _attempts(row: Enrolment, at: datetime) -> list[dict[str, Any]]:
    """With the score of those whose rule lets the learner see it by now."""
    held: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in row.attempts.all():
        held[attempt.quiz_id].append(attempt)
    told = []
    for attempts in held.values():
        standing = Standing(attempts[0].quiz, sorted(attempts, key=lambda one: one.number))
        told += [_attempt(one, is_shown(one, standing, at).score) for one in standing.attempts]
    return told


def _attempt(row: Attempt, score_shown: bool) -> dict[str, Any]:
    """The paper as it was shown and what was answered; never its key."""
    answers = [
        {"question": str(one.question), "chosen": one.chosen, "saved_at": one.saved_at}
        for one in row.answers.all()
    ]
    late = [
        {"question": str(one.question), "chosen": one.chosen}
        | _columns(one, "arrived_at given_at deadline_at counted")
        for one in row.late_answers.all()
    ]
    past = [_columns(one, "number score passed why note replaced_at") for one in row.past_results.all()]
    told = _columns(row, "uuid number started_at submitted_at score passed pass_percent paper deadline_at")
    told |= {"hints": row.hints, "late_answers": late, "past_results": past if score_shown else []}
    return told | {"answers": answers, "score": row.earned if row.score is not None and score_shown else None}


def _certificate(row: Certificate, on: date) -> dict[str, Any]:
    told = _columns(row, "uuid serial register_number issued_on expires_on signed facts")
    return told | {"standing": standing_of(row, on)}


def _paper(row: ExternalCertificate) -> dict[str, Any]:
    told = _columns(row, "uuid title issuer number issued_on hours state submitted_at decided_at reason")
    return told | {"course": row.course.title}


def _columns(row: Model, names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names.split()}
