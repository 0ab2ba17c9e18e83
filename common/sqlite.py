"""SQLite's own driver, where Django's cursors would cost twice what the database does."""

import sqlite3
from datetime import UTC, datetime

from django.db import DEFAULT_DB_ALIAS, connections


def driver() -> sqlite3.Connection:
    """This thread's connection, opened if it was not."""
    here = connections[DEFAULT_DB_ALIAS]
    here.ensure_connection()
    found: sqlite3.Connection = here.connection
    return found


def moment(at: datetime) -> str:
    """As Django writes it into SQLite: UTC, without saying so."""
    return str(at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at)
