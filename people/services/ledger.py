"""Changes rows and remembers what they said before, so that a merge can be undone from the last change to the first."""

from typing import Any

from django.db import models

from people.models import Person, PersonMerge, PersonMergeMove

Values = dict[str, Any]


class Ledger:
    """The changes of one merge; written in the order in which they were made."""

    def __init__(self, merge: PersonMerge) -> None:
        self.merge = merge

    def put(self, row: models.Model, **values: Any) -> None:
        """Set columns of a row (foreign keys by `…_id`); what already says so is no change."""
        fresh = {name: value for name, value in values.items() if getattr(row, name) != value}
        if fresh:
            self._remember(row, {name: getattr(row, name) for name in fresh}, fresh)
            write(row, fresh)

    def add(self, row: models.Model) -> None:
        """Store a row that undoing takes away again."""
        row.save(force_insert=True)
        self._remember(row, None, {"pk": row.pk})

    def _remember(self, row: models.Model, before: Values | None, after: Values) -> None:
        PersonMergeMove.objects.create(
            merge=self.merge, model=row._meta.label_lower, key=row.pk, before=before, after=after
        )


def write(row: models.Model, values: Values) -> None:
    """Store columns, and in a person those that are derived from them."""
    for name, value in values.items():
        setattr(row, name, value)
    if isinstance(row, Person):
        row.set_keys()
        values = values | {name: getattr(row, name) for name in ("name_key", "name_folded", "sort_key")}
    type(row)._base_manager.filter(pk=row.pk).update(**values)


def says(row: models.Model, values: Values) -> bool:
    """Whether the row still says what was remembered."""
    return all(getattr(row, name) == python_value(row, name, value) for name, value in values.items())


def python_value(row: models.Model, name: str, value: Any) -> Any:
    """A remembered (JSON) value as the column's own type."""
    column: Any = type(row)._meta.get_field(name.removesuffix("_id"))
    return column.to_python(value) if value is not None else None
