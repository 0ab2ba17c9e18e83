"""Who somebody is known as: identity numbers, and the second records that were merged into a first.

For imports: `aliases` and `names_of` find the survivor by whatever a roster still says of the other record.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q, QuerySet

from people.models import Person, PersonIdentity

T = TypeVar("T", str, int)
_AT_ONCE = 5_000  # databases limit the values of one question


def holder_of(id_hash: str) -> Person | None:
    """The one person of an identity number, current or former."""
    if not id_hash:
        return None
    return Person.objects.filter(Q(id_hash=id_hash) | Q(identities__id_hash=id_hash)).first()


def same_person(person_id: int | None) -> QuerySet[Person]:
    """The person and the records merged into theirs, as a subquery: whatever these learnt is this person's."""
    if person_id is None:
        return Person.objects.none()
    return Person.objects.filter(Q(pk=person_id) | Q(merged_into=person_id))


def survivors() -> dict[int, int]:
    """Of every record that was merged away, whose it is now."""
    merged = Person.objects.filter(
        merged_into__isnull=False
    ).order_by()  # in order of names it would read everybody
    return {gone: heir for gone, heir in merged.values_list("pk", "merged_into") if heir is not None}


def standing(people: QuerySet[Person]) -> QuerySet[Person]:
    """Without the records that were merged away."""
    return people.filter(merged_into__isnull=True)


@dataclass(frozen=True)
class Alias:
    """Another way in which a roster may speak of a person; empty parts say nothing."""

    person: int
    id_hash: str = ""
    phone: str = ""
    name_key: str = ""


def aliases(hashes: Iterable[str], phones: Iterable[str]) -> Iterator[Alias]:
    """The second numbers, and the phones with names of merged records, that fit these; in order of age."""
    for part in _parts(hashes):
        rows = PersonIdentity.objects.filter(id_hash__in=part).order_by("pk")
        yield from (Alias(person, id_hash) for person, id_hash in rows.values_list("person_id", "id_hash"))
    for part in _parts(phones):
        merged = Person.objects.filter(merged_into__isnull=False, phone__in=part).order_by("pk")
        for heir, phone, name in merged.values_list("merged_into", "phone", "name_key"):
            if heir is not None:
                yield Alias(heir, phone=phone, name_key=name)


def names_of(people: Iterable[int]) -> dict[int, set[str]]:
    """The name keys of merged records, by survivor: a number with such a name is no conflict."""
    found: dict[int, set[str]] = {}
    for part in _parts(people):
        merged = Person.objects.filter(merged_into__in=part).values_list("merged_into", "name_key")
        for heir, name in merged:
            if heir is not None:
                found.setdefault(heir, set()).add(name)
    return found


def _parts(values: Iterable[T]) -> Iterator[list[T]]:
    wanted = list({value for value in values if value})
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]


def people_known_as(phone: str, name_key: str) -> QuerySet[Person]:
    """Who has this phone under this name, or took over a record that had; the oldest first."""
    own = Q(phone=phone, name_key=name_key)
    earlier = Q(merged__phone=phone, merged__name_key=name_key)
    return standing(Person.objects.filter(own | earlier)).order_by("pk").distinct()
