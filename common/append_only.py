"""Database triggers that make a table append-only, on both databases: facts are added, never changed."""


def statements(vendor: str, *, table: str, prefix: str, what: str, create: bool) -> list[str]:
    """The statements that put the triggers on `table` or take them off; `what` names it in the refusal."""
    words = {"table": table, "prefix": prefix, "what": what}
    both = SQLITE if vendor == "sqlite" else POSTGRES
    return [line.format(**words) for line in both["create" if create else "drop"]]


SQLITE = {
    "create": [
        f"CREATE TRIGGER {{prefix}}_no_{verb} BEFORE {verb} ON {{table}} "
        f"BEGIN SELECT RAISE(ABORT, '{{what}} is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "drop": [f"DROP TRIGGER IF EXISTS {{prefix}}_no_{verb}" for verb in ("UPDATE", "DELETE")],
}
POSTGRES = {
    "create": [
        "CREATE OR REPLACE FUNCTION {prefix}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '{what} is append-only'; END $$",
        "CREATE TRIGGER {prefix}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION {prefix}_is_append_only()",
    ],
    "drop": [
        "DROP TRIGGER IF EXISTS {prefix}_no_change ON {table}",
        "DROP FUNCTION IF EXISTS {prefix}_is_append_only()",
    ],
}
