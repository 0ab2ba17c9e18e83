"""Hands everything that belongs to one person over to another; what clashes stays, or changes places.

A clash is a unique rule: two enrolments in one course, two accounts. A model may say which of two rows the survivor
shall hold (`outweighs`) and what makes the other count for nothing (`as_leftover`).
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import UniqueConstraint

from people.models import Person
from people.queries.merging import Belonging, belongings
from people.services.ledger import Ledger

Row = Any  # of whichever model points to a person


def hand_over(ledger: Ledger, *, gone: Person, survivor: Person) -> None:
    """Move every row that can be moved; rows are few, so one by one."""
    for kind in belongings():
        for row in kind.rows_of(gone):
            _hand_over_row(ledger, kind, row, gone=gone, survivor=survivor)


def _hand_over_row(ledger: Ledger, kind: Belonging, row: Row, *, gone: Person, survivor: Person) -> None:
    owner = kind.field.attname
    other = _clashing(kind, row, survivor)
    if other is None:
        ledger.put(row, **{owner: survivor.pk})
        return
    leftover = row
    if hasattr(row, "outweighs") and row.outweighs(other):
        # A unique rule stands between them; foreign keys are only checked at the end of the transaction.
        ledger.put(other, **{owner: -gone.pk})
        ledger.put(row, **{owner: survivor.pk})
        ledger.put(other, **{owner: gone.pk})
        leftover = other
    if hasattr(leftover, "as_leftover"):
        ledger.put(leftover, **leftover.as_leftover())


def _clashing(kind: Belonging, row: Row, survivor: Person) -> Row | None:
    """The survivor's row that a unique rule does not suffer beside this one."""
    for names in _unique_sets(kind):
        same = {name: getattr(row, name) for name in names if name != kind.field.name}
        if None not in same.values():
            other = kind.rows_of(survivor).filter(**same).first()
            if other is not None:
                return other
    return None


def _unique_sets(kind: Belonging) -> Iterator[tuple[str, ...]]:
    if kind.field.unique:
        yield (kind.field.name,)
    for rule in kind.model._meta.constraints:
        if isinstance(rule, UniqueConstraint) and rule.condition is None and kind.field.name in rule.fields:
            yield tuple(rule.fields)
