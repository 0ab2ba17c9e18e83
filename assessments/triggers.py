"""The triggers on what is only ever added: versions of questions, past results, marks given by hand."""

from common import append_only


def statements(vendor: str, *, create: bool) -> list[str]:
    """The statements on versions of questions for a database vendor."""
    return append_only.statements(
        vendor, table="assessments_questionversion", prefix="question_versions", what="a version of a question",
        create=create,
    )  # fmt: skip


def on_past_results(vendor: str, *, create: bool) -> list[str]:
    """The same for past results."""
    return append_only.statements(
        vendor, table="assessments_pastresult", prefix="past_results", what="a past result", create=create
    )


def on_hand_marks(vendor: str, *, create: bool) -> list[str]:
    """The same for marks given by people."""
    return append_only.statements(
        vendor, table="assessments_handmark", prefix="hand_marks", what="a mark given by hand", create=create
    )
