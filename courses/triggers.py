"""The triggers on the learning record and on the answers given in films."""

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
