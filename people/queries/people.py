"""Lists of people for the desk: by name without marks, by unit, with their post of a day."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from common.vietnamese import given_name
from people.models import Account, Person, Posting, ProgrammeRole
from people.queries.coverage import covered, heads_on
from people.queries.tree import Unit, UnitTree


def posted_on(day: date) -> QuerySet[Posting]:
    """The postings in force on a day."""
    return Posting.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)


def posted_in(units: set[int], day: date) -> QuerySet[Posting, int]:
    """Who has a post in one of the units that day, for `pk__in`: found by unit, where a condition on each person
    would walk through everybody (SQLite: 2 ms instead of 110)."""
    return posted_on(day).filter(unit__in=units).values_list("person_id", flat=True)


def people_of_unit(
    people: QuerySet[Person], tree: UnitTree, unit_id: int, day: date, units_on: date | None = None
) -> QuerySet[Person]:
    """Those who belong on `day` to the unit, to one below it, or to what these were before.

    What is below it is asked of `units_on`, the day whose units the reader sees; without it, of `day`.
    """
    seen_on = units_on or day
    units: set[int] = set().union(
        *(covered(tree, head, seen_on) for head in heads_on(tree, unit_id, seen_on))
    )
    return people.filter(pk__in=posted_in(units, day))


def unplaced_people(
    people: QuerySet[Person], tree: UnitTree, day: date, units_on: date | None = None
) -> QuerySet[Person]:
    """Those whose unit has no place on the map of the day (an abolished district), or who never had one.

    Whoever has left every post is not waiting for a place.
    """
    here = {unit for unit in tree.units if tree.current(unit, units_on or day) is not None}
    lost = posted_in(set(tree.units) - here, day)
    never = ~Exists(Posting.objects.filter(person=OuterRef("pk")))
    return people.filter(Q(pk__in=lost) | never).exclude(pk__in=posted_in(here, day))


def people_with_role(people: QuerySet[Person], code: str, day: date) -> QuerySet[Person]:
    """Those who hold the programme role on the day."""
    return people.filter(Exists(held_on(day).filter(person=OuterRef("pk"), role__code=code)))


def held_on(day: date) -> QuerySet[ProgrammeRole]:
    """The programme roles in force on a day."""
    return ProgrammeRole.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)


def for_list(people: QuerySet[Person], day: date) -> QuerySet[Person]:
    """In Vietnamese order, with account and postings of the day: one page costs three queries."""
    posts = Prefetch("postings", posted_on(day).order_by("-starts_on", "-pk"), to_attr="posts")
    return people.select_related("account__firstlogincode").prefetch_related(posts).order_by("sort_key", "pk")


@dataclass(frozen=True)
class PersonLine:
    """A person as a row of the list."""

    person: Person
    before: str
    given: str
    position: str
    units: list[Unit]
    account_state: str


def lines_of(people: list[Person], tree: UnitTree, day: date) -> list[PersonLine]:
    """Rows with the unit as it is on `day`, whatever it was called when the post began."""
    return [_line(person, tree, day) for person in people]


def _line(person: Person, tree: UnitTree, day: date) -> PersonLine:
    posts: list[Posting] = person.posts  # type: ignore[attr-defined]
    given = given_name(person.full_name)
    units = dict.fromkeys(tree.current(post.unit_id, day) or post.unit_id for post in posts)
    return PersonLine(
        person=person,
        before=person.full_name.removesuffix(given).strip(),
        given=given,
        position="; ".join(dict.fromkeys(post.position for post in posts if post.position)),
        units=[tree.units[pk] for pk in units],
        account_state=account_state(person),
    )


def account_state(person: Person) -> str:
    """none: no account; coded: a code was printed but not used; active: has signed in."""
    account = getattr(person, "account", None)
    if account is None:
        return "none"
    if has_signed_in(account):
        return "active"
    return "coded" if hasattr(account, "firstlogincode") else "none"


def has_signed_in(account: Account) -> bool:
    """Whether the account has a password that only its owner knows."""
    return bool(account.last_login) or (account.has_usable_password() and not account.must_set_password)


def counts_by_unit(
    people: QuerySet[Person] | None,
    tree: UnitTree,
    day: date,
    units_on: date | None = None,
    *,
    below: Collection[int] | None = None,
) -> dict[int, int]:
    """How many people each unit of the day has, with all below it; each person once in each. None: everybody.

    With `below` only posts in these units and under them are looked at: all of a commune need not be walked through
    to count its hamlets.
    """
    merged = Person.objects.filter(merged_into__isnull=False).order_by()
    posts = posted_on(day)
    if below is not None:
        posts = posts.filter(unit__in=set().union(*(covered(tree, unit, units_on or day) for unit in below)))
    posts = posts.exclude(person__in=merged) if people is None else posts.filter(person__in=people.order_by())
    counts: Counter[int] = Counter()
    for units, number in _posts_together(posts):
        above = (_with_ancestors(tree, unit, units_on or day) for unit in units)
        counts.update(dict.fromkeys(set().union(*above), number))
    return dict(counts)


def _posts_together(posts: QuerySet[Posting]) -> Iterator[tuple[set[int], int]]:
    """Units with the number of people who are in just these: the many with one post are counted by the database."""
    several = posts.values("person").annotate(n=Count("pk")).filter(n__gt=1).values("person")
    places: dict[int, list[int]] = defaultdict(list)
    for person, unit in posts.filter(person__in=several).values_list("person_id", "unit_id"):
        places[person].append(unit)
    single = Counter(dict(posts.order_by().values_list("unit").annotate(n=Count("pk"))))
    for units in places.values():
        single.subtract(units)
    yield from (({unit}, number) for unit, number in single.items() if number)
    yield from ((set(units), 1) for units in places.values())


def _with_ancestors(tree: UnitTree, unit: int, day: date) -> set[int]:
    here = tree.current(unit, day) or unit
    return {here, *tree.ancestors(here, day)}
