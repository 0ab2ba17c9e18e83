"""Questions to the log: what a superior may read of it, and who looked at one person; never write."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.fields import BooleanField
from django.db.models.functions import TruncDate

from common import clock
from common.vietnamese import fold
from people.audit_words import ABOUT_THE_LOG, action_word
from people.models import Account, AuditEntry, Person, Posting, Scope
from people.queries.coverage import covered, heads_on
from people.queries.search import people_named
from people.queries.tree import UnitTree
from people.rights import Right, roles_with
from people.scope import visible_unit_ids

RELATED = ("person", "unit", "actor__person")
KNOWN_FOR = timedelta(days=365)
MOST_LOOKS = 100


def visible_entries(
    account: Account, today: date, tree: UnitTree, right: Right = Right.SEE_AUDIT
) -> QuerySet[Any]:
    """What the account may read, each entry with `named`: whether its person, unit and detail may be told.

    An entry is read by its author; by whoever has its person (on the entry's day) or its unit in scope; and by the
    superiors of its author, whose roles on that day all lay below theirs, without names from outside their own scope.
    Entries about reading the log itself are read by its author and the superiors only: nobody sees who audits them.
    """
    entries = AuditEntry.objects.annotate(day=TruncDate("at")).select_related(*RELATED)
    units = visible_unit_ids(account, today, tree, right)
    if units is None:
        return entries.annotate(named=Value(True, output_field=BooleanField()))
    named = concerning(units) | Q(person__isnull=True, unit__isnull=True)
    readable = Q(actor=account) | _below(units) | (concerning(units) & ~Q(action__in=ABOUT_THE_LOG))
    telling = Case(When(named, then=Value(True)), default=Value(False), output_field=BooleanField())
    return entries.filter(_near(account, units)).filter(readable).annotate(named=telling)


def _near(account: Account, units: Iterable[int]) -> Q:
    """Whatever may be readable, found by the log's indexes: only for these the exact question of the day is asked.

    As lists, for a planner given subqueries here reads the whole log (a year of a province: seconds).
    """
    people = list(Posting.objects.filter(unit__in=units).values_list("person", flat=True).distinct())
    authors = list(Scope.objects.filter(unit__in=units).values_list("account", flat=True).distinct())
    return Q(actor__in=[account.pk, *authors]) | Q(unit__in=units) | Q(person__in=people)


def concerning(units: Iterable[int]) -> Q:
    """Entries about these units, or about people who belonged to them on the entry's day."""
    posts = Posting.objects.filter(person=OuterRef("person"), unit__in=units, starts_on__lte=OuterRef("day"))
    return Q(unit__in=units) | Q(
        Exists(posts.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=OuterRef("day"))))
    )


def _below(units: Iterable[int]) -> Q:
    """The author had roles that day, and all of them over these units; a role's last day still counts."""
    scopes = Scope.objects.filter(account=OuterRef("actor")).filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=OuterRef("day")),
        Q(valid_to__isnull=True) | Q(valid_to__gte=OuterRef("day")),
    )
    inside, outside = scopes.filter(unit__in=units), scopes.exclude(unit__in=units)
    return Q(Exists(inside)) & ~Q(Exists(outside)) & Q(actor__is_superuser=False)


@dataclass(frozen=True)
class Asked:
    """What is looked for in the log; empty parts do not narrow."""

    since: date
    to: date
    who: str = ""
    about: str = ""
    action: str = ""
    kind: str = ""
    person: Person | None = None
    units: frozenset[int] | None = None


def narrowed(entries: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    """The entries that fit; names are looked for only where they may be told."""
    start, end = clock.start_of_day(asked.since), clock.end_of_day(asked.to)
    entries = entries.filter(at__gte=start, at__lt=end)
    for name in ("action", "kind"):
        if value := getattr(asked, name):
            entries = entries.filter(**{name: value})
    if asked.who:
        entries = entries.filter(_by(asked.who))
    if asked.about:
        entries = entries.filter(named=True, person__in=people_named(Person.objects.all(), asked.about))
    if asked.person:
        entries = entries.filter(named=True, person=asked.person)
    if asked.units is not None:
        entries = entries.filter(concerning(asked.units), named=True)
    return entries.order_by("-at", "-pk")


def _by(text: str) -> Q:
    name = Q(who__icontains=text) | Q(actor__username__iexact=text)
    return name | Q(actor__person__name_folded__contains=fold(text))


@dataclass(frozen=True)
class Look:
    """On a day, an office looked at or took away somebody's data; who exactly is the superior's business."""

    day: date
    action: str
    office: str
    certain: bool

    @property
    def action_word(self) -> str:
        return action_word(self.action)


def looks_at(person: Person, today: date, tree: UnitTree) -> list[Look]:
    """What was done with one person's data in the last year, newest first, by office.

    A file or slip with many people names no one in the log; files made for a unit that the person stands under are
    told as possible.
    """
    since = clock.start_of_day(today - KNOWN_FOR)
    recent = AuditEntry.objects.filter(at__gte=since).exclude(action__in=ABOUT_THE_LOG)
    recent = recent.exclude(actor__person=person)
    files = Q(kind=AuditEntry.Kind.EXPORT, person__isnull=True) & (
        Q(unit__isnull=True) | Q(unit__in=_above(person, today, tree))
    )
    entries = list(recent.filter(Q(person=person) | files).select_related("actor")[: MOST_LOOKS * 3])
    offices = _offices(entries)
    looks = [
        Look(clock.local_day(entry.at), entry.action, offices.get(entry.pk, ""), bool(entry.person_id))
        for entry in entries
    ]
    return list(dict.fromkeys(looks))[:MOST_LOOKS]


def _above(person: Person, today: date, tree: UnitTree) -> set[int]:
    """The person's units of the last year, what they are now, and all above them."""
    posts = person.postings.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today - KNOWN_FOR))
    found: set[int] = set()
    for unit in posts.values_list("unit_id", flat=True):
        for here in {unit, *heads_on(tree, unit, today)}:
            found |= {here, *tree.ancestors(here, today)}
    return found


def _offices(entries: list[AuditEntry]) -> dict[int, str]:
    """Of each entry, the units that its author looked after on that day."""
    scopes = Scope.objects.filter(
        account__in={entry.actor_id for entry in entries if entry.actor_id},
        role__in=roles_with(Right.SEE_PEOPLE),
    )
    held = [
        (scope.account_id, scope.valid_from or date.min, scope.valid_to or date.max, scope.unit.full_name)
        for scope in scopes.select_related("unit").order_by("unit__level", "pk")
    ]
    found = {}
    for entry in entries:
        day = clock.local_day(entry.at)
        names = [name for who, start, end, name in held if who == entry.actor_id and start <= day <= end]
        found[entry.pk] = ", ".join(dict.fromkeys(names))
    return found


def units_of(unit_id: int, tree: UnitTree, day: date) -> frozenset[int]:
    """A unit with all below it and what these were before: what a filter by unit means."""
    return frozenset().union(*(covered(tree, head, day) for head in heads_on(tree, unit_id, day)), {unit_id})
