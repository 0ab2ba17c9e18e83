"""What an officer's or a head's list holds when it is sent: whoever finished since it was written is not counted in it."""

from datetime import date, datetime
from functools import cached_property

from common.clock import local_day
from people.queries.tree import UnitTree
from reports import chase_words
from reports.ladder import Audience
from reports.models import ChaseListing, ChaseMessage, ChasePlan
from reports.queries.chasing.missing import LeftOut, active_plans, left_out, missing_of
from reports.queries.chasing.proposals import Day, ripe
from reports.queries.chasing.readers import Readers

ByUnit = dict[int, tuple[int, ...]]
Rung = tuple[int, str, int, date]  # plan, audience, days from the due day, when it was said


class ListsNow:
    """Counts each plan once, when the first list of it is about to go; good for one run of the sender."""

    def __init__(self, at: datetime) -> None:
        self.at, self.day = at, local_day(at)
        self._missing: dict[int, dict[int, int]] = {}
        self._ripe: dict[Rung, ByUnit] = {}

    def words(self, message: ChaseMessage) -> tuple[str, str] | None:
        """Title and text of now; as they were written while every number still holds; None when nobody is left."""
        lists = list(message.listings.order_by("unit__sort_key", "plan"))
        numbers = [self._left(one) for one in lists]
        if numbers == [one.people for one in lists]:
            return message.title, message.text
        lines = [
            (self._name(one), self._plans[one.plan_id].title, one.due_on, number)
            for one, number in zip(lists, numbers, strict=True)
            if number
        ]
        head = message.audience == Audience.HEAD
        return chase_words.officer(lines, self.day, head=head) if lines else None

    def _left(self, one: ChaseListing) -> int:
        """Nobody where the plan rests or has ended, its due day moved or its ladder has no such rung any more."""
        plan = self._plans.get(one.plan_id)
        if plan is None or plan.due_on != one.due_on:
            return 0
        rung = (one.plan_id, one.audience, one.days, one.told_on)
        if rung not in self._ripe:
            self._ripe[rung] = self._ripe_of(plan, rung)
        return len(self._ripe[rung].get(self._unit(one), ()))

    def _ripe_of(self, plan: ChasePlan, rung: Rung) -> ByUnit:
        _plan, audience, days, told_on = rung
        steps = [step for step in plan.ladder if step.audience == audience and step.days == days]
        day = Day(told_on, self._tree, {}, self._readers)
        return ripe(plan, self._people(plan), steps[0], day) if steps else {}

    def _people(self, plan: ChasePlan) -> dict[int, int]:
        if plan.pk not in self._missing:
            missing = missing_of(plan, day=self.day, at=self.at, tree=self._tree)
            kept = {one: unit for one, unit in missing.items() if not self._out.has(plan, one, unit)}
            self._missing[plan.pk] = kept
        return self._missing[plan.pk]

    def _unit(self, one: ChaseListing) -> int:
        return self._tree.current(one.unit_id, self.day) or one.unit_id

    def _name(self, one: ChaseListing) -> str:
        return self._tree.units[self._unit(one)].full_name

    @cached_property
    def _plans(self) -> dict[int, ChasePlan]:
        return {plan.pk: plan for plan in active_plans(self.day)}

    @cached_property
    def _tree(self) -> UnitTree:
        return UnitTree.load()

    @cached_property
    def _readers(self) -> Readers:
        return Readers(self._tree, self.day)

    @cached_property
    def _out(self) -> LeftOut:
        return left_out(self.day, self._tree)
