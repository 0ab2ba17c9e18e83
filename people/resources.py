"""Roster import on django-import-export: the dry run and the real run are one path, in bulk.

The verbs stand here, above the services they use: `dry_run_roster`, `apply_roster`.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from import_export import resources
from import_export.instance_loaders import BaseInstanceLoader
from tablib import Dataset

from common import clock, nudges
from common.errors import DomainError
from people.models import Account, Person, Roster, RosterRow
from people.queries.identity import Alias, aliases, names_of, standing
from people.rights import Right
from people.rosters.matching import IdentityConflict, PeopleIndex
from people.rosters.reading import Reading, read_roster
from people.rosters.row import Row
from people.scope import require_hr, visible_unit_ids
from people.services.postings import PostingBook
from people.services.rosters import require_past, store_applied, store_dry_run
from people.services.staff_codes import one_at_a_time, staff_codes

Status = RosterRow.Status
_AT_ONCE = 5_000  # databases limit the values of one question
_WRITTEN = [
    "full_name", "name_key", "name_folded", "sort_key", "gender", "birth_on", "birth_year", "phone", "email",
    "id_hash", "id_kind", "id_last3",
]  # fmt: skip


def dry_run_roster(
    data: bytes, *, file_name: str, as_of: date, at: datetime, by: Account | None
) -> tuple[Roster, Reading]:
    """Read a file and keep what applying it would do; no person is touched."""
    _require_right(by)
    require_past(as_of, at)
    reading = read_roster(data, file_name=file_name, as_of=as_of)
    RosterResource(reading, as_of=as_of, at=at, by=by).run(dry_run=True)
    return store_dry_run(reading, data, file_name=file_name, as_of=as_of, at=at, by=by), reading


@transaction.atomic
def apply_roster(roster: Roster, *, at: datetime, by: Account | None) -> Reading | None:
    """Take the people over; a second call finds the work done and returns None."""
    _require_right(by)
    one_at_a_time()  # nobody is merged away while the import has them in hand
    roster_now = Roster.objects.select_for_update().get(pk=roster.pk)
    if roster_now.applied_at:
        return None
    if not roster_now.file:
        raise DomainError(_("Tệp đã được xóa sau một tháng chưa nạp: hãy tải lên lại."))
    with roster_now.file.open("rb") as file:
        reading = read_roster(file.read(), file_name=roster_now.file_name, as_of=roster_now.as_of)
    resource = RosterResource(reading, as_of=roster_now.as_of, at=at, by=by)
    resource.run(dry_run=False)
    resource.book.save(roster_now)
    store_applied(roster_now, reading, at=at, by=by)
    roster.refresh_from_db()
    nudges.send("people_changed")
    return reading


def _require_right(by: Account | None) -> None:
    """Without an account it is the operator's command line."""
    if by is not None:
        require_hr(by)


def _in_hand(by: Account | None, day: date, reading: Reading) -> set[int] | None:
    """The units whose people the account may change; None means all, as for the operator."""
    return visible_unit_ids(by, day, reading.tree, Right.CHANGE_PEOPLE) if by else None


class PeopleLoader(BaseInstanceLoader):
    """Finds the person of a row in the index instead of asking the database for each row."""

    def get_instance(self, row: dict[str, Any]) -> Person | None:
        try:
            return self.resource.people.match(row["row"])
        except IdentityConflict as conflict:
            raise ValidationError("identity_conflict") from conflict


class RosterResource(resources.ModelResource):
    """One row in, one person out: new, merged, unchanged or refused with a reason."""

    class Meta:
        model = Person
        fields = ("full_name",)
        import_id_fields = ("full_name",)
        instance_loader_class = PeopleLoader
        use_bulk = True
        batch_size = None  # all at the end: a later row may still speak of the same person
        skip_diff = True
        report_skipped = True
        use_transactions = False  # apply_roster holds the transaction; a dry run writes nothing at all

    def __init__(self, reading: Reading, *, as_of: date, at: datetime, by: Account | None) -> None:
        super().__init__()
        self.reading, self.as_of, self.at = reading, as_of, at
        self.allowed = _in_hand(by, as_of, reading)
        self.held = _in_hand(by, clock.local_day(at), reading)
        others = list(_aliases(reading.rows))
        stored = list(_candidates(reading.rows, {alias.person for alias in others}))
        self.book = PostingBook(reading.tree, as_of, stored)
        self.people = PeopleIndex((person, self.book.units_of(person)) for person in stored)
        self.people.know_also(others, names_of(person.pk for person in stored))
        self.stored = {id(person) for person in stored}
        self.seen: set[int] = set()
        self.queued: set[int] = set()
        self.numbers: dict[int, Row] = {}
        self.codes: Iterator[str] = iter(())

    def run(self, *, dry_run: bool) -> None:
        """Judge every row and, unless dry, write the people."""
        if not dry_run:
            self.codes = staff_codes()
        dataset = Dataset(headers=["full_name", "row"])
        dataset.extend((row.full_name, row) for row in self.reading.rows)
        self.import_data(dataset, dry_run=dry_run, raise_errors=False)

    # django-import-export's own steps, in the order in which it takes them

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        judged: Row = row["row"]
        if judged.reason and not (judged.reason == "unit_not_found" and not judged.unit_text):
            raise ValidationError(judged.reason)
        if judged.unit and self.allowed is not None and judged.unit.id not in self.allowed:
            raise ValidationError("unit_outside_scope")

    def init_instance(self, row: dict[str, Any] | None = None) -> Person:
        return Person(created_at=self.at, staff_code=next(self.codes, ""))

    def after_init_instance(self, instance: Person, new: bool, row: dict[str, Any], **kwargs: Any) -> None:
        judged: Row = row["row"]
        if judged.unit is None and not self.book.in_force(instance):
            raise ValidationError(
                "unit_not_found"
            )  # an empty unit keeps a known post, and is none for a new person
        if id(instance) in self.stored and self.held is not None and not self._is_held(instance):
            raise ValidationError("person_outside_scope")
        judged.reason = ""

    def import_instance(self, instance: Person, row: dict[str, Any], **kwargs: Any) -> None:
        judged: Row = row["row"]
        judged.changed = _merge(instance, judged)
        if judged.unit:
            moved = self.book.place(instance, judged.unit.id, judged.position)
            judged.changed += moved
            if id(instance) in self.seen and "unit_code" in moved:
                judged.warnings.append("unit_conflict_in_file")
        self.numbers.setdefault(id(instance), judged)
        if judged.identity.number:
            self.numbers[id(instance)] = judged
        self.people.add(instance.set_keys(), self.book.units_of(instance))

    def skip_row(self, instance: Person, original: Any, row: dict[str, Any], errors: Any = None) -> bool:
        judged: Row = row["row"]
        judged.status = self._status(instance, judged)
        judged.person = instance
        judged.after = self._after(instance)
        is_new = id(instance) not in self.stored
        waits = id(instance) in self.queued or not (is_new or judged.changed)
        self.seen.add(id(instance))
        if not waits:
            self.queued.add(id(instance))
        return waits

    def after_import_row(self, row: dict[str, Any], row_result: Any, **kwargs: Any) -> None:
        row_result.object_repr = ""

    def import_row(self, row: dict[str, Any], instance_loader: Any, **kwargs: Any) -> Any:
        result = super().import_row(row, instance_loader, **kwargs)
        if result.validation_error is not None:
            row["row"].status, row["row"].reason = Status.REJECTED, result.validation_error.messages[0]
        elif result.errors:
            raise result.errors[0].error  # a mistake of ours is not a reason for the clerk
        return result

    def validate_instance(self, *args: Any, **kwargs: Any) -> None:
        """The rules of the roster have judged the row already."""

    def bulk_create(self, using_transactions: bool, dry_run: bool, *args: Any, **kwargs: Any) -> None:
        if not dry_run:
            Person.objects.bulk_create(self.create_instances, batch_size=1000)
        self.create_instances.clear()

    def bulk_update(self, using_transactions: bool, dry_run: bool, *args: Any, **kwargs: Any) -> None:
        """An upsert by key: Django's own bulk_update (CASE WHEN) is ten times slower."""
        if not dry_run and self.update_instances:
            Person.objects.bulk_create(
                self.update_instances,
                batch_size=1000,
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=_WRITTEN,
            )
        self.update_instances.clear()

    def _is_held(self, person: Person) -> bool:
        """Whether the person belongs, on the roster's day or now, to the units of whoever imports."""
        today = clock.local_day(self.at)
        postings = [*self.book.in_force(person), *self.book.in_force(person, today)]
        return any(posting.unit_id in (self.held or ()) for posting in postings)

    def _status(self, person: Person, row: Row) -> str:
        if id(person) in self.seen:
            return Status.DUPLICATE
        if id(person) not in self.stored:
            return Status.CREATED
        return Status.UPDATED if row.changed else Status.UNCHANGED

    def _after(self, person: Person) -> dict[str, Any]:
        """The stored result after the row, in the shape of the import report."""
        posting = next(reversed(self.book.in_force(person)), None)
        units, said = self.reading.tree.units, self.numbers[id(person)].identity
        after = {
            "full_name": person.full_name,
            "dob": person.birth_on.isoformat() if person.birth_on else _year(person),
            "gender": {"nam": "Nam", "nu": "Nữ"}.get(person.gender),
            "cccd": said.number if said.kind == "cccd" else None,
            "phone": person.phone or None,
            "email": person.email or None,
            "position": posting.position if posting else None,
            "unit_code": units[posting.unit_id].code if posting else None,
        }
        return after | ({"cmnd": said.number} if said.kind == "cmnd" else {})


def _year(person: Person) -> str | None:
    return str(person.birth_year) if person.birth_year else None


def _aliases(rows: list[Row]) -> Iterable[Alias]:
    return aliases((row.id_hash for row in rows), (row.phone for row in rows))


def _candidates(rows: list[Row], known_otherwise: set[int]) -> Iterable[Person]:
    """Everybody stored whom a row might mean, in the order in which they came."""
    wanted: dict[str, set[Any]] = {
        "pk": known_otherwise,
        "id_hash": {row.id_hash for row in rows if row.id_hash},
        "phone": {row.phone for row in rows if row.phone},
        "name_key": {row.key for row in rows if row.key and row.birth.on},
    }
    found: dict[int, Person] = {}
    for column, values in wanted.items():
        ordered = sorted(values)
        for start in range(0, len(ordered), _AT_ONCE):
            part = ordered[start : start + _AT_ONCE]
            people = standing(Person.objects.filter(**{f"{column}__in": part}))
            found |= {person.pk: person for person in people}
    return [found[pk] for pk in sorted(found)]


def _merge(person: Person, row: Row) -> list[str]:
    """Take over what the row says; an empty cell erases nothing. What changed, by the report's names."""
    changed = []
    if not person.name_key:  # a stored name stands: what the row says is that name, or one of a merged record
        person.full_name = row.full_name
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


def _merge_birth(person: Person, row: Row) -> bool:
    """A year alone does not undo a full day of the same year."""
    birth = row.birth
    if not birth.year or (birth.on or person.birth_on, birth.year) == (person.birth_on, person.birth_year):
        return False
    person.birth_on, person.birth_year = birth.on, birth.year
    return True
