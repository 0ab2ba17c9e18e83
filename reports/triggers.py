"""The triggers on what units reached."""

from common import append_only


def statements(vendor: str, *, create: bool) -> list[str]:
    """The statements for a database vendor."""
    return append_only.statements(
        vendor,
        table="reports_unitachievement",
        prefix="achievement",
        what="the record of units",
        create=create,
    )
