"""Who would enter and leave if a target's rule were saved: counted from the rule alone, nothing is written."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.vietnamese import format_day
from people.models import Person, Posting
from people.queries.merging import whose
from people.queries.tree import UnitTree
from reports.models import Target
from reports.population import Rule
from reports.queries.facts import Facts
from reports.queries.ground import Named
from reports.queries.posts import posts_at, roles_at
from reports.queries.traits import traits_at
from reports.queries.unit_facts import UnitFacts

SHOWN = 100  # names a list; the rest are counted


@dataclass(frozen=True)
class Change:
    """The population on one day before and after; names in order, at most SHOWN of them."""

    day: date
    before: int
    after: int
    entering: int
    leaving: int
    enter: list[str]
    leave: list[str]


@dataclass(frozen=True)
class Definition:
    """A target's rule with the units it names, stored or not."""

    target: Target
    named: Named


def preview(
    before: Definition | None, after: Definition, days: Collection[date], now: datetime
) -> list[Change]:
    """For each day; a fixed number of queries for all of them."""
    new = _facts(after, now)
    old = _facts(before, now) if before else None
    return [_change(old, new, day) for day in days]


def remarks(after: Definition, changes: Collection[Change], today: date) -> list[str]:
    """What is allowed and yet likely not meant, in sentences."""
    told = []
    for change in changes:
        if not change.after:
            told.append(
                _("Ngày %(day)s không ai thuộc chỉ tiêu: mẫu số bằng 0, không có tỷ lệ để báo cáo.")
                % {"day": format_day(change.day)}
            )
    first = Posting.objects.order_by("starts_on").values_list("starts_on", flat=True).first()
    if first and after.target.starts_on < first:
        told.append(
            _("Danh sách cán bộ chỉ có từ ngày %(day)s; trước đó mẫu số bằng 0.") % {"day": format_day(first)}
        )
    if after.target.due_on < today:
        told.append(_("Hạn của chỉ tiêu đã qua."))
    tree = UnitTree.load()
    for unit in (*after.named.only, *after.named.without, *after.named.goals):
        if tree.current(unit, today) is None:
            told.append(
                _(
                    "%(unit)s đã kết thúc và không có đơn vị kế thừa; quy tắc về đơn vị này không còn tác dụng."
                )
                % {"unit": tree.units[unit].full_name}
            )
    return told


def _facts(told: Definition, now: datetime) -> Facts:
    target, tree = told.target, UnitTree.load()
    if not target.counts_people:
        return UnitFacts(target, tree, {}, {}, {}, now, named=told.named)
    rule, merged = Rule.read(target.population), whose(None)
    return Facts(
        target, tree, posts_at(None, merged), roles_at(list(rule.roles), None, merged), {}, now,
        traits=traits_at(None) if rule.asks_traits else {}, named=told.named,
    )  # fmt: skip


def _change(old: Facts | None, new: Facts, day: date) -> Change:
    was = {member.person for member in old.members(day)} if old else set()
    will = {member.person for member in new.members(day)}
    name = _unit_names if isinstance(new, UnitFacts) else _names
    return Change(
        day,
        len(was),
        len(will),
        len(will - was),
        len(was - will),
        name(new, will - was),
        name(new, was - will),
    )


def _names(facts: Facts, people: set[int]) -> list[str]:
    rows = Person.objects.filter(pk__in=people) if len(people) <= SHOWN else _first_of(people)
    return [f"{row.full_name} ({row.staff_code})" for row in rows.order_by("sort_key", "pk")[:SHOWN]]


def _first_of(people: set[int]) -> QuerySet[Person]:
    """Of many the first in order of name: found in one pass, so that no query names thousands."""
    keys = Person.objects.order_by("sort_key", "pk").values_list("pk", flat=True)
    first: list[int] = []
    for key in keys.iterator(chunk_size=2000):
        if key in people:
            first.append(key)
            if len(first) == SHOWN:
                break
    return Person.objects.filter(pk__in=first)


def _unit_names(facts: Facts, units: set[int]) -> list[str]:
    told = sorted((facts.tree.units[unit] for unit in units), key=lambda unit: (unit.sort_key, unit.code))
    return [unit.full_name for unit in told[:SHOWN]]
