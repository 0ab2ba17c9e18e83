"""SQLite's part of a heartbeat's short way: one statement for all reports that came together, nothing read before it.

What this process wrote last is remembered; the statement writes only where the row still holds exactly that. It runs on
the driver's own connection, since Django's cursors would cost twice what the database does, and it is one statement
because each call of the driver hands Python's lock to another thread and waits to have it back.
"""

import sqlite3
from collections.abc import Callable, Collection, Sequence

from common.sqlite import driver, moment
from courses.reckoning import Tally
from courses.services.quick_rows import READ, Job, Stored, kept, stored_from, union_of

MOST_REMEMBERED = 4096
# A trigger may do what a statement cannot: change the union, if it is as it was, and keep the report with it.
SCHEMA = (
    "CREATE TEMP VIEW beats AS SELECT 0 id, 0 enrolment, '' film, '' was_spans, '' was_at, 0 was_credit, '' spans, "
    "0 seconds, 0 position, '' at, 0 credit, '' uuid, 0 activity, '' played, '' told",
    "CREATE TEMP TRIGGER beat INSTEAD OF INSERT ON beats BEGIN "
    "UPDATE courses_watchedspans SET spans = NEW.spans, seconds = NEW.seconds, position = NEW.position, "
    "reported_at = NEW.at, credit = NEW.credit WHERE id = NEW.id AND enrolment_id = NEW.enrolment "
    "AND film = NEW.film AND spans = NEW.was_spans AND reported_at = NEW.was_at AND credit = NEW.was_credit; "
    "SELECT RAISE(ABORT, 'moved on') WHERE changes() = 0; "
    "INSERT INTO courses_spanreport (uuid, enrolment_id, activity_id, spans, received_at, accepted, told) "
    "SELECT NEW.uuid, NEW.enrolment, NEW.activity, NEW.played, NEW.at, true, NEW.told WHERE NEW.played <> '[]'; END",
)
Reckoned = Callable[[Stored | None, Job], Tally | None]
LINE = f"({', '.join('?' * 15)})"

_remembered: dict[int, Stored] = {}


def write(jobs: Sequence[Job], reckoned: Reckoned) -> Sequence[Tally | None]:
    """Reckon each and write all that are everyday ones, or none; what was remembered wrongly is read, once."""
    rows = {job.told.row for job in jobs}
    known = {row: _remembered[row] for row in rows if row in _remembered}
    results, after, lines = _reckon(jobs, known | _read(rows - known.keys()), reckoned)
    if known and not (all(results) and _written(lines)):
        results, after, lines = _reckon(jobs, _read(rows), reckoned)
        known = {}
    if not known and not _written(lines):
        return [None] * len(jobs)
    _remember(after)
    return results


def _reckon(
    jobs: Sequence[Job], stored: dict[int, Stored], reckoned: Reckoned
) -> tuple[list[Tally | None], dict[int, Stored], list[object]]:
    """What becomes of each job, the rows as they will be, and the lines that make them so."""
    results: list[Tally | None] = []
    after: dict[int, Stored] = {}
    lines: list[object] = []
    for job in jobs:
        now = after.get(job.told.row) or stored.get(job.told.row)
        tally = reckoned(now, job)
        results.append(tally)
        if now and tally:
            after[now.row], line = _moved(now, tally, job)
            lines += line
    return results, after, lines


def _read(rows: Collection[int]) -> dict[int, Stored]:
    if not rows:
        return {}
    found = driver().execute(f"{READ}({', '.join('?' * len(rows))})", list(rows))
    return {row[0]: stored_from(row) for row in found}


def _moved(now: Stored, tally: Tally, job: Job) -> tuple[Stored, list[object]]:
    """The row as it will be, and the line that makes it so."""
    union, seconds, position, credit = union_of(tally)
    # A list of finite numbers reads alike in Python and in JSON, and is written five times as fast.
    after = now._replace(
        spans=union,
        text=str(union),
        position=position,
        reported_at=job.at,
        moment=moment(job.at),
        credit=credit,
    )
    was = [now.row, now.enrolment, now.film, now.text, now.moment or moment(now.reported_at), now.credit]
    uuid, _enrolment, activity, played, told = kept(job)
    line = [*was, after.text, seconds, position, after.moment, credit, uuid.hex, activity, str(played), told]
    return after, line


def _written(lines: list[object]) -> bool:
    """False when a row has moved on, or a report was here before."""
    if not lines:
        return True
    statement = f"INSERT INTO beats VALUES {', '.join([LINE] * (len(lines) // 15))}"  # noqa: S608 - placeholders
    execute = driver().execute
    try:
        execute(statement, lines)
    except sqlite3.IntegrityError:
        return False
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        for part in SCHEMA:  # this connection's first report
            execute(part)
        return _written(lines)
    return True


def _remember(stored: dict[int, Stored]) -> None:
    if len(_remembered) >= MOST_REMEMBERED:
        _remembered.clear()
    _remembered.update(stored)
