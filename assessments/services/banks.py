"""What the log says of a bank: who made it, whom it was given to, whether others may draw from it."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from assessments.models import Question, QuestionBank
from people.models import Account, AuditEntry
from people.services import audit

CHANGE = AuditEntry.Kind.CHANGE


def log_bank(
    action: str, *, bank: QuestionBank, at: datetime, by: Account | None, before: QuestionBank | None = None
) -> None:
    """Nothing is written when nothing changed."""
    changed = _changes(before, bank) if before else {}
    if before is None or changed:
        log_questions(action, bank=bank, at=at, by=by, **changed)


def log_questions(
    action: str, *, bank: QuestionBank, at: datetime, by: Account | None, **detail: Any
) -> None:
    """An entry about questions of a bank, for those who stand above its owner."""
    audit.record(
        action, kind=CHANGE, by=by, at=at, unit=bank.owner_unit, count=0, detail={"bank": bank.name, **detail}
    )


def log_export(*, questions: QuerySet[Question], count: int, form: str, at: datetime, by: Account) -> None:
    """Questions with their keys left the house: an entry for each bank they are of."""
    for bank in QuestionBank.objects.filter(questions__in=questions.order_by()).distinct():
        audit.record(
            "questions_exported", kind=AuditEntry.Kind.EXPORT, by=by, at=at, unit=bank.owner_unit, count=0,
            detail={"bank": bank.name, "format": form, "questions": count},
        )  # fmt: skip


def log_tag(*, before: str, after: str, at: datetime, by: Account) -> None:
    """Topics belong to no office."""
    audit.record("tag_changed", kind=CHANGE, by=by, at=at, count=0, detail={"name": [before, after]})


def _changes(before: QuestionBank, bank: QuestionBank) -> dict[str, list[Any]]:
    pairs: dict[str, list[Any]] = {
        "name": [before.name, bank.name],
        "unit": [str(before.owner_unit or ""), str(bank.owner_unit or "")],
        "shared": [before.shared, bank.shared],
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
