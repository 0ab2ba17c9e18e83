"""Database triggers that make the learning record append-only, on both databases."""

TABLE = "courses_learningevent"

CREATE_SQLITE = [
    f"CREATE TRIGGER record_no_{verb} BEFORE {verb} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, 'the learning record is append-only'); END"
    for verb in ("UPDATE", "DELETE")
]
DROP_SQLITE = [f"DROP TRIGGER IF EXISTS record_no_{verb}" for verb in ("UPDATE", "DELETE")]
CREATE_POSTGRES = [
    "CREATE OR REPLACE FUNCTION record_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the learning record is append-only'; END $$",
    f"CREATE TRIGGER record_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION record_is_append_only()",
]
DROP_POSTGRES = [
    f"DROP TRIGGER IF EXISTS record_no_change ON {TABLE}",
    "DROP FUNCTION IF EXISTS record_is_append_only()",
]


def statements(vendor: str, *, create: bool) -> list[str]:
    """The statements for a database vendor."""
    if vendor == "sqlite":
        return CREATE_SQLITE if create else DROP_SQLITE
    return CREATE_POSTGRES if create else DROP_POSTGRES
