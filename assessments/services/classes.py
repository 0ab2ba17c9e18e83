"""A class asks its people: one press makes the form of the class; two tests open before and after it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.class_tests import quizzes_for, tests_of
from assessments.models import ClassScore, ClassSurvey, ClassTests, Quiz, Survey, When
from assessments.services import surveys
from assessments.surveys.ready import ready
from common.clock import local_day
from common.errors import Conflict, DomainError, Forbidden
from courses.models import Enrolment, Seat, TrainingSession
from courses.models.seat import HOLDING
from courses.models.session import SessionState
from courses.queries.training.attendance import live_meetings
from courses.services.enrolment import enrol
from people.models import Account, Person
from people.services.audit import Kind, record

READY = "buoi-tap-huan"
ASKED_FOR = timedelta(days=30)  # after the last meeting
NO_TITLES: Mapping[str, str] = MappingProxyType({})
HELD = (SessionState.RUNNING, SessionState.CLOSED)


@dataclass(frozen=True)
class Typed:
    """One mark from paper; None takes the earlier one back."""

    seat: UUID
    which: str
    percent: Decimal | None


@transaction.atomic
def ask_class(*, session: TrainingSession, at: datetime, by: Account) -> Survey:
    """The class's form, made from the ready one and published; a second press finds the first."""
    session = _locked(session)
    bound = ClassSurvey.objects.filter(session=session).select_related("survey").first()
    if bound:
        return bound.survey
    if session.state not in (SessionState.OPEN, *HELD):
        raise Conflict(_("Lớp chưa mở hoặc đã hủy, nên chưa có ai để hỏi."))
    survey = surveys.create_survey(facts=_facts(session, at), items=ready()[READY].items(), at=at, by=by)
    surveys.publish(survey=survey, at=at, by=by)
    survey.refresh_from_db()
    ClassSurvey.objects.create(session=session, survey=survey, bound_at=at, bound_by=by)
    return survey


def _facts(session: TrainingSession, at: datetime) -> surveys.Facts:
    """Open from the first day of the class until a month after its last, or after today."""
    meetings, today = live_meetings(session), local_day(at)
    first = local_day(meetings[0].starts_at) if meetings else today
    last = max([local_day(one.ends_at) for one in meetings], default=today)
    form = ready()[READY]
    return surveys.Facts(
        title=f"{form.title}: {session.title}"[:200], intro=form.intro, kind=Survey.Kind.SESSION,
        owner=session.lead_unit, course=None, anonymous=True, opens_on=first,
        closes_on=max(last, today) + ASKED_FOR, threshold=10, goal_percent=80, results_public=False,
    )  # fmt: skip


@transaction.atomic
def choose_tests(
    *, session: TrainingSession, pre: Quiz | None, post: Quiz | None, at: datetime, by: Account
) -> ClassTests:
    """Two different tests of the class's course; a test with a pre-test of its own brings it along."""
    session = _locked(session)
    pre = pre or (post.pre_test if post else None)
    known = {quiz.pk for quiz in quizzes_for(session)}
    if any(quiz and quiz.pk not in known for quiz in (pre, post)):
        raise DomainError(_("Hãy chọn bài kiểm tra của khóa học này."))
    if pre and pre == post:
        raise DomainError(_("Bài đầu lớp và bài cuối lớp phải là hai bài khác nhau."))
    if session.state in (SessionState.CLOSED, SessionState.CANCELLED):
        raise Conflict(_("Lớp đã kết thúc hoặc đã hủy: không đổi bài kiểm tra được nữa."))
    facts = {"pre": pre, "post": post, "chosen_at": at, "chosen_by": by}
    row, _made = ClassTests.objects.update_or_create(session=session, defaults=facts)
    titles = {name: quiz.activity.title for name, quiz in (("pre", pre), ("post", post)) if quiz}
    _log("class_tests_chosen", session, by, at, titles=titles)
    return row


@transaction.atomic
def type_scores(*, session: TrainingSession, scores: Iterable[Typed], at: datetime, by: Account) -> int:
    """Marks from paper; what stands already is left out, so a form sent twice is one. Returns how many are new."""
    session = _locked(session)
    if session.state not in HELD:
        raise Conflict(_("Lớp chưa diễn ra hoặc đã hủy, nên chưa có điểm để ghi."))
    told = list(scores)
    seats = {one.uuid: one for one in session.seats.filter(uuid__in={one.seat for one in told})}
    if len(seats) != len({one.seat for one in told}):
        raise DomainError(_("Có người không ở trong danh sách lớp này. Hãy tải lại trang."))
    stands = _on_paper(list(seats.values()))
    fresh = [one for one in told if stands.get((one.seat, one.which)) != one.percent]
    ClassScore.objects.bulk_create(
        ClassScore(
            seat=seats[one.seat], which=When(one.which), percent=one.percent, recorded_at=at, recorded_by=by
        )
        for one in fresh
    )
    if fresh:
        _log("class_scores_typed", session, by, at, len(fresh))
    return len(fresh)


def _on_paper(seats: list[Seat]) -> dict[tuple[UUID, str], Decimal | None]:
    rows = ClassScore.objects.filter(seat__in=seats).order_by("pk")
    return {
        (seat, which): percent for seat, which, percent in rows.values_list("seat__uuid", "which", "percent")
    }


@transaction.atomic
def open_test(*, session: TrainingSession, person: Person, which: str, at: datetime, by: Account) -> Quiz:
    """The test, for somebody of the class; whoever does not learn the course yet is enrolled in it first."""
    tests, seat = tests_of(session), session.seats.filter(person=person).first()
    quiz: Quiz | None = getattr(tests, which, None) if tests and which in When.values else None
    if seat is None or quiz is None:
        raise DomainError(_("Lớp này không có bài kiểm tra đó cho anh/chị."), status=404)
    refusal = why_not(session, seat, which, at)
    if refusal:
        raise Forbidden(refusal)
    enrol(learner=person, course=session.release.course, at=at, by=by)
    if not _has(person, quiz):
        raise Conflict(
            _("Anh/chị đang học bản trước của khóa học, chưa có bài kiểm tra này. Hãy hỏi giảng viên.")
        )
    return quiz


def why_not(session: TrainingSession, seat: Seat, which: str, at: datetime) -> str:
    """A sentence where the test is not open to this seat now; else nothing."""
    meetings = live_meetings(session)
    if seat.state not in HOLDING and not seat.attendance.exists():
        return _("Bài kiểm tra dành cho người dự lớp.")
    if session.state not in (SessionState.OPEN, *HELD) or not meetings:
        return _("Lớp chưa mở hoặc đã hủy.")
    if which == When.PRE and at > max(one.ends_at for one in meetings):
        return _("Lớp đã học xong: bài đầu lớp đã đóng.")
    if which == When.POST and at < meetings[0].starts_at:
        return _("Bài cuối lớp mở khi lớp bắt đầu.")
    return ""


def _has(person: Person, quiz: Quiz) -> bool:
    return Enrolment.objects.filter(learner=person, release__items__activity=quiz.activity_id).exists()


def _locked(session: TrainingSession) -> TrainingSession:
    rows = TrainingSession.objects.select_for_update(of=("self",))
    return rows.select_related("release__course", "lead_unit").get(pk=session.pk)


def _log(
    action: str,
    session: TrainingSession,
    by: Account,
    at: datetime,
    count: int = 1,
    titles: Mapping[str, str] = NO_TITLES,
) -> None:
    detail = {"class": session.code, **titles}
    record(action, kind=Kind.CHANGE, by=by, at=at, unit=session.lead_unit, count=count, detail=detail)
