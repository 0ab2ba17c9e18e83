"""Questions about one sitting: what its rules are for this learner, what keeps from starting, what may be seen."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from assessments import rules
from assessments.models import Accommodation, Attempt, LateAnswer, Quiz
from assessments.queries.standing import Standing
from common.errors import DomainError
from common.prepared import Prepared
from common.vietnamese import clean, format_moment
from courses.models import Enrolment, ReleaseItem
from people.models import Person
from people.queries.identity import same_person


@dataclass(frozen=True)
class Terms:
    """The rules of a test as they are for one person."""

    quiz: Quiz
    extra: rules.Extra

    @property
    def closes_at(self) -> datetime | None:
        return rules.closing(self.quiz.closes_at, self.extra)

    @property
    def allowed(self) -> timedelta | None:
        return rules.time_allowed(self.quiz.time_limit, self.extra)

    @property
    def minutes(self) -> int:
        """The time for one sitting in whole minutes; 0 is no limit."""
        return round(self.allowed.total_seconds() / 60) if self.allowed else 0

    def deadline(self, started_at: datetime) -> datetime | None:
        return rules.deadline(started_at, self.quiz.time_limit, self.quiz.closes_at, self.extra)

    @property
    def promised(self) -> dict[str, Any]:
        """What an attempt that starts now keeps of the rules."""
        quiz = self.quiz
        return {
            "grading": quiz.grading, "score_shown": quiz.score_shown, "verdicts_shown": quiz.verdicts_shown,
            "answers_shown": quiz.answers_shown, "hints": quiz.hints_allowed, "hint_cost": quiz.hint_cost,
            "minutes": quiz.time_limit,
        }  # fmt: skip


@dataclass(frozen=True)
class Door:
    """Why a test cannot be started, in a sentence; empty when it can."""

    bar: rules.Bar | None = None
    sentence: str = ""


_GRANTED = Prepared(
    lambda person: Accommodation.objects.filter(person__in=same_person(person), ended_at__isnull=True)
)


def terms_of(person_id: int, quiz: Quiz) -> Terms:
    """The test's rules with the most that the person was granted."""
    rows = [row for row in _GRANTED.objects(person_id) if row.quiz_id in {None, quiz.pk}]
    untils = [row.until for row in rows if row.until]
    return Terms(
        quiz,
        rules.Extra(
            max((row.extra_percent for row in rows), default=0),
            max((row.extra_minutes for row in rows), default=0),
            max(untils, default=None),
        ),
    )


def time_given_to(person_id: int) -> QuerySet[Accommodation]:
    """Every decision about a person's time, the newest first, ended ones too."""
    rows = Accommodation.objects.filter(person__in=same_person(person_id))
    return rows.select_related("person", "quiz__activity", "given_by").order_by("-given_at", "-pk")


def quizzes_of(person_id: int) -> QuerySet[Quiz]:
    """The tests in the courses that a person is enrolled in."""
    enrolled = Enrolment.objects.filter(learner__in=same_person(person_id)).values("release")
    items = ReleaseItem.objects.filter(release__in=enrolled).values("activity")
    return Quiz.objects.filter(activity__in=items).select_related("activity").order_by("activity__title")


def learner_at(quiz: Quiz, staff_code: str) -> Person:
    """Whoever has this code and is enrolled in a course with the test."""
    found = Person.objects.filter(staff_code=clean(staff_code).upper(), merged_into__isnull=True).first()
    if found is None or not quizzes_of(found.pk).filter(pk=quiz.pk).exists():
        raise DomainError(_("Không có học viên nào mang mã này ở bài kiểm tra này."))
    return found


def door(standing: Standing, terms: Terms, at: datetime) -> Door:
    """What keeps the learner from a new try at this moment; who is in the middle of one goes on with it."""
    if standing.waiting:
        return Door(rules.Bar.WAITING, _("Bài bạn nộp đang chờ chấm. Có kết quả rồi mới làm lại được."))
    if standing.left == 0:
        said = _("Bạn đã dùng hết %(n)s lượt làm bài này.") % {"n": standing.quiz.attempts_allowed}
        return Door(rules.Bar.USED_UP, said)
    found = rules.barred(at, terms.quiz.opens_at, terms.closes_at, _again_at(standing))
    return Door(found[0], SAID[found[0]]() % {"moment": format_moment(found[1])}) if found else Door()


SAID = {
    rules.Bar.EARLY: lambda: _("Bài kiểm tra chưa mở. Bạn bắt đầu được từ %(moment)s."),
    rules.Bar.CLOSED: lambda: _("Bài kiểm tra đã đóng lúc %(moment)s, không bắt đầu lượt mới được nữa."),
    rules.Bar.DELAY: lambda: _("Chưa đến giờ làm lượt tiếp theo. Bạn bắt đầu được từ %(moment)s."),
}


def _again_at(standing: Standing) -> datetime | None:
    """When the wait after the last try is over."""
    ends = [one.submitted_at for one in standing.attempts if one.submitted_at]
    delay = standing.quiz.delay_minutes
    return max(ends) + timedelta(minutes=delay) if ends and delay else None


def last_closing(quiz: Quiz) -> datetime | None:
    """When nobody may sit the test any more, whoever was given more time."""
    if quiz.closes_at is None:
        return None
    granted = Accommodation.objects.filter(ended_at__isnull=True, until__isnull=False)
    latest = granted.filter(quiz=quiz).aggregate(Max("until"))["until__max"]
    return max(quiz.closes_at, latest) if latest else quiz.closes_at


def is_shown(attempt: Attempt, standing: Standing, at: datetime) -> rules.Shown:
    """What the learner may see of a submitted paper at this moment."""
    closed_at = last_closing(standing.quiz)
    closed = closed_at is not None and at >= closed_at
    settled = standing.passed or closed or (standing.left == 0 and not (standing.open or standing.waiting))
    return rules.shown(attempt.promised, settled=settled, closed=closed)


def awaited(attempt: Attempt, standing: Standing, shown: rules.Shown) -> list[str]:
    """What is not shown yet, and when it will be, a sentence each."""
    closed_at = last_closing(standing.quiz)
    names = {"score_shown": shown.score, "verdicts_shown": shown.verdicts, "answers_shown": shown.answers}
    return [
        str(AWAITED[part, when]()) % {"moment": format_moment(closed_at) if closed_at else ""}
        for part, is_shown_now in names.items()
        if not is_shown_now and (when := attempt.promised.get(part, rules.USUAL[part])) in WAYS
    ]


WAYS = {rules.When.SETTLED, rules.When.CLOSED, rules.When.NEVER}
AWAITED: dict[tuple[str, str], Any] = {
    ("score_shown", "settled"): lambda: _("Điểm được mở khi bạn đạt hoặc hết lượt làm."),
    ("score_shown", "closed"): lambda: _("Điểm được mở sau khi bài kiểm tra đóng: %(moment)s."),
    ("score_shown", "never"): lambda: _("Bài kiểm tra này không cho xem điểm."),
    ("verdicts_shown", "settled"): lambda: _(
        "Câu nào đúng, câu nào sai được mở khi bạn đạt hoặc hết lượt làm."
    ),
    ("verdicts_shown", "closed"): lambda: _(
        "Câu nào đúng, câu nào sai được mở sau khi bài kiểm tra đóng: %(moment)s."
    ),
    ("verdicts_shown", "never"): lambda: _("Bài kiểm tra này không cho xem câu nào đúng, câu nào sai."),
    ("answers_shown", "settled"): lambda: _("Đáp án đúng được mở khi bạn đạt hoặc hết lượt làm."),
    ("answers_shown", "closed"): lambda: _("Đáp án đúng được mở sau khi bài kiểm tra đóng: %(moment)s."),
    ("answers_shown", "never"): lambda: _("Bài kiểm tra này không cho xem đáp án."),
}


@dataclass(frozen=True)
class LateNote:
    """How many answers came after the time was up, and by how many seconds the last of them."""

    counted: int
    refused: int
    seconds: int


def late_note(attempt: Attempt) -> LateNote | None:
    """For learner and marker; a paper without a deadline asks nothing."""
    rows = list(LateAnswer.objects.filter(attempt=attempt)) if attempt.deadline_at else []
    if not rows:
        return None
    questions = {
        counted: {row.question for row in rows if row.counted is counted} for counted in (True, False)
    }
    seconds = max((row.arrived_at - row.deadline_at).total_seconds() for row in rows)
    return LateNote(len(questions[True]), len(questions[False] - questions[True]), round(seconds))
