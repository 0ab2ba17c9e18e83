"""Gives courses by a target's rule, takes them back from whoever left before beginning, ends and undoes the rule."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from common import nudges
from common.errors import Conflict, DomainError
from courses.models import Course, Enrolment
from courses.queries.folding import chunked
from courses.queries.releases import newest_release
from courses.services.enrolment import enrol_many
from courses.services.many import Deed, Step, withdraw_many
from people.models import Account
from people.services.audit import Kind, record
from reports.models import CourseGift, CourseRule, Target
from reports.queries.giving import courses_to_give, gone_from, plan_of, running_rules
from reports.rules import Member
from reports.services.bulk.doing import newest_enrolled

State = CourseGift.State
BATCH, AT_ONCE = 500, 2000  # people a piece; enrolments made while the officer waits, more goes to a worker
TOPIC = "course_rule_changed"


@transaction.atomic
def start_rule(
    *, target: Target, courses: Collection[Course], at: datetime, by: Account | None
) -> CourseRule:
    """From now on whoever counts is given the courses; those of today at once."""
    _refuse_nonsense(target, courses)
    if CourseRule.objects.filter(target=target, ended_at__isnull=True).exists():
        raise Conflict(_("Chỉ tiêu này đang tự giao khóa học rồi. Hãy dừng lần trước đã."))
    rule = CourseRule.objects.create(target=target, started_at=at, started_by=by)
    rule.courses.set(courses)
    _log("course_rule_started", rule, at, by, 0)
    if plan_of(target, list(courses), at, rule).total <= AT_ONCE:
        carry_out(rule=rule, at=at)
    else:
        nudges.send(TOPIC)
    return rule


def _refuse_nonsense(target: Target, courses: Collection[Course]) -> None:
    if not target.counts_people:
        raise DomainError(_("Chỉ giao khóa học theo chỉ tiêu đếm người."))
    if not courses:
        raise DomainError(_("Hãy chọn ít nhất một khóa học để giao."))
    known = {course.pk for course in courses_to_give(target)}
    for course in courses:
        if course.pk not in known:
            raise DomainError(_("“%(title)s” không thuộc chỉ tiêu này.") % {"title": course.title})
        if newest_release(course) is None:
            raise Conflict(_("Khóa học “%(title)s” chưa phát hành.") % {"title": course.title})


@transaction.atomic
def carry_out(*, rule: CourseRule, at: datetime) -> tuple[int, int]:
    """How many were given and how many taken back; said again it finds nothing left to do."""
    rule = CourseRule.objects.select_for_update(of=("self",)).select_related("target__unit").get(pk=rule.pk)
    if rule.ended_at:
        return 0, 0
    plan = plan_of(rule.target, list(rule.courses.order_by("pk")), at, rule)
    given = sum(_give(rule, one.course, one.people, at) for one in plan.givings)
    back = _take_back(rule, gone_from(rule, plan.counted), State.LEFT, at)
    if given:
        _log("course_given_by_rule", rule, at, rule.started_by, given)
    if back:
        _log("course_taken_back_by_rule", rule, at, rule.started_by, back)
    return given, back


def carry_out_all(at: datetime) -> int:
    """Every running rule, and what an undone one has not taken back yet; returns how much was done."""
    done = sum(sum(carry_out(rule=rule, at=at)) for rule in running_rules())
    waiting = CourseRule.objects.filter(undone_at__isnull=False, gifts__state=State.GIVEN).distinct()
    return done + sum(_undo_rest(rule, at) for rule in waiting)


@transaction.atomic
def end_rule(*, rule: CourseRule, at: datetime, by: Account | None, undo: bool = False) -> None:
    """No newcomer is given anything; with `undo` also what nobody began is taken back."""
    open_now = CourseRule.objects.filter(pk=rule.pk, undone_at__isnull=True)
    ended = open_now.filter(ended_at__isnull=True).update(ended_at=at)
    undone = open_now.update(undone_at=at) if undo else 0
    if not ended and not undone:
        raise Conflict(_("Lần tự giao này đã dừng rồi."))
    _log("course_rule_undone" if undo else "course_rule_ended", rule, at, by, 0)
    if not undo:
        return
    if rule.gifts.filter(state=State.GIVEN).count() <= AT_ONCE:
        _undo_rest(rule, at)
    else:
        nudges.send(TOPIC)


@transaction.atomic
def _undo_rest(rule: CourseRule, at: datetime) -> int:
    gifts = rule.gifts.filter(state=State.GIVEN).select_related("enrolment__progress", "event")
    return _take_back(rule, list(gifts), State.UNDONE, at)


def _give(rule: CourseRule, course: Course, people: Sequence[Member], at: datetime) -> int:
    given = 0
    for part in chunked([one.person for one in people], BATCH):
        enrol_many(learners=part, course=course, at=at, by=rule.started_by, due_on=rule.target.due_on)
        keys = Enrolment.objects.filter(course=course, learner__in=part).values_list("pk", flat=True)
        facts = [event for event in newest_enrolled(list(keys)).values() if event.recorded_at == at]
        gifts = [
            CourseGift(rule=rule, enrolment_id=event.enrolment_id, event=event, given_at=at)
            for event in facts
        ]
        CourseGift.objects.bulk_create(gifts, ignore_conflicts=True)
        given += len(gifts)
    return given


def _take_back(rule: CourseRule, gifts: Sequence[CourseGift], state: str, at: datetime) -> int:
    """Whoever has begun keeps the course; what somebody withdrew by hand is only noted."""
    back: list[CourseGift] = []
    for gift in gifts:
        gift.state, gift.changed_at = (State.KEPT if _has_begun(gift.enrolment) else state), at
        if gift.state != State.KEPT and not gift.enrolment.withdrawn_at:
            back.append(gift)
    for start in range(0, len(back), BATCH):
        steps = [
            Step(gift.enrolment, uuid5(rule.uuid, f"back:{gift.pk}"), takes_back=gift.event)
            for gift in back[start : start + BATCH]
        ]
        withdraw_many(steps, Deed(at, rule.started_by, _("Thu lại khóa học tự giao")))
    CourseGift.objects.bulk_update(gifts, ["state", "changed_at"], batch_size=BATCH)
    return len(back)


def _has_begun(enrolment: Enrolment) -> bool:
    progress = getattr(enrolment, "progress", None)
    return bool(progress and (progress.started_at or progress.completed_at))


def _log(action: str, rule: CourseRule, at: datetime, by: Account | None, count: int) -> None:
    detail = {"target": rule.target.code, "courses": ", ".join(one.code for one in rule.courses.all())}
    record(action, kind=Kind.CHANGE, by=by, at=at, unit=rule.target.unit, count=count, detail=detail)
