"""The triggers on the audit log."""

from common import append_only


def statements(vendor: str, *, create: bool) -> list[str]:
    """The statements for a database vendor."""
    return append_only.statements(
        vendor, table="people_auditentry", prefix="audit", what="the audit log", create=create
    )
