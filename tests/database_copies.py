"""Templates and copies of the test database: a file of SQLite, a database of PostgreSQL."""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from lms.settings.env import DATA_DIR

Migrate = Callable[[], None]
CACHE = DATA_DIR / "test-databases"


class SqliteCopies:
    """A migrated file in the cache folder and a copy of it beside."""

    def __init__(self, connection: BaseDatabaseWrapper, digest: str, name: str, migrate: Migrate) -> None:
        self._connection = connection
        self._migrate = migrate
        self._template = CACHE / f"template-{digest}.sqlite3"
        self._copy = CACHE / f"copy-{name}.sqlite3"

    def make_template(self) -> None:
        CACHE.mkdir(parents=True, exist_ok=True)
        with locked(self._template.with_suffix(".lock")):
            if not self._template.exists():
                self._build()

    def make_copy(self) -> None:
        shutil.copyfile(self._template, self._copy)
        self._use(self._copy)

    def restore(self) -> None:
        """Write the template's pages over the copy, in place: other threads may hold the file open."""
        self._connection.close()
        copy_sqlite(self._template, self._copy)

    def drop(self) -> None:
        connections.close_all()
        _remove(self._copy)

    def _build(self) -> None:
        draft = self._template.with_suffix(f".{os.getpid()}")
        self._use(draft)
        self._connection.cursor().execute("PRAGMA synchronous=OFF")
        self._migrate()
        self._connection.close()
        os.replace(draft, self._template)
        _remove(draft)

    def _use(self, path: Path) -> None:
        self._connection.close()
        connections.settings["default"]["NAME"] = self._connection.settings_dict["NAME"] = str(path)


class PostgresCopies:
    """A migrated template database and a copy of it, made by a connection to the configured database."""

    def __init__(self, connection: BaseDatabaseWrapper, digest: str, name: str, migrate: Migrate) -> None:
        self._connection = connection
        self._migrate = migrate
        self._template = f"lopso_template_{digest}"
        self._copy = f"lopso_test_{name}"
        self._own = str(connection.settings_dict["NAME"])
        # A restore ends the connections of other threads (a live server's): they must notice.
        connection.settings_dict["CONN_HEALTH_CHECKS"] = True

    def make_template(self) -> None:
        with self._maintenance() as run:
            run("SELECT pg_advisory_lock(20260815)")
            if not run("SELECT 1 FROM pg_database WHERE datname = %s", [self._template]):
                self._build(run)

    def make_copy(self) -> None:
        with self._maintenance() as run:
            run(f'DROP DATABASE IF EXISTS "{self._copy}" WITH (FORCE)')
            run(f'CREATE DATABASE "{self._copy}" TEMPLATE "{self._template}"')
        self._use(self._copy)

    def restore(self) -> None:
        self._connection.close()
        self.make_copy()

    def drop(self) -> None:
        connections.close_all()
        with self._maintenance() as run:
            run(f'DROP DATABASE IF EXISTS "{self._copy}" WITH (FORCE)')

    def _build(self, run: Callable[..., Any]) -> None:
        draft = f"{self._template}_draft"
        run(f'DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)')
        run(f'CREATE DATABASE "{draft}"')
        self._use(draft)
        self._migrate()
        self._connection.close()
        run(f'ALTER DATABASE "{draft}" RENAME TO "{self._template}"')

    def _use(self, name: str) -> None:
        self._connection.close()
        connections.settings["default"]["NAME"] = self._connection.settings_dict["NAME"] = name

    @contextmanager
    def _maintenance(self) -> Iterator[Callable[..., Any]]:
        """Yield a function that runs one statement in the configured database, outside of transactions."""
        import psycopg

        settings = self._connection.settings_dict
        link = psycopg.connect(
            host=settings["HOST"],
            port=settings["PORT"] or None,
            user=settings["USER"] or None,
            password=settings["PASSWORD"] or None,
            dbname=self._own,
            autocommit=True,
        )

        def run(statement: str, values: list[str] | None = None) -> list[Any]:
            cursor = link.execute(statement.encode(), values)
            return cursor.fetchall() if cursor.description else []

        with link:
            yield run


def copy_sqlite(source: Path | str, target: Path) -> None:
    """Through SQLite, never as a file: closing the file of an open database drops every lock this process has on it.

    Another process then believes it was the last, and deletes the log that is still being read and written here: "database
    disk image is malformed" (sqlite.org/howtocorrupt.html, 2.2.1).
    """
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One process at a time, of all that test on this machine."""
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
