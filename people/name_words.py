"""The index of the words of names (decision 0022): what the database keeps, and how it is asked."""

from collections.abc import Sequence

TABLE = "people_nameword"
FTS5_NUMBER = f"SELECT count(*) FROM {TABLE} WHERE {TABLE} MATCH %s"  # noqa: S608 - our own name
FTS5_ROWS = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"  # noqa: S608 - our own name


def statements(vendor: str, *, create: bool) -> list[str]:
    """The statements that make the index or take it off; after SQLite rebuilt `people_person`, make it again."""
    both = SQLITE if vendor == "sqlite" else POSTGRES
    return both["drop"] + both["create"] if create else both["drop"]


def fts5_query(column: str, words: Sequence[str]) -> str:
    """Every word begins a word of the column."""
    return " AND ".join(f'{column} : "{word}" *' for word in words)


def tsquery(words: Sequence[str]) -> str:
    """The same for PostgreSQL."""
    return " & ".join(f"{word}:*" for word in words)


# The rows are people_person's own (external content); triggers follow every writer, bulk ones too.
_COLUMNS = ("name_folded", "name_key")
_OLD = (
    f"INSERT INTO {TABLE}({TABLE}, rowid, name_folded, name_key) "  # noqa: S608 - our own name
    "VALUES ('delete', old.id, old.name_folded, old.name_key);"
)
_NEW = (
    f"INSERT INTO {TABLE}(rowid, name_folded, name_key) "  # noqa: S608
    "VALUES (new.id, new.name_folded, new.name_key);"
)
SQLITE = {
    "create": [
        # Tones are kept: one column has the name without any, the other as it is written.
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5(name_folded, name_key, content='people_person', "
        "content_rowid='id', detail=column, prefix='1 2 3', tokenize='unicode61 remove_diacritics 0')",
        f"INSERT INTO {TABLE}({TABLE}) VALUES('rebuild')",
        f"CREATE TRIGGER {TABLE}_added AFTER INSERT ON people_person BEGIN {_NEW} END",
        f"CREATE TRIGGER {TABLE}_removed AFTER DELETE ON people_person BEGIN {_OLD} END",
        f"CREATE TRIGGER {TABLE}_renamed AFTER UPDATE OF name_folded, name_key ON people_person "
        f"BEGIN {_OLD} {_NEW} END",
    ],
    "drop": [
        *(f"DROP TRIGGER IF EXISTS {TABLE}_{event}" for event in ("added", "removed", "renamed")),
        f"DROP TABLE IF EXISTS {TABLE}",
    ],
}
POSTGRES = {
    # Full-text search is built in: unlike pg_trgm it needs no extension, and no right to make one.
    "create": [
        f"CREATE INDEX {TABLE}_{column} ON people_person USING gin (to_tsvector('simple'::regconfig, {column}))"
        for column in _COLUMNS
    ],
    "drop": [f"DROP INDEX IF EXISTS {TABLE}_{column}" for column in _COLUMNS],
}
