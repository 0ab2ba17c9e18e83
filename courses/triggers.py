"""The triggers on the learning record."""

from common import append_only


def statements(vendor: str, *, create: bool) -> list[str]:
    """The statements for a database vendor."""
    return append_only.statements(
        vendor, table="courses_learningevent", prefix="record", what="the learning record", create=create
    )
