"""The triggers on the versions of questions."""

from common import append_only


def statements(vendor: str, *, create: bool) -> list[str]:
    """The statements for a database vendor."""
    return append_only.statements(
        vendor, table="assessments_questionversion", prefix="question_versions", what="a version of a question",
        create=create,
    )  # fmt: skip
