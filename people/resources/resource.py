"""Judges a roster with django-import-export's steps: new, merged, unchanged or refused with a reason.

Nothing is written here: the forecast and the real import are one path, and `people.resources.writing` takes over
what it leaves.
"""

from collections.abc import Callable, Set
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from import_export import resources
from import_export.instance_loaders import BaseInstanceLoader

from common import clock
from people.models import Account, Person, RosterRow
from people.queries.identity import aliases, names_of
from people.resources.drafts import NOWHERE, Draft, Restore, candidates
from people.rights import Right
from people.rosters.matching import IdentityConflict, PeopleIndex
from people.rosters.reading import Reading
from people.rosters.row import Row
from people.scope import visible_unit_ids
from people.services.postings import PostingBook

Status = RosterRow.Status
Tick = Callable[[int], None]
STEP = 1_000  # rows between two signs of life


class PeopleLoader(BaseInstanceLoader):
    """Finds the person of a row in the index instead of asking the database for each row."""

    def get_instance(self, row: Row) -> Draft | None:
        try:
            return self.resource.people.match(row)
        except IdentityConflict as conflict:
            raise ValidationError("identity_conflict") from conflict


class RosterResource(resources.ModelResource):
    """One row in, one person out. The library's result objects, copies and diffs of every row are left away:
    they cost three times the judging itself."""

    class Meta:
        model = Person
        fields = ("full_name",)
        import_id_fields = ("full_name",)
        instance_loader_class = PeopleLoader
        use_bulk = True
        use_transactions = False  # nothing is written

    def __init__(
        self,
        reading: Reading,
        *,
        as_of: date,
        at: datetime,
        by: Account | None,
        made: Set[int] = NOWHERE,
        restore: Restore | None = None,
        reporting: bool = False,
    ) -> None:
        super().__init__()
        self.reading, self.as_of, self.at = reading, as_of, at
        self.allowed = _in_hand(by, as_of, reading)
        self.held = _in_hand(by, clock.local_day(at), reading)
        self.book = PostingBook(reading.tree, as_of)
        others = list(aliases((row.id_hash for row in reading.rows), (row.phone for row in reading.rows)))
        known_otherwise = {alias.person for alias in others}
        stored = candidates(reading.rows, known_otherwise=known_otherwise, made=made, restore=restore)
        self.people: Any = PeopleIndex((draft, self.book.units_of(draft)) for draft in stored)  # type: ignore[misc]
        self.people.know_also(others, names_of(draft.key for draft in stored))
        self.reporting = reporting
        self.outcomes: list[Draft | None] = []
        self.recognised: dict[int, int] = {}
        self.moved_from: dict[int, int] = {}
        self.seen: list[Draft] = []
        self._said: dict[Draft, Row] = {}

    def judge(self, tick: Tick | None = None) -> "RosterResource":
        """Give every row its status; `tick` hears how many are judged."""
        self.import_data(self.reading.rows, raise_errors=True, tick=tick)
        self._settle()
        return self

    def _settle(self) -> None:
        """Rows of one person that end where they began have changed nothing: the same file again is all unchanged."""
        for person in self.seen:
            row = self.reading.rows[person.first]
            if row.status == Status.UPDATED and not person.is_changed:
                row.status, row.changed = Status.UNCHANGED, []

    # django-import-export's own steps, in the order in which it takes them

    def import_data_inner(
        self, dataset: list[Row], *args: Any, tick: Tick | None = None, **kwargs: Any
    ) -> Any:
        loader = self._meta.instance_loader_class(self, dataset)
        for number, row in enumerate(dataset):
            if tick and number % STEP == 0:
                tick(number)
            self.outcomes.append(self.import_row(row, loader, row_number=number))
        result = self.get_result_class()()
        result.total_rows = len(dataset)
        return result

    def import_row(self, row: Row, instance_loader: Any, row_number: int = 0, **kwargs: Any) -> Draft | None:
        try:
            self.before_import_row(row)
            instance, new = self.get_or_init_instance(instance_loader, row)
            self.after_init_instance(instance, new, row)
            self.import_instance(instance, row, row_number=row_number)
        except ValidationError as refusal:
            row.status, row.reason = Status.REJECTED, refusal.messages[0]
            self._recognise(row, row_number)
            return None
        return instance

    def before_import_row(self, row: Row, **kwargs: Any) -> None:
        if row.reason and not (row.reason == "unit_not_found" and not row.unit_text):
            raise ValidationError(row.reason)
        if row.unit and self.allowed is not None and row.unit.id not in self.allowed:
            raise ValidationError("unit_outside_scope")

    def get_instance(self, instance_loader: Any, row: Row) -> Draft | None:
        return instance_loader.get_instance(row)

    def init_instance(self, row: Row | None = None) -> Draft:
        return Draft()

    def after_init_instance(self, instance: Draft, new: bool, row: Row, **kwargs: Any) -> None:
        if row.unit is None and not self.book.in_force(instance):
            # An empty unit keeps a known post, and is none for a new person.
            raise ValidationError("unit_not_found")
        if not instance.is_new and self.held is not None and not self._is_held(instance):
            raise ValidationError("person_outside_scope")
        row.reason = ""

    def import_instance(self, instance: Draft, row: Row, row_number: int = 0, **kwargs: Any) -> None:
        again = instance.first >= 0
        if not again:
            instance.first = row_number
            instance.was_in = frozenset(self.book.units_of(instance)) or NOWHERE
            self.seen.append(instance)
        row.changed = merge(instance, row)
        if row.unit:
            self._place(instance, row, row_number, again)
        row.status = self._status(instance, row, again)
        self.people.add(instance, self.book.units_of(instance))
        if self.reporting:
            row.after = self._after(instance, row)

    def _place(self, instance: Draft, row: Row, row_number: int, again: bool) -> None:
        assert row.unit
        moved = self.book.place(instance, row.unit.id, row.position)
        row.changed += moved
        if "unit_code" not in moved:
            return
        if again:
            row.warnings.append("unit_conflict_in_file")
        elif instance.was_in:
            self.moved_from[row_number] = min(instance.was_in)

    def _recognise(self, row: Row, row_number: int) -> None:
        """Whom a refused row means, where that is certain: somebody in the file has not left."""
        try:
            known = self.people.match(row)
        except IdentityConflict:
            return
        if known is not None and known.pk:
            self.recognised[row_number] = known.pk

    def _is_held(self, person: Draft) -> bool:
        """Whether the person belongs, on the roster's day or now, to the units of whoever imports."""
        today = clock.local_day(self.at)
        posts = [*self.book.in_force(person), *self.book.in_force(person, today)]
        return any(post.unit_id in (self.held or ()) for post in posts)

    def _status(self, person: Draft, row: Row, again: bool) -> str:
        if again:
            return Status.DUPLICATE
        if person.is_new:
            return Status.CREATED
        return Status.UPDATED if row.changed else Status.UNCHANGED

    def _after(self, person: Draft, row: Row) -> dict[str, Any]:
        """The stored result after the row, in the shape of the import report."""
        if row.identity.number or person not in self._said:
            self._said[person] = row
        post = next(reversed(self.book.in_force(person)), None)
        units, said = self.reading.tree.units, self._said[person].identity
        after = {
            "full_name": person.full_name,
            "dob": person.birth_on.isoformat() if person.birth_on else _year(person),
            "gender": {"nam": "Nam", "nu": "Nữ"}.get(person.gender),
            "cccd": said.number if said.kind == "cccd" else None,
            "phone": person.phone or None,
            "email": person.email or None,
            "position": post.position if post else None,
            "unit_code": units[post.unit_id].code if post else None,
        }
        return after | ({"cmnd": said.number} if said.kind == "cmnd" else {})


def _in_hand(by: Account | None, day: date, reading: Reading) -> set[int] | None:
    """The units whose people the account may change; None means all, as for the operator."""
    return visible_unit_ids(by, day, reading.tree, Right.CHANGE_PEOPLE) if by else None


def _year(person: Draft) -> str | None:
    return str(person.birth_year) if person.birth_year else None


def merge(person: Draft, row: Row) -> list[str]:
    """Take over what the row says; an empty cell erases nothing. What changed, by the report's names."""
    changed = []
    if not person.name_key:  # a stored name stands: what the row says is that name, or one of a merged record
        person.full_name, person.name_key = row.full_name, row.key
        changed.append("full_name")
    for name, value in (("gender", row.gender), ("phone", row.phone), ("email", row.email)):
        if value and getattr(person, name) != value:
            setattr(person, name, value)
            changed.append(name)
    if row.id_hash and not person.id_hash:  # else it is this number, or a former one
        person.id_hash, person.id_kind = row.id_hash, row.identity.kind
        person.id_last3 = row.identity.number[-3:]
        changed.append(row.identity.kind)
    if _merge_birth(person, row):
        changed.append("dob")
    return changed


def _merge_birth(person: Draft, row: Row) -> bool:
    """A year alone does not undo a full day of the same year."""
    birth = row.birth
    if not birth.year or (birth.on or person.birth_on, birth.year) == (person.birth_on, person.birth_year):
        return False
    person.birth_on, person.birth_year = birth.on, birth.year
    return True
