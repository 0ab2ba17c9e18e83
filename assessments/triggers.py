"""The triggers on what is only ever added: versions, past results, late answers, surveys, marks by hand."""

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


def on_late_answers(vendor: str, *, create: bool) -> list[str]:
    """The same for answers that came after the time was up."""
    return append_only.statements(
        vendor, table="assessments_lateanswer", prefix="late_answers", what="a late answer", create=create
    )


def on_surveys(vendor: str, *, create: bool) -> list[str]:
    """The same for forms of surveys, what was answered, by whom it was answered, and what was typed wrongly."""
    kinds = (("version", "a form"), ("response", "an answer"), ("void", "a void"), ("ticket", "a ticket"))
    return [
        line
        for name, what in kinds
        for line in append_only.statements(
            vendor, table=f"assessments_survey{name}", prefix=f"survey_{name}s", what=f"{what} of a survey",
            create=create,
        )
    ]  # fmt: skip


def on_hand_marks(vendor: str, *, create: bool) -> list[str]:
    """The same for marks given by people."""
    return append_only.statements(
        vendor, table="assessments_handmark", prefix="hand_marks", what="a mark given by hand", create=create
    )


def on_class_scores(vendor: str, *, create: bool) -> list[str]:
    """The same for results of a class that were typed from paper."""
    return append_only.statements(
        vendor,
        table="assessments_classscore",
        prefix="class_scores",
        what="a result of a class",
        create=create,
    )
