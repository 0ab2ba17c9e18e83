"""Dump and load the database, consistently and while people work, on either kind of database."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from common.errors import DomainError

SQLITE_FILE = "database.sqlite3"
POSTGRES_FILE = "database.dump"


def dump(folder: Path) -> Path:
    """Write a consistent copy of the database into `folder` and return its path."""
    if connection.vendor == "sqlite":
        return _copy_sqlite(Path(str(connection.settings_dict["NAME"])), folder / SQLITE_FILE)
    target = folder / POSTGRES_FILE
    _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", "--file", str(target))
    return target


def load(dumped: Path, target: Path) -> None:
    """Put a dumped database in place: the file `target` on SQLite, the configured database on PostgreSQL."""
    if dumped.name == SQLITE_FILE:
        _check_sqlite(dumped)
        os.replace(dumped, target)
        return
    _run(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-acl", "--single-transaction",
        "--dbname", str(connection.settings_dict["NAME"]), str(dumped),
    )  # fmt: skip


def fits(name: str) -> bool:
    """Say whether a dump of this name can be loaded into the configured database."""
    return (name == SQLITE_FILE) == (connection.vendor == "sqlite")


def _copy_sqlite(source: Path, target: Path) -> Path:
    """Copy page by page under SQLite's own locks; a plain copy of the file would miss the write-ahead log."""
    if not source.exists():
        raise DomainError(_("Chưa có cơ sở dữ liệu %(path)s để sao lưu.") % {"path": source})
    here, there = sqlite3.connect(f"file:{source}?mode=ro", uri=True), sqlite3.connect(target)
    try:
        here.backup(there)
    finally:
        here.close()
        there.close()
    return target


def _check_sqlite(path: Path) -> None:
    link = sqlite3.connect(path)
    try:
        verdict = link.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    finally:
        link.close()
    if verdict != "ok":
        raise DomainError(_("Cơ sở dữ liệu trong bản sao lưu bị hỏng: %(why)s") % {"why": verdict})


def _run(program: str, *arguments: str) -> None:
    if not shutil.which(program):
        raise DomainError(_("Máy này chưa có %(program)s (gói postgresql-client).") % {"program": program})
    done = subprocess.run(
        [program, *arguments], env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        why = done.stderr.strip()[-500:]
        raise DomainError(_("%(program)s báo lỗi: %(why)s") % {"program": program, "why": why})


PASSED = {
    "PGHOST": "HOST",
    "PGPORT": "PORT",
    "PGUSER": "USER",
    "PGPASSWORD": "PASSWORD",
    "PGDATABASE": "NAME",
}


def _environment() -> dict[str, str]:
    """PostgreSQL's programs read the connection from here; a password must not show in a process list."""
    settings = connection.settings_dict
    return os.environ | {name: str(settings[key]) for name, key in PASSED.items() if settings[key]}
