"""A kept figure as it was known earlier: whoever the record has said something about since is counted anew.

What was written later but happened after the figure's day changes nobody on that day. So it is few people: those of
late registers, of facts taken back, of merges.
"""

from dataclasses import replace
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from common.clock import end_of_day
from courses import rules
from courses.models import LearningEvent
from people.models import PersonMerge
from people.queries.merging import whose
from people.queries.tree import UnitTree
from reports.models import Target
from reports.queries.chase import chasing
from reports.queries.completions import sets_of
from reports.queries.figures import load_facts, with_records
from reports.queries.kept import Kept
from reports.queries.spans import spans_on, steps_of
from reports.queries.touched import stored_spans

MOST = 20_000  # people counted anew while somebody waits; above it one pass over the whole record is cheaper


def as_recorded(kept: Kept, tree: UnitTree, *, day: date, cutoff: datetime) -> Kept | None:
    """Of this one day, as known at the cutoff; None when too much has been recorded since."""
    target = kept.roll_up.target
    late = late_people(target, day, cutoff)
    if len(late) > MOST:
        return None
    people = late | kept.touched
    if not people:
        return kept
    facts = load_facts(target, cutoff=cutoff, known_at=cutoff, people=people, tree=tree, with_traits=True)
    fresh = tuple(spans_on(facts, chasing(target, people), day))
    change = steps_of(fresh)
    change.update(steps_of(stored_spans(kept.roll_up, people).values(), -1))
    return replace(kept, touched=frozenset(people), fresh=fresh, change=change)


def late_people(target: Target, day: date, cutoff: datetime) -> set[int]:
    """Who may have stood otherwise on the day, as we knew it at the cutoff; more than `MOST` are not all named."""
    courses = sorted(frozenset[int]().union(*sets_of(target)))
    events = LearningEvent.objects.filter(recorded_at__gt=cutoff, enrolment__course__in=courses)
    events = events.filter(
        Q(occurred_at__lt=end_of_day(day)) | Q(kind=rules.RETRACTED) | _another_beginning(cutoff)
    )
    learners = events.order_by().values_list("enrolment__learner_id", flat=True).distinct()
    return _with_merged(set(learners[: MOST + 1]), cutoff)


def _another_beginning(cutoff: datetime) -> Q:
    """Said first after the cutoff with which release an enrolment began whose other facts were known before."""
    known = LearningEvent.objects.filter(enrolment=OuterRef("enrolment"), recorded_at__lte=cutoff)
    begins = Q(kind__in=(rules.ENROLLED, rules.RELEASE_CHANGED))
    return begins & ~Exists(known.filter(kind=rules.ENROLLED)) & Exists(known)


def _with_merged(people: set[int], cutoff: datetime) -> set[int]:
    """Also whoever was merged or parted since, and all of whom these are or were."""
    changed = PersonMerge.objects.filter(Q(merged_at__gt=cutoff) | Q(undone_at__gt=cutoff))
    people = people.union(*changed.values_list("gone_id", "survivor_id"))
    return with_records(people, whose(None)) | with_records(people, whose(cutoff)) if people else people
