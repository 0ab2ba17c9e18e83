"""Migrated test databases in a second: built once per state of the migrations, copied for each test process.

A transactional test gets a fresh copy afterwards instead of Django's flush, which would empty what migrations
put there (Wagtail's root page) and which the append-only record refuses.
"""

import hashlib
import os
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import Field
from django.test import TransactionTestCase

from tests.database_copies import PostgresCopies, SqliteCopies

ROOT = Path(__file__).resolve().parents[1]


class Copies(Protocol):
    """A migrated template and this process's copy of it."""

    def make_template(self) -> None: ...
    def make_copy(self) -> None: ...
    def restore(self) -> None: ...
    def drop(self) -> None: ...


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Replace pytest-django's set-up: a copy of the migrated template, thrown away at the end."""
    patch = pytest.MonkeyPatch()
    with django_db_blocker.unblock():
        copies = _copies()
        copies.make_template()
        copies.make_copy()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: copies.restore())
    yield
    patch.undo()
    with django_db_blocker.unblock():
        copies.drop()


def _copies() -> Copies:
    name = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    if connection.vendor == "sqlite":
        return SqliteCopies(connection, migrations_digest(), name, _migrate)
    return PostgresCopies(connection, migrations_digest(), name, _migrate)


def _migrate() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Field, "clone", _clone)
        call_command("migrate", interactive=False, verbosity=0)


def _clone(field: Field[Any, Any]) -> Field[Any, Any]:
    """Django's own, taking each field apart once: migrations draw every model dozens of times (a quarter of the time)."""
    # A migration that renames what a key points at changes this very field: such a one is taken apart anew.
    named = getattr(field.remote_field, "field_name", None)
    taken = None if named else vars(field).get("_taken_apart")
    if taken is None:
        _name, _path, args, kwargs = field.deconstruct()
        taken = vars(field)["_taken_apart"] = args, kwargs
    return type(field)(*taken[0], **taken[1])


def migrations_digest() -> str:
    """A hash of every migration that will run, ours and the packages', and of the SQL that ours import."""
    digest = hashlib.sha256()
    names = (
        "assessments/triggers.py",
        "certificates/rules/built_in.py",
        "certificates/rules/design.py",
        "certificates/triggers.py",
        "common/append_only.py",
        "courses/triggers.py",
        "people/name_words.py",
        "people/triggers.py",
        "reports/touch_triggers.py",
        "reports/triggers.py",
    )
    sql = [ROOT / name for name in names]
    for path in [*_migration_files(), *sql]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _migration_files() -> Iterator[Path]:
    for config in sorted(apps.get_app_configs(), key=lambda config: config.name):
        if find_spec(f"{config.name}.migrations"):
            folder = Path(str(import_module(f"{config.name}.migrations").__path__[0]))
            yield from sorted(folder.glob("*.py"))
