"""People of a past class who are in no register: found if somebody added them meanwhile, else added."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from courses.models import PastClass, PastRow
from people.models import Person, PersonIdentity, Posting
from people.queries.identity import people_known_as
from people.queries.tree import UnitTree
from people.services import audit
from people.services.staff_codes import StaffCodes, one_at_a_time

Status = PastRow.Status
SOURCE = "past_class"


def find_or_add(past: PastClass, rows: Sequence[PastRow], *, at: datetime) -> None:
    """Give these rows their people; call inside a transaction."""
    if not rows:
        return
    one_at_a_time()
    holders, neighbours = _holders([row.data["id_hash"] for row in rows]), _Neighbours(rows)
    strangers = [row for row in rows if not _find(row, holders, neighbours)]
    people = [_person(row, at) for row in strangers]
    for person, code in zip(people, StaffCodes().take(len(people)), strict=True):
        person.staff_code = code
    Person.objects.bulk_create(people, batch_size=500)
    Posting.objects.bulk_create(
        (_post(past, row, person) for row, person in zip(strangers, people, strict=True)), batch_size=500
    )
    for row, person in zip(strangers, people, strict=True):
        row.person = person
    audit.record_each("person_added", people, kind=audit.Kind.CHANGE, by=past.asked_by, at=at)
    for row in rows:
        row.data = row.data | {"id_hash": ""}  # the register has it now


def _holders(hashes: Sequence[str]) -> dict[str, Person]:
    """Who holds these numbers by now, as first or second number."""
    wanted = [value for value in hashes if value]
    found = {person.id_hash: person for person in Person.objects.filter(id_hash__in=wanted)}
    others = PersonIdentity.objects.filter(id_hash__in=wanted).select_related("person")
    return found | {other.id_hash: other.person for other in others}


class _Neighbours:
    """Whoever has the name and birthday of a row and a post in its unit, one before or after it (the roster's rule)."""

    def __init__(self, rows: Sequence[PastRow]) -> None:
        self.tree = UnitTree.load()
        self.found: dict[tuple[str, str], list[Person]] = defaultdict(list)
        births = {row.data["birth_on"] for row in rows if row.data["birth_on"]}
        names = {_named(row).name_key for row in rows}
        people = Person.objects.filter(merged_into=None, name_key__in=names, birth_on__in=births)
        for person in people.prefetch_related("postings"):
            self.found[person.name_key, str(person.birth_on)].append(person)

    def of(self, row: PastRow) -> Person | None:
        """Nobody, where the identity numbers differ."""
        said, kin = row.data, self.tree.lineage(row.unit_id) if row.unit_id else set()
        for person in self.found[_named(row).name_key, said["birth_on"]]:
            differs = person.id_hash and said["id_hash"] and person.id_hash != said["id_hash"]
            if not differs and kin & {post.unit_id for post in person.postings.all()}:
                return person
        return None


def _named(row: PastRow) -> Person:
    return Person(full_name=row.data["full_name"]).set_keys()


def _find(row: PastRow, holders: dict[str, Person], neighbours: _Neighbours) -> bool:
    """Whether the row needs no new person; a number that names somebody else is refused."""
    said = row.data
    new = _named(row)
    holder = holders.get(said["id_hash"])
    if holder is None and said["phone"]:
        holder = (
            people_known_as(said["phone"], new.name_key)
            .filter(Q(id_hash="") | Q(id_hash=said["id_hash"]))
            .first()
        )
    holder = holder or neighbours.of(row)
    if holder is None:
        return False
    if holder.name_key != new.name_key:
        row.status, row.reason = Status.REJECTED, "identity_conflict"
    else:
        row.person = holder
    return True


def _person(row: PastRow, at: datetime) -> Person:
    said: dict[str, Any] = row.data
    return Person(
        full_name=said["full_name"], gender=said["gender"], birth_year=said["birth_year"],
        birth_on=date.fromisoformat(said["birth_on"]) if said["birth_on"] else None,
        phone=said["phone"], email=said["email"], id_hash=said["id_hash"], id_kind=said["id_kind"],
        id_last3=said["id_last3"], created_at=at,
    ).set_keys()  # fmt: skip


def _post(past: PastClass, row: PastRow, person: Person) -> Posting:
    """On the day of the class they belonged there; where they are today nobody has said."""
    assert row.unit_id  # nobody is unknown without a unit
    return Posting(
        person=person, unit_id=row.unit_id, position=row.data["position"], starts_on=past.ends_on,
        ends_on=past.ends_on + timedelta(days=1), source=SOURCE,
    )  # fmt: skip
