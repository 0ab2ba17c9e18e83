"""What a merge would move, what merges there were, and whose a row was at an earlier cutoff."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Field, ForeignObjectRel, Model, Q, QuerySet

from people.models import Person, PersonMerge, PersonMergeMove
from people.queries.identity import survivors


@dataclass(frozen=True)
class Belonging:
    """A kind of row that belongs to people: the model and the field that says whose it is."""

    model: type[Model]
    field: "Field[Any, Any]"

    @property
    def label(self) -> str:
        """In words for the page; empty when it needs no line of its own."""
        return str(getattr(self.model, "moves_as", self.model._meta.verbose_name))

    def rows_of(self, person: Person) -> QuerySet[Any]:
        return self.model._base_manager.filter(**{self.field.name: person}).order_by("pk")


def belongings() -> Iterator[Belonging]:
    """Every kind of row that points to a person, of whichever app, unless its model says that it stays."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and not relation.many_to_many:
            model: Any = relation.related_model
            if not getattr(model, "stays_at_merge", False):
                yield Belonging(model, relation.field)  # type: ignore[arg-type]


def counts_of(person: Person) -> dict[str, int]:
    """How much of each kind the person has, in the page's words."""
    found: dict[str, int] = {}
    for kind in belongings():
        count = kind.rows_of(person).count() if kind.label else 0
        if count:
            found[kind.label] = found.get(kind.label, 0) + count
    return found


def merges_among(people: QuerySet[Person]) -> QuerySet[PersonMerge]:
    """The standing merges whose survivor is one of these, newest first."""
    rows = PersonMerge.objects.filter(undone_at__isnull=True, survivor__in=people)
    return rows.select_related("survivor", "gone", "merged_by__person")


def survivors_at(cutoff: datetime) -> dict[int, int]:
    """Of every record that was merged away at the cutoff, whose it was then."""
    stood = Q(undone_at__isnull=True) | Q(undone_at__gt=cutoff)
    pairs = dict(
        PersonMerge.objects.filter(stood, merged_at__lte=cutoff).values_list("gone_id", "survivor_id")
    )
    return {gone: _last(pairs, survivor) for gone, survivor in pairs.items()}


def whose(cutoff: datetime | None) -> dict[int, int]:
    """Of every record that is (or at the cutoff was) merged away, whose it is."""
    return survivors() if cutoff is None else survivors_at(cutoff)


def _last(pairs: dict[int, int], person: int) -> int:
    while person in pairs:
        person = pairs[person]
    return person


def values_at(model: type[Model], column: str, cutoff: datetime) -> dict[int, Any]:
    """What a column said at the cutoff, of the rows in which merges (or their undoing) have changed it since.

    The first change after the cutoff tells what stood there before it.
    """
    moves = PersonMergeMove.objects.filter(
        Q(merge__merged_at__gt=cutoff) | Q(merge__undone_at__gt=cutoff),
        model=model._meta.label_lower,
        before__isnull=False,
    ).values_list("key", "pk", "before", "after", "merge__merged_at", "merge__undone_at")
    first: dict[int, tuple[datetime, int, Any]] = {}
    for key, order, before, after, merged, undone in moves:
        if before and column in before:
            for change in _changes(column, order, before, after, merged, undone):
                if change[0] > cutoff and (key not in first or change[:2] < first[key][:2]):
                    first[key] = change
    return {key: value for key, (_at, _order, value) in first.items()}


def _changes(
    column: str,
    order: int,
    before: dict[str, Any],
    after: dict[str, Any],
    merged: datetime,
    undone: datetime | None,
) -> Iterator[tuple[datetime, int, Any]]:
    """When the value was replaced, and which value: a merge goes forward, its undoing backward."""
    yield merged, order, before[column]
    if undone:
        yield undone, -order, after[column]
