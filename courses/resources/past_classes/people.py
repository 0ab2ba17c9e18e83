"""Whom a row of a past class means: the roster's rules of identity, units of then and what became of them."""

from datetime import date

from people.models import Account
from people.queries.identity import aliases, names_of
from people.queries.tree import UnitTree
from people.resources.drafts import Draft, candidates
from people.rights import Right
from people.rosters.matching import IdentityConflict, PeopleIndex
from people.rosters.row import Row
from people.scope import visible_unit_ids


class Register:
    """Everybody whom the rows may mean, found without a query a row."""

    def __init__(self, rows: list[Row], tree: UnitTree, by: Account | None, days: tuple[date, date]) -> None:
        others = list(aliases((row.id_hash for row in rows), (row.phone for row in rows)))
        stored = candidates(rows, known_otherwise={other.person for other in others})
        self._tree = tree
        self._kin: dict[int, set[int]] = {}
        self._people = PeopleIndex((draft, self._units(draft)) for draft in stored)  # type: ignore[misc]
        self._people.know_also(others, names_of(draft.key for draft in stored))
        self.by_key = {draft.key: draft for draft in stored}
        self._allowed = [_in_hand(by, day, tree) for day in days]

    def find(self, row: Row) -> Draft | None:
        """The person; a number with another name is an IdentityConflict."""
        found: Draft | None = self._people.match(row)  # type: ignore[assignment]
        return found

    def unit_on(self, person: Draft, day: date) -> int | None:
        """Where the person belonged that day, as the register knows it."""
        held = [post for post in person.posts if post.starts_on <= day < (post.ends_on or date.max)]
        return held[-1].unit_id if held else None

    def is_held(self, person: Draft) -> bool:
        """Whether whoever sends the file may put this person on a roll: by the scope of then or of now."""
        units = {post.unit_id for post in person.posts}
        return any(allowed is None or units & allowed for allowed in self._allowed)

    def is_in_scope(self, unit_id: int) -> bool:
        """Whether somebody unknown may be added to this unit."""
        return any(allowed is None or unit_id in allowed for allowed in self._allowed)

    def _units(self, person: Draft) -> set[int]:
        """Each unit of the person with its forerunners and heirs: a class of 2023 names a commune of 2023."""
        return set().union(*(self._kindred(post.unit_id) for post in person.posts))

    def _kindred(self, unit_id: int) -> set[int]:
        if unit_id not in self._kin:
            self._kin[unit_id] = self._tree.lineage(unit_id)
        return self._kin[unit_id]


def _in_hand(by: Account | None, day: date, tree: UnitTree) -> set[int] | None:
    return None if by is None else visible_unit_ids(by, day, tree, Right.RUN_CLASSES)


__all__ = ["IdentityConflict", "Register"]
