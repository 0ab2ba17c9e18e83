"""Whom an invitation means: by unit, category and programme role, or line by line as pasted from a letter."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from common.vietnamese import clean, name_key
from courses.models import Seat, TrainingSession
from people.models import OrgUnit, Person
from people.phones import normalise_phone
from people.queries.people import people_of_unit, people_with_role, posted_on
from people.queries.tree import UnitTree

MOST_LINES = 2000


@dataclass(frozen=True)
class Rule:
    """A unit with all below it, narrowed by the kind of post and by the role in the programme."""

    unit: OrgUnit
    category: str = ""
    role: str = ""

    @property
    def stored(self) -> dict[str, str]:
        return {"unit": str(self.unit.uuid), "category": self.category, "role": self.role}


@dataclass
class Found:
    """The people of a pasted list in its order, and the lines that name nobody or several."""

    people: list[Person] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    several: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Reach:
    """What an invitation would do, before it is done."""

    people: int
    already: int
    free: int

    @property
    def new(self) -> int:
        return self.people - self.already

    @property
    def seated(self) -> int:
        return min(self.new, self.free)

    @property
    def waiting(self) -> int:
        return self.new - self.seated


def people_by_rule(people: QuerySet[Person], rule: Rule, tree: UnitTree, day: date) -> QuerySet[Person]:
    """Those of `people` (a scope) whom the rule means, by given name."""
    found = people_of_unit(people, tree, rule.unit.pk, day)
    if rule.category:
        posts = posted_on(day).filter(category=rule.category)
        found = found.filter(pk__in=posts.order_by().values("person"))
    if rule.role:
        found = people_with_role(found, rule.role, day)
    return found.order_by("sort_key", "pk")


def people_by_list(people: QuerySet[Person], text: str) -> Found:
    """One person a line: staff code, telephone or the full name as written; a name that two have is told."""
    lines = list(dict.fromkeys(clean(line) for line in text.splitlines() if clean(line)))[:MOST_LINES]
    codes, phones, names = _asked(people, lines)
    found = Found()
    for line in lines:
        hits = (
            codes.get(line.upper())
            or phones.get(normalise_phone(line) or "-")
            or names.get(name_key(line), [])
        )
        if len(hits) == 1:
            found.people.append(hits[0])
        else:
            (found.several if hits else found.unknown).append(line)
    return found


def reach_of(session: TrainingSession, people: Iterable[int], free: int) -> Reach:
    """How many would be invited now, and how many would wait."""
    keys = set(people)
    known = set(Seat.objects.filter(session=session).values_list("person_id", flat=True))
    return Reach(len(keys), len(keys & known), free)


Index = dict[str, list[Person]]


def _asked(people: QuerySet[Person], lines: list[str]) -> tuple[Index, Index, Index]:
    phones = {phone for line in lines if (phone := normalise_phone(line))}
    fits = Q(staff_code__in=[line.upper() for line in lines]) | Q(phone__in=phones)
    fits |= Q(name_key__in=[name_key(line) for line in lines])
    by_code, by_phone, by_name = defaultdict(list), defaultdict(list), defaultdict(list)
    for person in people.filter(fits).order_by("pk"):
        by_code[person.staff_code].append(person)
        by_phone[person.phone].append(person)
        by_name[person.name_key].append(person)
    by_phone.pop("", None)
    return by_code, by_phone, by_name
