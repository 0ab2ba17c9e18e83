"""Which roll-up of a target is the right one, and which targets can have one."""

import hashlib
import json
from datetime import datetime, timedelta

from people.queries.tree import UnitTree
from reports.learning import Learning, What
from reports.models import RollUp, Target
from reports.queries.completions import sets_of
from reports.queries.ground import named_units

RULES = 5  # raised with every change of what spans say: all are counted anew
KNOWN_KEYS = {
    "levels", "categories", "roles", "kinds", "surveyed", "genders", "age_from", "age_to", "held", "held_on",
    "least_days", "named",
}  # fmt: skip
KNOWN_LEARNING = {"what", "hours", "papers", "programmes"}
ABANDONED = timedelta(minutes=5)  # a count that has given no sign of life


def can_be_kept(target: Target) -> bool:
    """People counted by rules that spans know; whatever is new is read from the record until they do."""
    population, told = target.population or {}, target.learning or {}
    if not target.counts_people or not set(population) <= KNOWN_KEYS or not set(told) <= KNOWN_LEARNING:
        return False
    learning = Learning.read(
        told
    )  # hours, and the record without papers, rest on single events, not on progress
    return learning.papers and learning.what is not What.HOURS


def mark_of(target: Target, tree: UnitTree) -> str:
    """What a roll-up rests on beside the people: definition and units."""
    sets, named = sorted(sorted(one) for one in sets_of(target)), named_units(target)
    told = [
        RULES, target.pk, target.definition_version, target.unit_id, target.counts, target.population or {},
        target.learning or {}, sets, sorted(named.only), sorted(named.without), target.starts_on.isoformat(),
        target.due_on.isoformat(), tree.stamp,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def ready_roll_up(target: Target, tree: UnitTree) -> RollUp | None:
    """The newest that is ready and rests on what holds now."""
    if not tree.stamp or not can_be_kept(target):
        return None
    rows = list(target.roll_ups.filter(ready_at__isnull=False).order_by("-pk"))
    mark = mark_of(target, tree) if rows else ""
    return next((row for row in rows if row.mark == mark), None)


def counts_under_way(at: datetime) -> bool:
    """Whether somebody counts a whole target just now."""
    return RollUp.objects.filter(ready_at__isnull=True, begun_at__gt=at - ABANDONED).exists()
