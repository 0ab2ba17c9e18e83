"""The cast of the scope's matrix, built once for a file of tests; each of them gets it as if built anew.

The file's own transaction holds it; what a test writes goes back to a savepoint, what it changes of the objects is a copy's,
and the files it deletes are laid back. Not for files whose tests commit or let other threads read: those would not see it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import FileField

from tests.scope.world import World, build

Name = tuple[Storage, str]  # where, and the path in it


@dataclass(frozen=True)
class Built:
    """The cast, and the files that were made with it: no transaction brings those back."""

    world: World
    files: dict[Name, bytes]

    def lay_back(self) -> None:
        for (store, path), content in self.files.items():
            store.delete(path)
            store.save(path, ContentFile(content))


@contextmanager
def rolled_back(blocker: Any) -> Iterator[None]:
    """A transaction around tests, each of which opens the database for itself."""
    around = transaction.atomic()
    with blocker.unblock():
        around.__enter__()
    try:
        yield
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)


@pytest.fixture(scope="module")
def built_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[Built]:
    with rolled_back(django_db_blocker):
        before = set(_stored())
        with django_db_blocker.unblock():
            made = build()
        new = set(_stored()) - before
        yield Built(made, {(store, path): store.open(path).read() for store, path in new})


@pytest.fixture
def world(built_world: Built, db: None) -> World:
    """This test's own copy."""
    built_world.lay_back()
    return deepcopy(built_world.world)


def _stored() -> Iterator[Name]:
    """By the fields' own storages: after a test that changed settings, Django's `storages` gives out others."""
    fields = (field for model in apps.get_models() for field in model._meta.get_fields())
    stores = {field.storage for field in fields if isinstance(field, FileField)}
    return ((store, path) for store in stores for path in _below(store, ""))


def _below(storage: Storage, folder: str) -> Iterator[str]:
    folders, files = storage.listdir(folder)
    yield from (f"{folder}{name}" for name in files)
    for name in folders:
        yield from _below(storage, f"{folder}{name}/")
