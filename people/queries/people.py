"""Lists of people for the desk: by name without marks, by unit, with their post of a day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from common.vietnamese import fold, given_name
from people.models import Account, Person, Posting, ProgrammeRole
from people.phones import normalise_phone
from people.queries.coverage import covered, heads_on
from people.queries.tree import Unit, UnitTree


def posted_on(day: date) -> QuerySet[Posting]:
    """The postings in force on a day."""
    return Posting.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)


def people_of_unit(people: QuerySet[Person], tree: UnitTree, unit_id: int, day: date) -> QuerySet[Person]:
    """Those who belong to the unit, to one below it, or to what these were before."""
    heads = heads_on(tree, unit_id, day)
    units: set[int] = set().union(*(covered(tree, head, day) for head in heads))
    return people.filter(Exists(posted_on(day).filter(person=OuterRef("pk"), unit__in=units)))


def unplaced_people(people: QuerySet[Person], tree: UnitTree, day: date) -> QuerySet[Person]:
    """Those whose unit has no place on the map of the day (an abolished district), or who never had one.

    Whoever has left every post is not waiting for a place.
    """
    here = [unit for unit in tree.units if tree.current(unit, day) is not None]
    posts = posted_on(day).filter(person=OuterRef("pk"))
    ever = Posting.objects.filter(person=OuterRef("pk"))
    return people.filter(Exists(posts) | ~Exists(ever)).exclude(Exists(posts.filter(unit__in=here)))


def people_with_role(people: QuerySet[Person], code: str, day: date) -> QuerySet[Person]:
    """Those who hold the programme role on the day."""
    return people.filter(Exists(held_on(day).filter(person=OuterRef("pk"), role__code=code)))


def held_on(day: date) -> QuerySet[ProgrammeRole]:
    """The programme roles in force on a day."""
    return ProgrammeRole.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)


def people_named(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those whose name, staff code or phone fits what was typed."""
    folded, phone = fold(text), normalise_phone(text)
    fits = Q(name_folded__contains=folded) | Q(staff_code__iexact=text.strip())
    return people.filter(fits | Q(phone=phone) if phone else fits)


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


def counts_by_unit(people: QuerySet[Person], tree: UnitTree, day: date) -> dict[int, int]:
    """How many people each unit of `day` has, with all below it; each person once in each."""
    members: dict[int, set[int]] = defaultdict(set)
    pairs = posted_on(day).filter(person__in=people).values_list("person_id", "unit_id")
    for person, unit in pairs.iterator():
        here = tree.current(unit, day) or unit
        for above in (here, *tree.ancestors(here, day)):
            members[above].add(person)
    return {unit: len(found) for unit, found in members.items()}
