"""The run's own database: a SQLite file in its folder, or a new database of a PostgreSQL server."""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

SERVER = "postgres://postgres@127.0.0.1:5432/postgres"


class Database(Protocol):
    """Where the figures' data lie and which processes work for them."""

    environ: dict[str, str]

    def rows(self, sql: str) -> Sequence[tuple[Any, ...]]: ...
    def pids(self) -> list[int]: ...
    def drop(self) -> None: ...


class Sqlite:
    """Lives in the web process: no process of its own."""

    environ: dict[str, str] = {}

    def __init__(self, path: Path) -> None:
        self.path = path

    def rows(self, sql: str) -> Sequence[tuple[Any, ...]]:
        link = sqlite3.connect(self.path, timeout=20)
        try:
            return link.execute(sql).fetchall()
        finally:
            link.close()

    def pids(self) -> list[int]:
        return []

    def drop(self) -> None:
        """Goes with its folder."""


class Postgres:
    """Its backends' time counts; the server's shared writers, which serve others too, do not."""

    def __init__(self, server: str, name: str) -> None:
        self.server, self.name = server, name
        self.url = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        self.environ = {"DATABASE_URL": self.url}

    def rows(self, sql: str) -> Sequence[tuple[Any, ...]]:
        return self._ask(self.url, sql)

    def pids(self) -> list[int]:
        found = self._ask(self.server, f"SELECT pid FROM pg_stat_activity WHERE datname = '{self.name}'")
        return [pid for (pid,) in found]

    def drop(self) -> None:
        self._ask(self.server, f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    @staticmethod
    def _ask(url: str, sql: str) -> Sequence[tuple[Any, ...]]:
        import psycopg

        with psycopg.connect(url, autocommit=True) as link:
            cursor = link.execute(sql)
            return cursor.fetchall() if cursor.description else []


def create(server: str | None) -> Postgres:
    """A new database on the server that DATABASE_URL names, or the one at the standard local port."""
    database = Postgres(server or SERVER, f"lopso_bench_{os.getpid()}")
    Postgres._ask(database.server, f'CREATE DATABASE "{database.name}"')
    return database
