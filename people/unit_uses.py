"""What refers to a unit, found through the models themselves; higher apps only bring the words.

An app says in its `AppConfig.ready` what its rows are called, and which of them still matter on a day:
`name_use("courses.Assignment", _("lượt giao khóa học"), standing=…)`. A model nobody named is counted all the same.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, ForeignKey, IntegerField, Model, Q, QuerySet, Value

from people.models import OrgUnit

Standing = Callable[[QuerySet[Any], date], QuerySet[Any]]
# The tree itself and the plans about it do not use a unit: they are what a reorganisation is made of.
_OF_THE_TREE = {"people.UnitParent", "people.UnitChange", "people.PlannedChange"}
_LOG = "people.AuditEntry"  # holds nobody: having been looked at is no use
_MANY = 300  # above it one pass over the tables is cheaper than naming the units, once for each of some forty


@dataclass(frozen=True)
class Words:
    """How a kind of row is called in running text, and which rows are still in force on a day."""

    label: Any
    standing: Standing | None = None


@dataclass(frozen=True)
class Use:
    """A foreign key that leads to a unit."""

    model: type[Model]
    column: str

    @property
    def name(self) -> str:
        return str(self.model._meta.label)

    @property
    def words(self) -> Words:
        return _words.get(self.name) or Words(self.model._meta.verbose_name)


_words: dict[str, Words] = {}


def name_use(model: str, label: Any, *, standing: Standing | None = None) -> None:
    """Say how rows of "app.Model" are called."""
    _words[model] = Words(label, standing)


def uses(*, of: type[Model] = OrgUnit, with_tree: bool = False) -> Iterator[Use]:
    """Every foreign key to a unit, hidden ones too."""
    for relation in of._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if relation.auto_created and not relation.concrete and isinstance(field, ForeignKey):
            use = Use(field.model, field.attname)
            if use.name != _LOG and (with_tree or use.name not in _OF_THE_TREE):
                yield use


def counts_by_use(units: Collection[int], day: date) -> dict[Use, dict[int, int]]:
    """For each kind of row that is in force on the day or later, how many point to which of the units; one query."""
    kinds = list(uses())
    first, *others = (_counts(number, use, units, day) for number, use in enumerate(kinds))
    found: dict[Use, dict[int, int]] = {}
    for number, unit, count in first.union(*others, all=True):
        if unit in units:
            found.setdefault(kinds[number], {})[unit] = count
    return found


def _counts(number: int, use: Use, units: Collection[int], day: date) -> QuerySet[Any]:
    """Rows of the kind's number, a unit and how many."""
    rows: QuerySet[Any] = use.model._default_manager.order_by()
    if use.words.standing:
        rows = use.words.standing(rows, day)
    if len(units) <= _MANY:
        rows = rows.filter(**{f"{use.column}__in": units})
    of_kind = rows.annotate(_kind=Value(number, IntegerField()))
    return (
        of_kind.values("_kind", use.column)
        .annotate(_count=Count("pk"))
        .values_list("_kind", use.column, "_count")
    )


def open_posts(rows: QuerySet[Any], day: date) -> QuerySet[Any]:
    """Posts held on the day, or begun after it."""
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))
