"""More time for one person: given with a reason, also in the middle of a sitting, and taken back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from assessments import rules
from assessments.models import Accommodation, Attempt, Quiz
from assessments.sitting import Terms, terms_of
from common.errors import Conflict, DomainError
from common.vietnamese import format_moment
from people.models import Account, AuditEntry, Person
from people.queries.identity import same_person
from people.services import audit

Kind = AuditEntry.Kind


@transaction.atomic
def accommodate(
    *, person: Person, quiz: Quiz | None, extra: rules.Extra, reason: str, at: datetime, by: Account
) -> Accommodation:
    """Give it, for one test or every test; a paper that is open gets its later deadline at once."""
    if not (extra.percent or extra.minutes or extra.until):
        raise DomainError(_("Hãy ghi thêm bao nhiêu thời gian, hoặc được nộp đến khi nào."))
    if not reason.strip():
        raise DomainError(_("Hãy ghi lý do."))
    if extra.until and extra.until <= at:
        raise DomainError(_("Giờ đóng riêng phải ở sau lúc này."))
    given = Accommodation.objects.create(
        person=person, quiz=quiz, extra_percent=extra.percent, extra_minutes=extra.minutes, until=extra.until,
        reason=reason.strip(), given_at=at, given_by=by,
    )  # fmt: skip
    _lengthen(given)
    _log("test_time_given", given, by, at)
    return given


@transaction.atomic
def end_accommodation(*, accommodation: Accommodation, at: datetime, by: Account) -> None:
    """It counts for no further start; papers already open keep their time."""
    current = Accommodation.objects.select_for_update(of=("self",)).get(pk=accommodation.pk)
    if current.ended_at:
        raise Conflict(_("Điều chỉnh này đã kết thúc."))
    current.ended_at = at
    current.save(update_fields=["ended_at"])
    _log("test_time_ended", current, by, at)


def _lengthen(given: Accommodation) -> None:
    about = Q(quiz=given.quiz_id) if given.quiz_id else Q()
    papers = Attempt.objects.select_for_update(of=("self",)).select_related("quiz")
    for attempt in papers.filter(
        about,
        enrolment__learner__in=same_person(given.person_id),
        submitted_at=None,
        deadline_at__isnull=False,
    ):
        later = _terms(attempt, given.person_id).deadline(attempt.started_at)
        if attempt.deadline_at and later and later > attempt.deadline_at:
            attempt.deadline_at = later
            attempt.save(update_fields=["deadline_at"])


def _terms(attempt: Attempt, person_id: int) -> Terms:
    """With the time limit that was promised at the start, whatever the test says now."""
    quiz = attempt.quiz
    quiz.time_limit = attempt.promised.get("minutes", quiz.time_limit)
    return terms_of(person_id, quiz)


def _log(action: str, about: Accommodation, by: Account, at: datetime) -> None:
    detail = {
        "title": about.quiz.activity.title if about.quiz else "",
        "percent": about.extra_percent, "minutes": about.extra_minutes,
        "test_until": format_moment(about.until) if about.until else "", "reason": about.reason,
    }  # fmt: skip
    told = {name: value for name, value in detail.items() if value}
    audit.record(action, kind=Kind.CHANGE, by=by, at=at, person=about.person, detail=told)
