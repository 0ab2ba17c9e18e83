"""Writes rows and remembers what was there before, so that all of it can be taken back exactly."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Model

from people.models import OrgUnit, Posting, UnitAlias, UnitChange, UnitParent

# Children before what they point to: the order in which made rows can be deleted.
TABLES: tuple[type[Model], ...] = (Posting, UnitChange, UnitParent, UnitAlias, OrgUnit)
_BATCH = 300


class Journal:
    """What one reorganisation made, changed and deleted; `as_json` is stored with it."""

    def __init__(self) -> None:
        self._made: dict[type[Model], list[Model]] = defaultdict(list)
        self._changed: dict[type[Model], list[tuple[Model, dict[str, Any], dict[str, Any]]]] = defaultdict(
            list
        )
        self._deleted: dict[type[Model], list[dict[str, Any]]] = defaultdict(list)

    def make(self, rows: Sequence[Model]) -> None:
        """Insert rows of one model."""
        if rows:
            model = type(rows[0])
            self._made[model].extend(model._default_manager.bulk_create(rows, batch_size=_BATCH))
            assert all(row.pk for row in rows)  # what has no key could not be taken back (SQLite before 3.35)

    def change(self, row: Model, **values: Any) -> None:
        """Set columns of a stored row; written by `save`."""
        before = {name: getattr(row, name) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        self._changed[type(row)].append((row, before, values))

    def delete(self, row: Model) -> None:
        """Delete a stored row; written at once."""
        self._deleted[type(row)].append(_values(row))
        row.delete()

    def save(self) -> None:
        """Write the changed rows, one statement for a few hundred."""
        for model, entries in self._changed.items():
            columns = sorted({name for _row, before, _values in entries for name in before})
            model._default_manager.bulk_update([row for row, *_rest in entries], columns, batch_size=_BATCH)

    def as_json(self) -> dict[str, Any]:
        """Keys are model names; days are ISO text."""
        return {
            "made": {name(model): [row.pk for row in rows] for model, rows in self._made.items()},
            "posts": [[post.pk, _plain(post.ends_on)] for post in self._made[Posting]],  # type: ignore[attr-defined]
            "changed": {
                name(model): [
                    [row.pk, _all_plain(before), _all_plain(after)] for row, before, after in entries
                ]
                for model, entries in self._changed.items()
            },
            "deleted": {name(model): rows for model, rows in self._deleted.items()},
        }


def name(model: type[Model]) -> str:
    return str(model._meta.model_name)


def _values(row: Model) -> dict[str, Any]:
    return {field.attname: _plain(getattr(row, field.attname)) for field in row._meta.concrete_fields}


def _all_plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: _plain(value) for key, value in values.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def as_stored(model: type[Model], column: str, value: Any) -> Any:
    """The plain value as the column holds it."""
    columns = {field.attname: field for field in model._meta.concrete_fields}
    return columns[column].to_python(value)
