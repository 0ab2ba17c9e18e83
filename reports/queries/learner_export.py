"""Everything held about one person, as a structure for JSON: law 91/2025/QH15, article 4 (the right to a copy).

`version` grows when a key changes its meaning or goes; new keys may come at any time. Keys to tests are never in it, nor
is who looked at the record: that is about other people, and is asked for at the desk.
"""

from datetime import date, datetime
from typing import Any

from django.db.models import Model, Prefetch

from assessments.models import Attempt
from certificates.models import Certificate, ExternalCertificate
from certificates.queries.papers import papers_of
from certificates.queries.register import certificates_of
from certificates.queries.standing import standing_of
from courses.models import Enrolment, LearningEvent, WatchedSpans
from people.models import Account, Person, Posting, ProgrammeRole
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
        "enrolments": [_enrolment(row) for row in enrolments.order_by("enrolled_at", "pk")],
        "certificates": [_certificate(row, on) for row in certificates_of(person.pk)],
        "papers_from_elsewhere": [_paper(row) for row in papers_of(person.pk)],
    }  # fmt: skip


def _enrolment(row: Enrolment) -> dict[str, Any]:
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
        "attempts": [_attempt(one) for one in row.attempts.all()],
    }  # fmt: skip


def _event(row: LearningEvent) -> dict[str, Any]:
    told = _columns(row, "uuid kind occurred_at recorded_at source backfilled version evidence")
    return told | {
        "activity": str(row.activity.uuid) if row.activity else None,
        "corrects": str(row.corrects.uuid) if row.corrects else None,
    }


def _attempt(row: Attempt) -> dict[str, Any]:
    """The paper as it was shown and what was answered; never its key."""
    answers = [
        {"question": str(one.question), "chosen": one.chosen, "saved_at": one.saved_at}
        for one in row.answers.all()
    ]
    past = [_columns(one, "number score passed why note replaced_at") for one in row.past_results.all()]
    told = _columns(row, "uuid number started_at submitted_at score passed pass_percent paper")
    return told | {
        "answers": answers,
        "past_results": past,
        "score": None if row.score is None else row.earned,
    }


def _certificate(row: Certificate, on: date) -> dict[str, Any]:
    told = _columns(row, "uuid serial register_number issued_on expires_on signed facts")
    return told | {"standing": standing_of(row, on)}


def _paper(row: ExternalCertificate) -> dict[str, Any]:
    told = _columns(row, "uuid title issuer number issued_on hours state submitted_at decided_at reason")
    return told | {"course": row.course.title}


def _columns(row: Model, names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names.split()}
