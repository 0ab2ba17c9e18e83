"""The triggers that give the tree a new stamp, whoever writes to it and by whatever door."""

# Two plain statements: within a trigger the outer statement's conflict clause would overrule an upsert's.
_STAMP = (
    "DELETE FROM people_treestamp; "
    "INSERT INTO people_treestamp (id, value) VALUES (1, lower(hex(randomblob(16))))"
)
TABLES = ("people_orgunit", "people_unitparent", "people_unitchange")


def statements(vendor: str, *, create: bool) -> list[str]:
    """The statements that put the triggers on the tables or take them off."""
    if vendor == "sqlite":
        return [line for table in TABLES for line in _sqlite(table, create=create)]
    return _postgres(create=create)


def _sqlite(table: str, *, create: bool) -> list[str]:
    if not create:
        return [f"DROP TRIGGER IF EXISTS stamp_{table}_{verb}" for verb in ("insert", "update", "delete")]
    return [
        f"CREATE TRIGGER stamp_{table}_{verb} AFTER {verb} ON {table} BEGIN {_STAMP}; END"
        for verb in ("insert", "update", "delete")
    ]


def _postgres(*, create: bool) -> list[str]:
    off = [f"DROP TRIGGER IF EXISTS stamp_{table} ON {table}" for table in TABLES]
    if not create:
        return [*off, "DROP FUNCTION IF EXISTS stamp_the_tree()"]
    return [
        "CREATE OR REPLACE FUNCTION stamp_the_tree() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "INSERT INTO people_treestamp (id, value) VALUES (1, md5(random()::text || clock_timestamp()::text)) "
        "ON CONFLICT (id) DO UPDATE SET value = excluded.value; RETURN NULL; END $$",
        *off,
        *(
            f"CREATE TRIGGER stamp_{table} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION stamp_the_tree()"
            for table in TABLES
        ),
    ]
