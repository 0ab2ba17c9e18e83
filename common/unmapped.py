"""Reading long lists without a mapping of the database's file.

SQLite maps the first 128 MB (settings.keeping), which suits pages. A file of everybody passes over all of it, and what
was mapped counts as memory of the worker; read by itself each piece leaves the page cache again.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def unmapped() -> Iterator[None]:
    """For this thread's connection to the default database."""
    before = mapped()
    if not before:
        yield
        return
    _map(0)
    try:
        yield
    finally:
        _map(before)


def mapped() -> int:
    """How many bytes SQLite maps at most; PostgreSQL and a database in memory none."""
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA mmap_size")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _map(most: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA mmap_size={most}")
