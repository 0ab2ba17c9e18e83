"""Everything that somebody still has to do, across targets and courses: what one message says instead of five."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime

from common.clock import local_day
from courses.models import Enrolment
from courses.models.progress import State
from people.queries.people import held_on, posted_on
from people.queries.tree import UnitTree
from reports.chase_words import Thing
from reports.models import ChasePlan, ChaseReason
from reports.queries.chasing.missing import People, left_out, missing_of
from reports.queries.completions import sets_of

DONE = [State.COMPLETED, State.EXCUSED]


def things_of(people: Collection[int], open_people: dict[ChasePlan, People]) -> dict[int, list[Thing]]:
    """By person: the plans that wait for them, then their other courses with a due day."""
    found: dict[int, list[Thing]] = defaultdict(list)
    covered: dict[int, set[int]] = defaultdict(set)
    for plan, missing in open_people.items():
        courses = courses_of(plan)
        for person in missing.keys() & set(people):
            found[person].append(Thing(plan.title, plan.due_on))
            covered[person] |= courses
    rows = Enrolment.objects.filter(learner__in=people, due_on__isnull=False).exclude(
        progress__state__in=DONE
    )
    for person, course, title, due in rows.values_list("learner_id", "course_id", "course__title", "due_on"):
        if due and person in found and course not in covered[person]:
            found[person].append(Thing(title, due))
    return found


def courses_of(plan: ChasePlan) -> set[int]:
    """What is learnt for the thing, also in its programmes: not to be named a second time."""
    if plan.target:
        return set().union(*sets_of(plan.target))
    assert plan.assignment
    return {plan.assignment.course_id}


def still_open(reasons: Iterable[ChaseReason], at: datetime) -> list[ChaseReason]:
    """Asked again before anything is sent: whoever has finished meanwhile, was excused, left out or left hears nothing.

    What finishes a thing (one course, all of a programme, hours) is said by the figure's own rule.
    """
    reasons, day, tree = list(reasons), local_day(at), UnitTree.load()
    told: dict[ChasePlan, set[int]] = defaultdict(set)
    for reason in reasons:
        if reason.plan.paused_at is None:
            told[reason.plan].add(reason.person_id)
    out = left_out(day, tree)
    missing = {
        plan: missing_of(plan, day=day, at=at, tree=tree, people=people) for plan, people in told.items()
    }
    here = _here({reason.person_id for reason in reasons}, day)
    return [
        one
        for one in reasons
        if one.person_id in here
        and (unit := missing.get(one.plan, {}).get(one.person_id)) is not None
        and not out.has(one.plan, one.person_id, unit)
    ]


def _here(people: Collection[int], day: date) -> set[int]:
    """Who still holds a post or a role."""
    return {
        person
        for rows in (posted_on(day), held_on(day))
        for person in rows.filter(person__in=people).values_list("person_id", flat=True)
    }
