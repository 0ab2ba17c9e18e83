"""The triggers on template versions: a certificate keeps the look it was issued with."""

from common import append_only


def statements(vendor: str, *, create: bool) -> list[str]:
    """The statements for a database vendor."""
    return append_only.statements(
        vendor,
        table="certificates_templateversion",
        prefix="template_version",
        what="a version of a template",
        create=create,
    )
