"""The triggers that say whose standing must be counted again, whoever writes and by whatever door.

Put on after every migration and taken off before: SQLite remakes tables, and what was on them is lost.
"""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Watched:
    """A table, its columns that say who, and what in a row a figure rests on ({row} stands for OLD or NEW)."""

    table: str
    who: tuple[str, ...]
    rests_on: tuple[str, ...]
    fills: str = "person"
    when_made: bool = True


WATCHED = [
    Watched(
        "people_posting",
        ("person_id",),
        ("{row}.person_id", "{row}.unit_id", "{row}.category", "{row}.starts_on", "{row}.ends_on"),
    ),
    Watched(
        "people_programmerole",
        ("person_id",),
        ("{row}.person_id", "{row}.unit_id", "{row}.role_id", "{row}.starts_on", "{row}.ends_on"),
    ),
    Watched(
        "people_person",
        ("id", "merged_into_id"),
        ("{row}.merged_into_id", "{row}.gender", "{row}.birth_on", "{row}.birth_year", "{row}.sort_key"),
        when_made=False,
    ),
    Watched("people_account", ("person_id",), ("{row}.person_id", "({row}.last_login IS NULL)")),
    Watched(
        "courses_enrolment", ("learner_id",),
        ("{row}.learner_id", "{row}.course_id", "{row}.due_on", "{row}.withdrawn_at"),
    ),
    Watched(
        "courses_enrolmentprogress",
        ("enrolment_id",),
        (
            "{row}.state", "{row}.last_event_at", "{row}.completed_at", "{row}.excused_at",
            "{row}.excused_reason", "{row}.started_at",
        ),
        fills="enrolment",
    ),
]  # fmt: skip
TOLD = "reports_touched"
ROWS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}


def statements(vendor: str, *, known: Collection[str], create: bool) -> list[str]:
    """The statements for a database vendor that has these tables; creating takes the old ones off first."""
    make = _sqlite if vendor == "sqlite" else _postgres
    create = create and TOLD in known
    return [line for one in WATCHED if one.table in known for line in make(one, create=create)]


def _verbs(one: Watched) -> list[str]:
    return [verb for verb in ROWS if one.when_made or verb != "insert"]


def _sqlite(one: Watched, *, create: bool) -> list[str]:
    lines = [f"DROP TRIGGER IF EXISTS touch_{one.table}_{verb}" for verb in ROWS]
    for verb in _verbs(one) if create else ():
        when = f"WHEN {_differs(one, 'IS NOT')} " if verb == "update" else ""
        body = _body(one, verb, "IS NOT", "strftime('%Y-%m-%d %H:%M:%f', 'now')")
        lines.append(
            f"CREATE TRIGGER touch_{one.table}_{verb} AFTER {verb} ON {one.table} {when}BEGIN {body} END"
        )
    return lines


def _postgres(one: Watched, *, create: bool) -> list[str]:
    lines = [f"DROP TRIGGER IF EXISTS touch_{one.table}_{verb} ON {one.table}" for verb in ROWS]
    for verb in _verbs(one) if create else ():
        name, when = f"touch_{one.table}_{verb}", ""
        if verb == "update":
            when = f"WHEN ({_differs(one, 'IS DISTINCT FROM')}) "
        lines += [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"{_body(one, verb, 'IS DISTINCT FROM', 'clock_timestamp()')} RETURN NULL; END $$",
            f"CREATE TRIGGER {name} AFTER {verb} ON {one.table} FOR EACH ROW {when}EXECUTE FUNCTION {name}()",
        ]
    return lines


def _differs(one: Watched, sign: str) -> str:
    return " OR ".join(
        f"{column.format(row='OLD')} {sign} {column.format(row='NEW')}" for column in one.rests_on
    )


def _body(one: Watched, verb: str, sign: str, now: str) -> str:
    """Both owners of a row that changes hands, each once."""
    told = [f"{row}.{column}" for column in one.who for row in ROWS[verb]]
    lines = []
    for place, value in enumerate(told):
        others = "".join(f" AND {value} {sign} {other}" for other in told[:place])
        lines.append(
            f"INSERT INTO {TOLD} ({one.fills}, at) SELECT {value}, {now} WHERE {value} IS NOT NULL{others};"
        )
    return " ".join(lines)
