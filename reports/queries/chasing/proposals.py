"""Who is to be told what today: worked out from the record, changing nothing; a page shows it, a service writes it down."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q

from common.clock import local_day
from people.models import Account
from people.queries.tree import UnitTree
from reports.ladder import GATHERS, Audience, Step, reached, rung_below, waits
from reports.models import ChaseLetter, ChaseListing, ChaseMessage, ChasePlan, ChaseReason
from reports.queries.chasing.missing import LeftOut, People, active_plans, left_out, missing_of
from reports.queries.chasing.readers import Readers

SOON = timedelta(days=GATHERS)


@dataclass(frozen=True)
class UnitList:
    """Of one unit, for one rung of one plan: who is missing though they were told."""

    plan: ChasePlan
    audience: Audience
    days: int
    unit: int
    people: tuple[int, ...]


@dataclass
class Proposal:
    """One message to one reader."""

    audience: Audience
    unit: int | None
    person: int | None = None
    account: Account | None = None
    rungs: list[tuple[ChasePlan, int]] = field(default_factory=list)
    lists: list[UnitList] = field(default_factory=list)
    channels: set[str] = field(default_factory=set)


@dataclass
class Day:
    """Everything that is to be said on a day; `open` is each plan's missing people, for the digest."""

    day: date
    tree: UnitTree
    open: dict[ChasePlan, People]
    readers: Readers
    people: list[Proposal] = field(default_factory=list)
    officers: list[Proposal] = field(default_factory=list)
    unheard: list[UnitList] = field(default_factory=list)  # nobody has the right that makes them the reader
    letters: list[tuple[ChasePlan, int]] = field(default_factory=list)


def day_of(at: datetime, within: Collection[int] | None = None) -> Day:
    """What is due at this moment; `within` narrows to people of these units."""
    day, tree = local_day(at), UnitTree.load()
    out = left_out(day, tree)
    open_people = {
        plan: _kept(plan, missing_of(plan, day=day, at=at, tree=tree), out, within)
        for plan in active_plans(day)
    }
    found = Day(day, tree, open_people, Readers(tree, day))
    found.people = _person_proposals(found)
    _add_lists(found)
    return found


def _kept(plan: ChasePlan, people: People, out: LeftOut, within: Collection[int] | None) -> People:
    return {
        person: unit
        for person, unit in people.items()
        if (within is None or unit in within) and not out.has(plan, person, unit)
    }


def _person_proposals(day: Day) -> list[Proposal]:
    """One a person: the rungs reached today, and with them those of the next days."""
    silent = set(
        ChaseMessage.objects.filter(day=day.day, audience=Audience.PERSON).values_list("person_id", flat=True)
    )
    told = _told(day.open)
    due: dict[int, Proposal] = {}
    for plan, people in day.open.items():
        step = reached(plan.ladder, Audience.PERSON, plan.due_on, day.day)
        for person in _untold(plan, step, people, told):
            if person not in silent:
                proposal = due.setdefault(person, Proposal(Audience.PERSON, people[person], person))
                _add_rung(proposal, plan, step)
    for plan, people in day.open.items():
        step = reached(plan.ladder, Audience.PERSON, plan.due_on, day.day + SOON)
        if step and (step.days < 0 or plan.due_on < day.day):  # that it is overdue is not said beforehand
            for person in _untold(plan, step, people, told):
                if person in due and all(plan is not other for other, _days in due[person].rungs):
                    _add_rung(due[person], plan, step)
    return list(due.values())


def _add_rung(proposal: Proposal, plan: ChasePlan, step: Step | None) -> None:
    assert step
    proposal.rungs.append((plan, step.days))
    proposal.channels |= set(step.channels)


def _told(plans: Iterable[ChasePlan]) -> set[tuple[int, date, int, int]]:
    rows = ChaseReason.objects.filter(plan__in=list(plans))
    return set(rows.values_list("plan_id", "due_on", "days", "person_id"))


def _untold(
    plan: ChasePlan, step: Step | None, people: People, told: set[tuple[int, date, int, int]]
) -> list[int]:
    if step is None:
        return []
    return [person for person in people if (plan.pk, plan.due_on, step.days, person) not in told]


def _add_lists(day: Day) -> None:
    """Officers and heads: one a reader, with every unit they answer for."""
    readers: dict[tuple[Audience, int], Proposal] = {}
    for plan, people in day.open.items():
        for audience in (Audience.OFFICER, Audience.HEAD, Audience.LETTER):
            step = reached(plan.ladder, audience, plan.due_on, day.day)
            those = ripe(plan, people, step, day) if step else {}
            if step and audience is Audience.LETTER:
                _add_letter(day, plan, step, those)
            elif step:
                _add_readers(day, readers, plan, step, those)
    day.officers = list(readers.values())


def ripe(plan: ChasePlan, people: People, step: Step, day: Day) -> dict[int, tuple[int, ...]]:
    """By unit, who has been told, and the rung below heard, as long ago as the ladder says."""
    below, since = rung_below(plan.ladder, step.audience), day.day - timedelta(days=waits(plan.ladder, step))
    by_unit: dict[int, list[int]] = defaultdict(list)
    for person, unit in people.items():
        by_unit[day.readers.seat(unit)].append(person)
    earlier = {"plan": plan, "due_on": plan.due_on, "told_on__lte": since}
    told = set(ChaseReason.objects.filter(**earlier).values_list("person_id", flat=True))
    heard = set(
        ChaseListing.objects.filter(**earlier, audience=below or "").values_list("unit_id", flat=True)
    )
    chased = any(step.audience is Audience.PERSON for step in plan.ladder)
    return {
        unit: tuple(kept)
        for unit, those in by_unit.items()
        if (below in (None, Audience.PERSON) or unit in heard)
        and (kept := [person for person in those if person in told or not chased])
    }


def _add_readers(
    day: Day,
    readers: dict[tuple[Audience, int], Proposal],
    plan: ChasePlan,
    step: Step,
    ripe: dict[int, tuple[int, ...]],
) -> None:
    said = ChaseListing.objects.filter(
        plan=plan, due_on=plan.due_on, days=step.days, audience=step.audience, unit__in=ripe
    )
    done = set(said.values_list("unit_id", "reader"))
    silent = _silent_readers(day, step.audience)
    for unit, people in ripe.items():
        one = UnitList(plan, step.audience, step.days, unit, people)
        accounts = day.readers.of(unit, step.audience)
        if not accounts and (unit, "") not in done:
            day.unheard.append(one)
        for account in accounts:
            if (unit, account.username) not in done and account.pk not in silent:
                key = (step.audience, account.pk)
                proposal = readers.setdefault(key, Proposal(step.audience, unit, account.person_id, account))
                proposal.lists.append(one)
                proposal.channels |= set(step.channels)


def _silent_readers(day: Day, audience: Audience) -> set[int]:
    """Accounts that had today's message already."""
    rows = ChaseMessage.objects.filter(day=day.day, audience=audience)
    readers = Account.objects.filter(
        Q(pk__in=rows.values("account")) | Q(person__in=rows.filter(person__isnull=False).values("person"))
    )
    return set(readers.values_list("pk", flat=True))


def _add_letter(day: Day, plan: ChasePlan, step: Step, ripe: dict[int, tuple[int, ...]]) -> None:
    known = ChaseLetter.objects.filter(plan=plan, due_on=plan.due_on, days=step.days)
    if ripe and not known.exists():
        day.letters.append((plan, step.days))
