"""The triggers on the audit log and on receipts of guidance."""

from common import append_only


def statements(vendor: str, *, create: bool) -> list[str]:
    """The statements for a database vendor."""
    return append_only.statements(
        vendor, table="people_auditentry", prefix="audit", what="the audit log", create=create
    )


def on_guidance_readings(vendor: str, *, create: bool) -> list[str]:
    """The same for who opened guidance."""
    return append_only.statements(
        vendor,
        table="people_guidancereading",
        prefix="guidance_readings",
        what="who opened guidance",
        create=create,
    )
