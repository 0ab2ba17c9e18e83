"""Puts people into units on a day: opens and closes their postings, in memory first, then in bulk."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from common.vietnamese import name_key
from people.models import Person, Posting, Roster
from people.queries.tree import UnitTree


class PostingBook:
    """The postings of the people in one import; nothing is written before `save`."""

    def __init__(self, tree: UnitTree, as_of: date, people: Iterable[Person]) -> None:
        self.tree = tree
        self.as_of = as_of
        self.fresh: list[Posting] = []
        self.touched: dict[int, Posting] = {}
        self._of: dict[int, list[Posting]] = defaultdict(list)
        known = {person.pk: person for person in people}
        for posting in Posting.objects.filter(person__in=known).order_by("starts_on", "pk"):
            self._of[id(known[posting.person_id])].append(posting)

    def in_force(self, person: Person, day: date | None = None) -> list[Posting]:
        """The person's postings on a day (the roster's, unless another is asked)."""
        day = day or self.as_of
        return [
            posting
            for posting in self._of[id(person)]
            if posting.starts_on <= day and (posting.ends_on is None or day < posting.ends_on)
        ]

    def units_of(self, person: Person) -> set[int]:
        """Where the person is on the roster's day, after reforms."""
        return {self._today(posting) for posting in self.in_force(person)}

    def place(self, person: Person, unit_id: int, position: str) -> list[str]:
        """See to it that the person holds this post on the day; what changed: position, unit_code."""
        current = self.in_force(person)
        here = next((posting for posting in current if self._today(posting) == unit_id), None)
        if here is None:
            return self._move(person, unit_id, position, current)
        if not position or name_key(position) == name_key(here.position):
            return []
        self._change_position(here, person, position)
        return ["position"]

    def save(self, roster: Roster) -> None:
        """Write in two statements; people must have been saved before."""
        for posting in self.fresh:
            posting.person = posting.person  # takes over the key that saving gave the person
            posting.roster = roster
        Posting.objects.bulk_create(self.fresh, batch_size=1000)
        Posting.objects.bulk_update(self.touched.values(), ["position", "ends_on"], batch_size=300)

    def _today(self, posting: Posting) -> int:
        return self.tree.current(posting.unit_id, self.as_of) or posting.unit_id

    def _move(self, person: Person, unit_id: int, position: str, current: list[Posting]) -> list[str]:
        """Close what is in force, then open the new post; an earlier roster ends where later ones begin."""
        before = current[-1].position if current else ""
        for posting in current:
            self._close(posting, person)
        position = position or before
        again = next(
            (one for one in self._of[id(person)] if one.unit_id == unit_id and one.starts_on == self.as_of),
            None,
        )
        if again:
            again.ends_on, again.position = self._next_start(person), position
            self.touched[again.pk] = again
        else:
            self._open(person, unit_id, position, self._next_start(person))
        return (["position"] if name_key(position) != name_key(before) else []) + ["unit_code"]

    def _change_position(self, here: Posting, person: Person, position: str) -> None:
        if here.starts_on < self.as_of:
            until, unit_id = here.ends_on, here.unit_id
            self._close(here, person)
            self._open(person, unit_id, position, until)
            return
        here.position = position
        if here.pk:
            self.touched[here.pk] = here

    def _open(self, person: Person, unit_id: int, position: str, until: date | None) -> None:
        posting = Posting(
            person=person, unit_id=unit_id, position=position, starts_on=self.as_of, ends_on=until
        )
        self.fresh.append(posting)
        self._of[id(person)].append(posting)

    def _close(self, posting: Posting, person: Person) -> None:
        if posting.pk is None:  # opened by an earlier row of this very file
            self.fresh = [one for one in self.fresh if one is not posting]
            self._of[id(person)].remove(posting)
            return
        posting.ends_on = self.as_of
        self.touched[posting.pk] = posting

    def _next_start(self, person: Person) -> date | None:
        later = (posting.starts_on for posting in self._of[id(person)] if posting.starts_on > self.as_of)
        return min(later, default=None)
