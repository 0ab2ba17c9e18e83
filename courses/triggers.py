"""The triggers on the learning record, on answers in films, on the steps of seats and on what helpers recorded."""

from common import append_only


def statements(vendor: str, *, create: bool) -> list[str]:
    """The statements for a database vendor."""
    return append_only.statements(
        vendor, table="courses_learningevent", prefix="record", what="the learning record", create=create
    )


def answer_statements(vendor: str, *, create: bool) -> list[str]:
    """The same for the answers."""
    return append_only.statements(
        vendor, table="courses_filmanswer", prefix="film_answers", what="the answers in films", create=create
    )


def seat_statements(vendor: str, *, create: bool) -> list[str]:
    """The same for the steps of seats."""
    return append_only.statements(
        vendor, table="courses_seatchange", prefix="seat_changes", what="the history of a seat", create=create
    )


def attendance_statements(vendor: str, *, create: bool) -> list[str]:
    """The same for who was there, and for the signed sheets that say so."""
    tables = {"attendance": "courses_attendance", "attendance_sheets": "courses_attendancesheet"}
    return [
        line
        for prefix, table in tables.items()
        for line in append_only.statements(
            vendor, table=table, prefix=prefix, what="attendance", create=create
        )
    ]


def help_statements(vendor: str, *, create: bool) -> list[str]:
    """The same for what helpers said: the session, who was named, what was voided."""
    tables = {"helpsession": "help_sessions", "helpedvillager": "helped_villagers", "helpvoid": "help_voids"}
    return [
        statement
        for table, prefix in tables.items()
        for statement in append_only.statements(
            vendor, table=f"courses_{table}", prefix=prefix, what="what helpers recorded", create=create
        )
    ]
