"""Who a row speaks of (rule 7): the identity number; else phone and name; else name, birthday and unit."""

from collections.abc import Iterable, Mapping
from datetime import date

from people.models import Person
from people.queries.identity import Alias
from people.rosters.row import Row


class IdentityConflict(Exception):
    """The identity number belongs to somebody with another name."""


class PeopleIndex:
    """Stored people and those of the rows so far, found without a query."""

    def __init__(self, people: Iterable[tuple[Person, set[int]]]) -> None:
        self._by_hash: dict[str, Person] = {}
        self._by_phone: dict[tuple[str, str], Person] = {}
        self._by_birth: dict[tuple[str, date, int], Person] = {}
        self._names: dict[int, set[str]] = {}
        self._stored: list[Person] = []
        for person, units in people:
            self._stored.append(person)
            self.add(person, units)

    def add(self, person: Person, units: Iterable[int]) -> None:
        """Remember a person; who came first keeps a shared phone and name."""
        if person.id_hash:
            self._by_hash.setdefault(person.id_hash, person)
        if person.phone:
            self._by_phone.setdefault((person.phone, person.name_key), person)
        if person.birth_on:
            for unit in units:
                self._by_birth.setdefault((person.name_key, person.birth_on, unit), person)

    def know_also(self, others: Iterable[Alias], names: Mapping[int, set[str]]) -> None:
        """Second numbers, and what merged records were called: all of it means the survivor."""
        by_key = {person.pk: person for person in self._stored}
        self._names = dict(names)
        for other in others:
            person = by_key.get(other.person)
            if person is None:  # made by this very import before it was killed: its own rows speak of them
                continue
            if other.id_hash:
                self._by_hash.setdefault(other.id_hash, person)
            if other.phone:
                self._by_phone.setdefault((other.phone, other.name_key), person)

    def match(self, row: Row) -> Person | None:
        """The person, or nobody; a number that names somebody else is an IdentityConflict."""
        if row.id_hash and (person := self._by_hash.get(row.id_hash)):
            if person.name_key != row.key and row.key not in self._names.get(person.pk, ()):
                raise IdentityConflict
            return person
        person = self._by_phone.get((row.phone, row.key)) if row.phone else None
        if person is None and row.birth.on and row.unit:
            person = self._by_birth.get((row.key, row.birth.on, row.unit.id))
        # Two different identity numbers are two people, however alike the rest.
        return None if person and row.id_hash and person.id_hash else person
